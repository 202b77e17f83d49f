/** What the parts of the server refuse to start with, told by the setting that is at fault: for `Effect.catchTags`. */
import type { ListenFailed } from "@nexio/adapters-http/express"
import type { DatabaseRefused } from "@nexio/adapters-sql"
import type { StorageUnavailable } from "@nexio/core"
import { Effect } from "effect"
import { SettingRefused, type Settings } from "./Settings.ts"

export const bySetting = ({ database }: Settings) => {
  // A URL may have a password in it.
  const name = database.kind === "sqlite" ? database.path : "the PostgreSQL database"
  return {
    ListenFailed: ({ address, cause }: ListenFailed) =>
      refuse(
        "HOST, PORT",
        "an address that is free to listen at",
        `${address.host}:${address.port} (${cause.message})`
      ),
    DatabaseRefused: ({ message }: DatabaseRefused) =>
      refuse(
        "NEXIO_DATABASE_URL",
        database.kind === "sqlite" ? "a file that this process alone opens" : "a PostgreSQL database that opens",
        message
      ),
    StorageUnavailable: ({ cause }: StorageUnavailable) =>
      refuse("NEXIO_DATABASE_URL", `a database that can be read and written at ${name}`, String(cause)),
    SecretUnreadable: () => refuse("NEXIO_MASTER_KEY", `the key that sealed the secrets in ${name}`, "another")
  }
}

const refuse = (variable: string, expected: string, found: string) =>
  Effect.fail(new SettingRefused({ variable, expected, found }))
