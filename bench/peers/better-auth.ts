/**
 * `verifyApiKey` of better-auth's API-key plugin, set up to be as fast as its documentation allows while a statement of
 * the database decides about each call.
 *
 * In one of the two ways keys are read from memory, and only then written to the database (`fallbackToDatabase`), which
 * spares the look-up. `deferUpdates` is off: in these ways it defers only the removal of expired keys. That leaves an
 * update of the key's row for each call, and the look-up before it where keys are not in memory.
 */
import { apiKey } from "@better-auth/api-key"
import { betterAuth } from "better-auth"
import { getMigrations } from "better-auth/db/migration"
import Database from "better-sqlite3"
import pg from "pg"

export const settings =
  'better-auth: its API-key plugin with keys that have no limit of their rate (null; `rateLimit.enabled: false` would \
write the time of each call), hashed, without expiry, uses left, permissions and metadata, and no log \
(<https://better-auth.com/docs/plugins/api-key/advanced#rate-limiting>); in memory as well: `storage: \
"secondary-storage"` with `fallbackToDatabase` (<https://better-auth.com/docs/plugins/api-key/advanced#storage-modes>); \
with the indexes of its own migrations (<https://better-auth.com/docs/guides/optimizing-for-performance>)'
export const settingsOnSqlite =
  "better-auth on SQLite: better-sqlite3, `journal_mode=WAL` \
(<https://github.com/WiseLibs/better-sqlite3/blob/master/docs/performance.md>) and `synchronous=NORMAL`; once \
`synchronous=FULL`, which ours has"
export const settingsOnPostgres = "better-auth on PostgreSQL: a pool of 16 sessions, which serve 32 callers best"

export interface Verifier {
  readonly keys: ReadonlyArray<string>
  /** Throws where the key is refused. */
  readonly verify: (key: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** The ways to keep keys that ask the database about each call. */
export type Storage = "database" | "database behind memory"

/** Opens it on an empty database, with this many keys. */
export const openPostgres = async (url: string, storage: Storage, count: number): Promise<Verifier> => {
  const pool = new pg.Pool({ connectionString: url, max: 16 })
  // Where the database ends first, a measurement has failed and says so itself.
  pool.on("error", () => {})
  const verifier = await open(pool, storage, count)
  await pool.query(withoutLimits)
  return { ...verifier, close: () => pool.end() }
}

/** The same on a new SQLite file. */
export const openSqlite = async (
  path: string,
  storage: Storage,
  count: number,
  synchronous: "normal" | "full" = "normal"
): Promise<Verifier> => {
  const database = new Database(path)
  database.pragma("journal_mode = wal")
  database.pragma(`synchronous = ${synchronous}`)
  const verifier = await open(database, storage, count)
  database.exec(withoutLimits)
  return { ...verifier, close: async () => void database.close() }
}

const withoutLimits = `update apikey set "rateLimitMax" = null, "rateLimitTimeWindow" = null`

const open = async (
  database: pg.Pool | Database.Database,
  storage: Storage,
  count: number
): Promise<Omit<Verifier, "close">> => {
  const auth = betterAuth({
    database,
    baseURL: "http://127.0.0.1",
    secret: "0".repeat(64),
    logger: { disabled: true },
    emailAndPassword: { enabled: true },
    telemetry: { enabled: false },
    plugins: [
      apiKey({
        enableMetadata: false,
        disableKeyHashing: false,
        ...(storage === "database"
          ? { storage }
          : { storage: "secondary-storage", fallbackToDatabase: true, customStorage: memory() })
      })
    ]
  })
  await (await getMigrations(auth.options)).runMigrations()
  const { user } = await auth.api.signUpEmail({
    body: { email: "bench@example.com", name: "Bench", password: "0".repeat(16) }
  })
  const keys: Array<string> = []
  for (let index = 0; index < count; index += 1) {
    const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: `key ${index}` } })
    keys.push(key)
  }
  return {
    keys,
    verify: async (key) => {
      const { valid, error } = await auth.api.verifyApiKey({ body: { key } })
      if (!valid) throw new Error(`better-auth refused a key: ${JSON.stringify(error)}`)
    }
  }
}

const memory = () => {
  const values = new Map<string, string>()
  const take = (key: string) => {
    const value = values.get(key)
    values.delete(key)
    return value
  }
  return {
    get: (key: string) => values.get(key),
    getAndDelete: take,
    // Counts requests where a rate is limited: none is.
    increment: () => 1,
    set: (key: string, value: string) => void values.set(key, value),
    delete: (key: string) => void values.delete(key)
  }
}
