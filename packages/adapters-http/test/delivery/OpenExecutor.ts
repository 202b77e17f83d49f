import { HmacSigner, HttpExecutor } from "@nexio/adapters-http/delivery"
import { Engine, type Execution, Executor, type Id, Secrets, SigningSecret } from "@nexio/core"
import { Model } from "@nexio/testing/model"
import { Effect, Layer, Logger, ManagedRuntime, Redacted } from "effect"
import { loopback } from "./OpenSender.ts"

const orgId = "01a20c91-a000-7109-abd4-e4b09de92500" as Id.OrgId
export const runId = "01a20c91-9f00-7109-abd4-e4b09de92511" as Id.RunId
export const environmentId = "01a20c91-a000-7109-abd4-e4b09de92501" as Id.EnvironmentId

/** An executor as a server has it, and one engine's secret, sealed as that is. */
export const openExecutor = async (options: Partial<HttpExecutor.ExecutorOptions> = {}) => {
  const runtime = ManagedRuntime.make(
    HttpExecutor.layer({ allow: loopback, ...options }).pipe(
      Layer.provideMerge(Layer.mergeAll(Model.layerSecrets, Model.layerIds, HmacSigner.layer)),
      Layer.provideMerge(Logger.layer([]))
    )
  )
  const { executor, secrets } = await runtime.runPromise(Effect.all({ executor: Executor, secrets: Secrets }))
  const ids = { next: <I extends string>() => "a secret's id" as I }
  const { fresh, secret } = SigningSecret.mint(orgId, 0, { ids, secrets })
  const execute = (url: string, more: Partial<Execution> = {}, timeoutMs = 10_000) =>
    runtime.runPromise(
      executor.execute({
        orgId,
        runId,
        environment: "dev",
        environmentId,
        engine: Engine.defaultEngine,
        executor: { type: "http", url, timeoutMs },
        secrets: [{ ...fresh, createdAt: 0 }],
        input: { text: "hello" },
        ...more
      })
    )
  return { execute, secret: Redacted.value(secret), [Symbol.asyncDispose]: () => runtime.dispose() }
}
