/** The server: settings, wiring, the first start; until it is told to stop. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { NexioServer } from "@nexio/adapters-http/express"
import { StartLock } from "@nexio/adapters-sql"
import { Cause, Console, Effect, Exit } from "effect"
import { folderOf, foundFirstOrg } from "./FirstStart.ts"
import * as Layers from "./Layers.ts"
import * as RefusedStart from "./RefusedStart.ts"
import * as Settings from "./Settings.ts"

const terminal = process.stdout.isTTY === true

const { promise, resolve: listens } = Promise.withResolvers<void>()

/** Once it listens. */
export const listening = promise

const serve = Effect.fnUntraced(function* (settings: Settings.Settings) {
  const { address } = yield* NexioServer
  const listensAt = Settings.urlOf(address)
  const { database, publicUrl: url = listensAt } = settings
  const startLock = yield* StartLock
  // Who only works has no address at which a first key could be tried.
  if (settings.roles.includes("api"))
    yield* startLock.hold(foundFirstOrg({ url, folder: folderOf(database), terminal }))
  if (settings.deliveryAllowIsDefault) {
    yield* Effect.logInfo("Deliveries may reach this machine: HOST is on loopback, and NEXIO_DELIVERY_ALLOW is unset")
  }
  yield* Effect.logInfo(`Listening at ${listensAt}`)
  yield* Effect.sync(listens)
  return yield* Effect.onInterrupt(Effect.never, () =>
    Effect.logInfo("Stopping, once what is under way has ended, or in 10 s")
  )
})

const main = Effect.gen(function* () {
  const settings = yield* Settings.fromEnvironment
  const server = Layers.server(settings, { logging: Layers.logging(settings, terminal) })
  return yield* serve(settings).pipe(Effect.provide(server), Effect.catchTags(RefusedStart.bySetting(settings)))
}).pipe(
  // What stops a start is said in one line to whoever started it; only what nobody foresaw comes with its trace.
  Effect.tapError((refused) => Console.error(refused.message)),
  Effect.tapDefect((defect) => Effect.logFatal("The server cannot go on", defect))
)

/** Told to stop, it ends well. */
NodeRuntime.runMain(main, {
  disableErrorReporting: true,
  teardown: (exit, end) => end(Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause) ? 0 : 1)
})
