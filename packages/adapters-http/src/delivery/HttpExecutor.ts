/**
 * Executes runs by what their engine's version says: over HTTP at its URL, or by echoing the input.
 *
 * A request may be made again after a crash; its receiver tells by `X-Nexio-Run`. Whatever it answers, the run ends, and
 * says by a code of `ExecutorAnswer.Failure` why it failed.
 */
import { type Execution, Executor, Instant, type Run, Secrets, type SendFailed, Signer } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import * as AddressGuard from "./AddressGuard.ts"
import type { AllowList } from "./AllowList.ts"
import * as BoundedPost from "./BoundedPost.ts"
import * as ExecutorAnswer from "./ExecutorAnswer.ts"
import * as GuardedAgent from "./GuardedAgent.ts"
import type { NameLookup } from "./NameLookup.ts"
import * as WireLimit from "./WireLimit.ts"

export interface ExecutorOptions {
  /** What may be reached although it is not public. */
  readonly allow: AllowList
  /** The ports that the server itself listens on now. Default: none. */
  readonly ownPorts?: (() => ReadonlyArray<number>) | undefined
  /** The largest answer, in bytes. Default: 1 MiB. */
  readonly maxAnswerBytes?: number
  /** Default: as the operating system resolves names. */
  readonly lookup?: NameLookup
}

/** Where a connection is not there by then, there is no receiver. */
const connectTimeoutMs = 15_000

export const layer = (options: ExecutorOptions): Layer.Layer<Executor, never, Secrets | Signer> =>
  Layer.effect(
    Executor,
    Effect.gen(function* () {
      const secrets = yield* Secrets
      const signer = yield* Signer
      const guard = AddressGuard.make(options.allow, options.ownPorts ?? (() => []))
      const maxAnswerBytes = options.maxAnswerBytes ?? 1_048_576
      const agent = yield* Effect.acquireRelease(
        Effect.sync(() =>
          GuardedAgent.make({
            guard,
            connectTimeoutMs,
            lookup: options.lookup,
            maxWireBytes: WireLimit.around(maxAnswerBytes)
          })
        ),
        (agent) => Effect.promise(() => agent.destroy())
      )

      const signature = Effect.fnUntraced(function* ({ orgId, runId, secrets: sealed }: Execution, body: string) {
        if (sealed.length === 0) return {}
        const valid = yield* Effect.forEach(sealed, (secret) =>
          secrets.open(secret.sealed, { orgId, kind: "signing_secret", row: secret.id })
        )
        return signer.sign(valid, { id: runId, timestamp: Math.floor((yield* Instant.now) / 1_000), body })
      })

      const call = Effect.fnUntraced(function* (execution: Execution, to: string, timeoutMs: number) {
        const url = guard.admitUrl(to)
        if (Result.isFailure(url)) return ExecutorAnswer.failure("executor_unreachable", { reason: url.failure })
        const body = JSON.stringify(bodyOf(execution))
        const headers = {
          "content-type": "application/json",
          "user-agent": "Nexio-Runs/1.0",
          "x-nexio-run": execution.runId,
          "x-nexio-environment": execution.environment,
          ...(yield* signature(execution, body))
        }
        const limits = { timeoutMs, maxAnswerBytes, keptBytes: maxAnswerBytes }
        return yield* Effect.match(BoundedPost.post(agent, url.success, { headers, body }, limits), {
          onSuccess: ExecutorAnswer.outcomeOf,
          onFailure: ({ kind, reason }) => ExecutorAnswer.failure(codes[kind], { reason })
        })
      })

      return Executor.of({
        execute: (execution): Effect.Effect<Run.Outcome> =>
          execution.executor.type === "echo"
            ? Effect.succeed({ status: "completed", output: execution.input })
            : call(execution, execution.executor.url, execution.executor.timeoutMs).pipe(
                Effect.catchTag("SecretUnreadable", (unreadable) =>
                  Effect.as(
                    Effect.logError(unreadable.message),
                    ExecutorAnswer.failure("executor_secret_unreadable", {
                      reason: "The engine's signing secret could not be opened"
                    })
                  )
                )
              )
      })
    })
  )

const codes: Readonly<Record<SendFailed["kind"], ExecutorAnswer.Failure>> = {
  refused: "executor_unreachable",
  unreachable: "executor_unreachable",
  timeout: "executor_timeout",
  too_large: "executor_answer_too_large"
}

const bodyOf = (execution: Execution) => ({
  run_id: execution.runId,
  environment: execution.environment,
  environment_id: execution.environmentId,
  engine: execution.engine,
  engine_version: execution.engineVersion,
  input: execution.input,
  offerings: execution.offerings,
  metadata: execution.metadata
})
