/** The master key that is made at the first start, where none is set: in a file beside the database, for its owner alone. */
import { randomBytes } from "node:crypto"
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from "node:fs"
import { dirname, join } from "node:path"
import { Effect } from "effect"
import { type MasterKey, readMasterKey, SettingRefused } from "./Settings.ts"

/**
 * The key for the database at `database`. A new one is made only with a new database: one that has sealed secrets
 * already needs the key that sealed them.
 */
export const beside = (database: string): Effect.Effect<MasterKey, SettingRefused> =>
  Effect.try({
    try: () => {
      const file = join(dirname(database), "master-key")
      if (existsSync(file)) return readMasterKey(readFileSync(file, "utf8").trim())
      if (existsSync(database) && statSync(database).size > 0) {
        throw new SettingRefused({
          variable: "NEXIO_MASTER_KEY",
          expected: `the key that sealed the secrets in ${database}`,
          found: `neither the variable nor ${file}`
        })
      }
      const text = randomBytes(32).toString("base64")
      mkdirSync(dirname(database), { recursive: true, mode: 0o700 })
      writeWhole(file, `${text}\n`)
      return readMasterKey(text)
    },
    catch: (cause) =>
      cause instanceof SettingRefused
        ? cause
        : new SettingRefused({
            variable: "NEXIO_DATABASE_URL",
            expected: "a file in a folder that can be written to",
            found: `${database} (${cause instanceof Error ? cause.message : String(cause)})`
          })
  })

/** Writes a new file that is either there with all that is in it, durably, or not at all. */
const writeWhole = (path: string, text: string): void => {
  const part = `${path}.part`
  rmSync(part, { force: true })
  writeFileSync(part, text, { mode: 0o600, flag: "wx", flush: true })
  // Unlike a rename, it never replaces a file that came meanwhile.
  linkSync(part, path)
  rmSync(part)
  const folder = openSync(dirname(path), "r")
  fsyncSync(folder)
  closeSync(folder)
}
