import type { StorageUnavailable } from "@nexio/core"
import { Context, type Effect } from "effect"
import type { SqlClient, SqlError } from "effect/sql"

/**
 * How statements reach the database. All transactions go through here; a database that fails, in a statement or at
 * the commit, is `StorageUnavailable`.
 */
export class Transaction extends Context.Service<
  Transaction,
  {
    /**
     * Runs statements that write, as one transaction. A failure undoes all of them. The effect may run more than once,
     * and does nothing but statements and pure decisions.
     */
    readonly write: <A, E>(
      statements: Effect.Effect<A, E, SqlClient.SqlClient>
    ) => Effect.Effect<A, Exclude<E, SqlError.SqlError> | StorageUnavailable>

    /** Runs statements that only read. Sees every commit that was acknowledged before. */
    readonly read: <A, E>(
      statements: Effect.Effect<A, E, SqlClient.SqlClient>
    ) => Effect.Effect<A, Exclude<E, SqlError.SqlError> | StorageUnavailable>
  }
>()("@nexio/adapters-sql/Transaction") {}
