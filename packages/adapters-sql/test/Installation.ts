/** The use cases on a real SQLite file, wired as a server wires them, in a time that the test says. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  ApiKeys,
  Authentication,
  Configurations,
  Environments,
  type Id,
  Members,
  Orgs,
  Permission,
  type Principal,
  Replays,
  Runs,
  Sender,
  UsageReports,
  Wakeups,
  Webhooks
} from "@nexio/core"
import { Clock, Effect, Layer, Logger, Redacted } from "effect"
import { CryptoSecrets, Sqlite, UuidIds } from "../src/index.ts"

export const masterKey = (nth: number): CryptoSecrets.MasterKey => Redacted.make(new Uint8Array(32).fill(nth))

const useCases = Layer.mergeAll(
  Orgs.layer,
  Environments.layer,
  Configurations.layer,
  ApiKeys.layer,
  Members.layer,
  Authentication.layer,
  Runs.layer,
  Replays.layer,
  Webhooks.layer,
  UsageReports.layer
)

/** Receivers are not what is tried here: every URL is allowed, and nothing is sent. */
const noReceivers = Layer.succeed(Sender, { send: () => Effect.die("Nothing is sent"), refusal: () => undefined })

/** Opens the database at a path, with its ports and use cases, until the scope closes. */
export const layer = (
  path: string,
  keys: readonly [CryptoSecrets.MasterKey, ...ReadonlyArray<CryptoSecrets.MasterKey>] = [masterKey(1)]
) =>
  useCases.pipe(
    Layer.provideMerge(Layer.mergeAll(Sqlite.layer(path), Wakeups.layerMemory, noReceivers)),
    Layer.provideMerge(Layer.mergeAll(UuidIds.layer, CryptoSecrets.layer(keys)))
  )

export type Installed = Layer.Success<ReturnType<typeof layer>>

/** Runs with the database at a path open, and closes it. */
export const open =
  (path: string) =>
  <A, E>(effect: Effect.Effect<A, E, Installed>) =>
    Effect.provide(effect, layer(path), { local: true })

/** Runs with the path of a database that is not there yet, in a folder of its own that is removed afterwards. */
export const inFolder = async <A, E>(test: (path: string) => Effect.Effect<A, E>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), "nexio-"))
  try {
    return await Effect.runPromise(Effect.provide(test(join(folder, "nexio.db")), Logger.layer([])))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Runs on a new database. */
export const onDatabase = <A, E>(test: (path: string) => Effect.Effect<A, E, Installed>): Promise<A> =>
  inFolder((path) => open(path)(test(path)))

/** Who calls: a key with all permissions of the live environment of an org that is new. */
export const caller = Effect.map(
  Orgs.use((orgs) => orgs.found({ name: "Acme", endpointLimit: 100 })),
  ({ live, org }): Principal.Principal => ({
    orgId: org.id,
    environmentId: live.id,
    environment: live.slug,
    kind: live.kind,
    apiKeyId: org.id as string as Id.ApiKeyId,
    keyPrefix: "nx_live_0000",
    permissions: Permission.all
  })
)

/** Runs at an instant: meanwhile the clock says nothing else. */
export const at =
  (instant: number) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Clock.clockWith((clock) =>
      Effect.provideService(effect, Clock.Clock, {
        currentTimeMillis: Effect.succeed(instant),
        currentTimeMillisUnsafe: () => instant,
        currentTimeNanos: clock.currentTimeNanos,
        currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe(),
        monotonicTimeNanos: clock.monotonicTimeNanos,
        monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
        sleep: (duration) => clock.sleep(duration)
      })
    )

/** Comes round with the event loop so many times, so that what runs beside it gets into other groups. */
export const turns = (count: number): Effect.Effect<void> =>
  Effect.promise(async () => {
    for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate)
  })
