/**
 * `verifyApiKey` of better-auth's API-key plugin, set up to be as fast as its documentation allows while a statement of
 * the database decides about each call.
 *
 * - Keys without limits of their rate (null): `rateLimit.enabled: false` would write the time of each call.
 *   https://better-auth.com/docs/plugins/api-key/advanced#rate-limiting
 * - In one of the two ways keys are read from memory, and only then written to the database (`fallbackToDatabase`),
 *   which spares the look-up. https://better-auth.com/docs/plugins/api-key/advanced#storage-modes
 * - Keys are hashed, as ours are. `deferUpdates` is off: in these ways it defers only the removal of expired keys.
 *   https://better-auth.com/docs/plugins/api-key/reference
 * - The columns that it looks up by have indexes, which its own migrations make.
 *   https://better-auth.com/docs/guides/optimizing-for-performance
 * - Neither expiry, uses left, permissions nor metadata; no log; 16 sessions, which serve 32 callers best.
 *
 * That leaves an update of the key's row for each call, and the look-up before it where keys are not in memory.
 */
import { apiKey } from "@better-auth/api-key"
import { betterAuth } from "better-auth"
import { getMigrations } from "better-auth/db/migration"
import pg from "pg"

export interface Verifier {
  readonly keys: ReadonlyArray<string>
  /** Throws where the key is refused. */
  readonly verify: (key: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** The ways to keep keys that ask the database about each call. */
export type Storage = "database" | "database behind memory"

/** Opens it on an empty database, with this many keys. */
export const open = async (url: string, storage: Storage, count: number): Promise<Verifier> => {
  const pool = new pg.Pool({ connectionString: url, max: 16 })
  // Where the database ends first, a measurement has failed and says so itself.
  pool.on("error", () => {})
  const auth = betterAuth({
    database: pool,
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
  await pool.query(`update apikey set "rateLimitMax" = null, "rateLimitTimeWindow" = null`)
  return {
    keys,
    verify: async (key) => {
      const { valid, error } = await auth.api.verifyApiKey({ body: { key } })
      if (!valid) throw new Error(`better-auth refused a key: ${JSON.stringify(error)}`)
    },
    close: () => pool.end()
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
