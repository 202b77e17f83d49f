import { HmacSigner, HttpExecutor } from "@nexio/adapters-http/delivery"
import { Executor } from "@nexio/core"
import { ExecutorLaws } from "@nexio/testing/laws"
import { Model } from "@nexio/testing/model"
import { Receiver, type Reply } from "@nexio/testing/receiver"
import { suite } from "@nexio/testing/vitest"
import { Effect, Layer } from "effect"
import { loopback } from "../delivery/OpenSender.ts"
import { runs } from "./runs.ts"

const http = HttpExecutor.layer({ allow: loopback }).pipe(
  Layer.provide(Layer.mergeAll(Model.layerSecrets, HmacSigner.layer))
)

/** Every run is one of an engine at a receiver, which takes it as its executor and replies so. */
const calling = (replyTo: (body: string) => Reply.Reply) =>
  Layer.effect(
    Executor,
    Effect.gen(function* () {
      const executor = yield* Executor
      const receiver = yield* Effect.acquireRelease(
        Effect.promise(() => Receiver.listen(({ body }) => replyTo(body.toString()))),
        (receiver) => Effect.promise(() => receiver.close())
      )
      const at = { type: "http", url: receiver.url, timeoutMs: 10_000 } as const
      return Executor.of({ execute: (execution) => executor.execute({ ...execution, executor: at }) })
    })
  ).pipe(Layer.provide(http))

const json =
  (body: string, status = 200): Reply.Reply =>
  (response) => {
    response.writeHead(status).end(body)
  }

suite("The echo", ExecutorLaws.laws, Executor.layerEcho, runs)
suite("What echoes beside engines over HTTP", ExecutorLaws.laws, http, runs)
suite(
  "An engine over HTTP that echoes",
  ExecutorLaws.laws,
  calling((body) => json(JSON.stringify({ stage: "echoed", output: JSON.parse(body) }))),
  runs
)
suite("An engine over HTTP that answers what it was sent", ExecutorLaws.laws, calling(json), runs)
suite(
  "An engine over HTTP that is broken",
  ExecutorLaws.laws,
  calling((body) => json(body, 500)),
  runs
)
