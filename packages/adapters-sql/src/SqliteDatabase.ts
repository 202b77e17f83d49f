/**
 * The SQLite database: a file that one process holds, one connection that writes and one that reads.
 *
 * WAL with `synchronous=FULL`, so that what was committed survives the loss of power.
 */
import { closeSync, existsSync, mkdirSync, openSync, realpathSync } from "node:fs"
import { dirname } from "node:path"
import { Instant } from "@nexio/core"
import Database from "better-sqlite3"
import { Context, Effect, Layer, type Scope } from "effect"
import { DatabaseRefused } from "./DatabaseRefused.ts"
import { Group } from "./Group.ts"
import { migrate, refuseOther } from "./migrations/SqliteMigrations.ts"

export class SqliteDatabase extends Context.Service<
  SqliteDatabase,
  {
    readonly writer: Database.Database
    readonly reader: Database.Database
    readonly group: Group
  }
>()("@nexio/adapters-sql/SqliteDatabase") {
  /**
   * Opens the database at a path, making the file and its folder where there is none, migrates it, and frees all
   * leases, since no other process can hold one. Refused while another process has it.
   */
  static readonly layer = (path: string): Layer.Layer<SqliteDatabase, DatabaseRefused> =>
    Layer.effect(SqliteDatabase, open(path))

  /**
   * The same beside whichever process has it, for a change or two: it migrates nothing and frees no leases. Refused
   * where there is no database, or of another version.
   */
  static readonly layerBeside = (path: string): Layer.Layer<SqliteDatabase, DatabaseRefused> =>
    Layer.effect(SqliteDatabase, openBeside(path))
}

/** For each of the two connections: 16 MB, where SQLite's own 2 MB hold the inner pages of a small database only. */
const cacheSize = -16_000

const open = Effect.fnUntraced(function* (
  path: string
): Effect.fn.Return<SqliteDatabase["Service"], DatabaseRefused, Scope.Scope> {
  yield* attempt(path, () => makeFile(path))
  // A link is another name for the same database.
  yield* hold(yield* attempt(path, () => realpathSync(path)))
  const writer = yield* connect(path, {})
  const now = yield* Instant.now
  yield* attempt(path, () => {
    writer.pragma("journal_mode = wal")
    writer.pragma("synchronous = full")
    writer.pragma("foreign_keys = on")
    // What savepoints roll back to: in a group of some size SQLite would write it to a file.
    writer.pragma("temp_store = memory")
    writer.pragma(`cache_size = ${cacheSize}`)
    migrate(writer)
    freeLeases(writer, now)
  })
  return yield* opened(path, writer)
})

const openBeside = Effect.fnUntraced(function* (
  path: string
): Effect.fn.Return<SqliteDatabase["Service"], DatabaseRefused, Scope.Scope> {
  const writer = yield* connect(path, { fileMustExist: true })
  yield* attempt(path, () => {
    writer.pragma("synchronous = full")
    writer.pragma("foreign_keys = on")
    refuseOther(writer)
  })
  return yield* opened(path, writer)
})

const opened = Effect.fnUntraced(function* (path: string, writer: Database.Database) {
  const reader = yield* connect(path, { readonly: true })
  yield* attempt(path, () => reader.pragma(`cache_size = ${cacheSize}`))
  const group = new Group(writer)
  yield* Effect.addFinalizer(() => Effect.sync(group.flush))
  return SqliteDatabase.of({ writer, reader, group })
})

const connect = (path: string, options: Database.Options) =>
  Effect.acquireRelease(
    attempt(path, () => new Database(path, options)),
    (db) => Effect.sync(() => db.close())
  )

/**
 * Holds the database for this process, by an exclusive transaction on a file beside it. The operating system ends it
 * with the process, however that ends.
 */
const hold = Effect.fnUntraced(function* (path: string) {
  const lockPath = `${path}.lock`
  yield* attempt(path, () => makeFile(lockPath))
  const lock = yield* connect(lockPath, { timeout: 0 })
  yield* Effect.try({
    try: () => lock.exec("begin exclusive"),
    catch: (cause) =>
      (cause as { readonly code?: unknown }).code === "SQLITE_BUSY"
        ? new DatabaseRefused({
            message: `${path} is in use by another process, and SQLite is for one. To run several, point NEXIO_DATABASE_URL at PostgreSQL.`
          })
        : unopened(path, cause)
  })
})

const makeFile = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600))
}

/** A lease held across a stop is nobody's: what it held is due at once. An attempt that was cut off stays unknown. */
const freeLeases = (writer: Database.Database, now: number): void => {
  // In the order of their making, and due also where the clock went back since.
  const freed = "due_at = min(created_at, ?), lease_token = null"
  const held = "due_at is not null and lease_token is not null"
  writer.prepare(`update runs set ${freed} where ${held}`).run(now)
  // What is held is not queued, and of what is not there is an index: a start looks through no history.
  writer.prepare(`update deliveries set ${freed}, queued = 1 where queued = 0 and ${held}`).run(now)
}

const attempt = <A>(path: string, run: () => A): Effect.Effect<A, DatabaseRefused> =>
  Effect.try({
    try: run,
    catch: (cause) => unopened(path, cause)
  })

const unopened = (path: string, cause: unknown): DatabaseRefused =>
  new DatabaseRefused({
    message: `${path} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`
  })
