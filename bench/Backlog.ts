/** A database as a server would have left it, with an environment whose deliveries wait to be sent. */
import { CryptoSecrets, Sqlite, SqliteDatabase, UuidIds } from "@nexio/adapters-sql"
import { Authentication, Executor, Orgs, Runs, RunWorker, Sender, Wakeups, Webhooks } from "@nexio/core"
import { Effect, Layer, Redacted } from "effect"

const masterKey = new Uint8Array(32)

/** For the server that has the database next. */
export const variables = (path: string) => ({
  NEXIO_DATABASE_URL: `sqlite:${path}`,
  NEXIO_MASTER_KEY: Buffer.from(masterKey).toString("base64")
})

const layer = (path: string) =>
  Layer.mergeAll(Orgs.layer, Authentication.layer, Runs.layer, Webhooks.layer, RunWorker.layer()).pipe(
    Layer.provideMerge(Sqlite.layer(path)),
    Layer.provide(Layer.succeed(Sender, { refusal: () => undefined, send: () => Effect.die("Nothing is sent yet") })),
    Layer.provide(Executor.layerEcho),
    Layer.provide(Layer.mergeAll(UuidIds.layer, CryptoSecrets.layer([Redacted.make(masterKey)]), Wakeups.layerMemory))
  )

/** Has so many runs end in an environment with so many endpoints, at paths of `url`; gives the environment's key. */
export const make = (path: string, url: string, endpoints: number, runs: number): Promise<string> =>
  Effect.gen(function* () {
    const founded = yield* (yield* Orgs).found({ name: "Bench", endpointLimit: endpoints })
    const caller = yield* (yield* Authentication).verify(founded.key)
    const webhooks = yield* Webhooks
    for (let nth = 0; nth < endpoints; nth += 1) {
      yield* webhooks.create(caller, { url: `${url}/${nth}`, events: ["run.completed"] })
    }
    const input = { customer: "c_4821", items: [{ sku: "A-1", quantity: 2 }], note: "as agreed" }
    const submit = (yield* Runs).submit(caller, "default", { input })
    yield* Effect.all(
      Array.from({ length: runs }, () => submit),
      { concurrency: "unbounded", discard: true }
    )
    const made = (yield* SqliteDatabase).reader.prepare<[], number>("select count(*) from deliveries").pluck()
    while (made.get()! < endpoints * runs) yield* Effect.sleep("10 millis")
    return Redacted.value(founded.key)
  }).pipe(Effect.provide(layer(path)), Effect.runPromise)
