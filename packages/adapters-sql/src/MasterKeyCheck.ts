/**
 * The check value of the master key: a known text that the first key to use a database sealed.
 *
 * A server whose keys do not open it would fail at the first signature; it is better stopped at the start.
 */
import { Sealed, Secrets, type SecretUnreadable, type StorageUnavailable } from "@nexio/core"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { Transaction } from "./Transaction.ts"

const binding = { kind: "master_key_check" } as const

/** Passes where the database is new, or where one of the master keys opens its check value. */
export const verify: Effect.Effect<void, SecretUnreadable | StorageUnavailable, Transaction | Secrets> = Effect.gen(
  function* () {
    const secrets = yield* Secrets
    const transaction = yield* Transaction
    const sealed = yield* transaction.write(
      [],
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const fresh = secrets.seal(Redacted.make("nexio"), binding)
        yield* sql`insert into settings (name, value) values ('master_key_check', ${fresh}) on conflict (name) do nothing`
        const rows = yield* sql<{ readonly value: string }>`select value from settings where name = 'master_key_check'`
        return Sealed.make(rows[0]!.value)
      })
    )
    yield* secrets.open(sealed, binding)
  }
)
