/** A database as a server would have left it, with an environment whose deliveries wait to be sent. */
import { CryptoSecrets, Postgres, Sqlite, UuidIds } from "@nexio/adapters-sql"
import { Authentication, Executor, Orgs, Runs, RunWorker, Sender, Wakeups, Webhooks } from "@nexio/core"
import Database from "better-sqlite3"
import { Effect, Layer, Redacted } from "effect"
import pg from "pg"
import { masterKey } from "./Server.ts"

const services = Layer.mergeAll(Orgs.layer, Authentication.layer, Runs.layer, Webhooks.layer, RunWorker.layer())
const base = Layer.mergeAll(
  UuidIds.layer,
  CryptoSecrets.layer([Redacted.make(masterKey)]),
  Executor.layerEcho,
  Layer.succeed(Sender, { refusal: () => undefined, send: () => Effect.die("Nothing is sent yet") })
)
const statement = "select count(*) as made from"

/** Has so many runs end in an environment with so many endpoints, at paths of `url`; gives the environment's key. */
export const onSqlite = async (path: string, url: string, endpoints: number, runs: number): Promise<string> => {
  const layer = services.pipe(
    Layer.provide(Sqlite.layer(path)),
    Layer.provide(Layer.mergeAll(base, Wakeups.layerMemory))
  )
  let reader: Database.Database | undefined
  const made = async () => {
    reader ??= new Database(path, { readonly: true })
    return reader.prepare<[], { made: number }>(`${statement} deliveries`).get()!.made
  }
  const key = await Effect.runPromise(Effect.provide(wait(url, endpoints, runs, made), layer))
  reader?.close()
  return key
}

/** The same on PostgreSQL. */
export const onPostgres = async (
  databaseUrl: string,
  url: string,
  endpoints: number,
  runs: number
): Promise<string> => {
  const layer = services.pipe(Layer.provide(Postgres.layer(Redacted.make(databaseUrl))), Layer.provide(base))
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const made = async () => Number((await client.query(`${statement} nexio.deliveries`)).rows[0].made)
  const key = await Effect.runPromise(Effect.provide(wait(url, endpoints, runs, made), layer))
  await client.end()
  return key
}

const wait = Effect.fnUntraced(function* (url: string, endpoints: number, runs: number, made: () => Promise<number>) {
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
  while ((yield* Effect.promise(made)) < endpoints * runs) yield* Effect.sleep("10 millis")
  return Redacted.value(founded.key)
})
