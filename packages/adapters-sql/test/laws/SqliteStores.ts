/** The stores on SQLite as laws are tried on them: each build of the layer has a database file of its own. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import Database from "better-sqlite3"
import { Effect, Layer } from "effect"
import { CryptoSecrets, Sqlite, UuidIds } from "../../src/index.ts"
import { migrate } from "../../src/migrations/SqliteMigrations.ts"
import { masterKey } from "../Installation.ts"

/** Files in memory, where there are such: no law asks what a loss of power leaves, and a new file is there in a third of the time. */
const files = existsSync("/dev/shm") ? "/dev/shm" : tmpdir()

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(files, "nexio-laws-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

/** A database of the newest schema with nothing in it: to migrate each file takes longer than most tries. */
const empty = (() => {
  const db = new Database(":memory:")
  migrate(db)
  return db.serialize()
})()

const file = Effect.map(folder, (path) => {
  const file = join(path, "nexio.db")
  writeFileSync(file, empty)
  return file
})

/** The stores on a new file, which is removed when the scope closes. */
export const layer = Layer.unwrap(Effect.map(file, (path) => Sqlite.layer(path))).pipe(
  Layer.provideMerge(Layer.mergeAll(UuidIds.layer, CryptoSecrets.layer([masterKey(1)])))
)
