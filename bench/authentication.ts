/** Key authentication in process on SQLite, against a bare hash and one prepared look-up of the same row. */
import { hash } from "node:crypto"
import { statSync } from "node:fs"
import { join } from "node:path"
import { CryptoSecrets, Sqlite, SqliteDatabase, UuidIds } from "@nexio/adapters-sql"
import { ApiKeys, Authentication, Environments, Orgs, Permission, Wakeups } from "@nexio/core"
import { Effect, Layer, Redacted } from "effect"
import * as Sample from "./Sample.ts"
import { makeFolder, removeFolder } from "./Server.ts"

const rounds = 5
const verifications = 200_000

const base = Layer.mergeAll(
  UuidIds.layer,
  CryptoSecrets.layer([Redacted.make(new Uint8Array(32))]),
  Wakeups.layerMemory
)

const measure = (path: string) =>
  Effect.gen(function* () {
    const orgs = yield* Orgs
    const environments = yield* Environments
    const keys = yield* ApiKeys
    const authentication = yield* Authentication
    const { reader } = yield* SqliteDatabase
    const { org } = yield* orgs.found({ name: "Bench" })
    yield* environments.create(org.id, { slug: "dev" })
    const minted = yield* Effect.forEach(Array.from({ length: 1_000 }), (_, index) =>
      keys.mint(org.id, { name: `key ${index}`, environment: "dev", granter: Permission.all })
    )
    const texts = minted.map(({ key }) => Redacted.value(key))
    const lookup = reader.prepare<[string], { hash: string }>("select * from api_keys where hash = ?")

    const bare = () => {
      for (let index = 0; index < verifications; index += 1) {
        if (lookup.get(hash("sha256", texts[index % texts.length]!, "hex")) === undefined)
          throw new Error("unknown key")
      }
    }
    const ours = Effect.gen(function* () {
      for (let index = 0; index < verifications; index += 1) {
        yield* authentication.verify(Redacted.make(texts[index % texts.length]!))
      }
    })

    bare()
    yield* ours
    const figures: Array<{ readonly bare: number; readonly ours: number }> = []
    const before = written(path)
    for (let round = 0; round < rounds; round += 1) {
      let start = performance.now()
      bare()
      const bareRate = (verifications / (performance.now() - start)) * 1_000
      start = performance.now()
      yield* ours
      figures.push({ bare: bareRate, ours: (verifications / (performance.now() - start)) * 1_000 })
    }
    return { figures, writes: written(path) - before }
  })

/** Bytes in the database and its log: a verification adds none. */
const written = (path: string): number => statSync(path).size + statSync(`${path}-wal`).size

export const authentication = async () => {
  const folder = makeFolder()
  const path = join(folder, "nexio.db")
  const layer = Layer.mergeAll(Orgs.layer, Environments.layer, ApiKeys.layer, Authentication.layer).pipe(
    Layer.provideMerge(Sqlite.layer(path)),
    Layer.provide(base)
  )
  const { figures, writes } = await Effect.runPromise(Effect.provide(measure(path), layer))
  removeFolder(folder)
  return {
    bare: Sample.of(figures.map(({ bare }) => bare)),
    ours: Sample.of(figures.map(({ ours }) => ours)),
    ratio: Sample.of(figures.map(({ bare, ours }) => ours / bare)),
    bytesWritten: writes
  }
}
