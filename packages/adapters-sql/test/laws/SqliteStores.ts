/** The stores on SQLite as laws are tried on them: each build of the layer has a database file of its own. */
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, Layer } from "effect"
import { CryptoSecrets, Sqlite, UuidIds } from "../../src/index.ts"
import { masterKey } from "../Installation.ts"

/** Files in memory, where there are such: no law asks what a loss of power leaves, and a new file is there in a third of the time. */
const files = existsSync("/dev/shm") ? "/dev/shm" : tmpdir()

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(files, "nexio-laws-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

/** The six ports on a new file, which is removed when the scope closes. */
export const layer = Layer.unwrap(Effect.map(folder, (path) => Sqlite.layer(join(path, "nexio.db")))).pipe(
  Layer.provideMerge(Layer.mergeAll(UuidIds.layer, CryptoSecrets.layer([masterKey(1)])))
)
