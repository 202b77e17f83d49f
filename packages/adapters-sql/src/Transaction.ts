import { type Id, StorageUnavailable } from "@nexio/core"
import { type Cause, Context, Effect } from "effect"
import { type SqlClient, SqlError } from "effect/sql"

/**
 * How statements reach the database, but for the few that are hot. A database that fails, in a statement or at the
 * commit, is `StorageUnavailable`. The orgs are those whose rows the statements can see and write.
 */
export class Transaction extends Context.Service<
  Transaction,
  {
    /**
     * Runs statements that write, as one transaction. A failure undoes all of them. The effect may run more than once,
     * and does nothing but statements and pure decisions.
     */
    readonly write: <A, E>(
      orgs: ReadonlyArray<Id.OrgId>,
      statements: Effect.Effect<A, E, SqlClient.SqlClient>
    ) => Effect.Effect<A, Exclude<E, SqlError.SqlError> | StorageUnavailable>

    /** Runs statements that only read, all on one state of the database: every commit acknowledged before is in it. */
    readonly read: <A, E>(
      orgs: ReadonlyArray<Id.OrgId>,
      statements: Effect.Effect<A, E, SqlClient.SqlClient>
    ) => Effect.Effect<A, Exclude<E, SqlError.SqlError> | StorageUnavailable>
  }
>()("@nexio/adapters-sql/Transaction") {}

/** Tells a database that failed, wherever in the cause it is told, from what the statements decided. */
export const unavailable =
  (isOfDatabase: (defect: unknown) => boolean = SqlError.isSqlError) =>
  <A, E, R>(
    statements: Effect.Effect<A, E, R>
  ): Effect.Effect<A, Exclude<E, SqlError.SqlError> | StorageUnavailable, R> =>
    Effect.catchCause(
      statements,
      (cause): Effect.Effect<never, Exclude<E, SqlError.SqlError> | StorageUnavailable> =>
        cause.reasons.some(
          (reason) =>
            (reason._tag === "Fail" && SqlError.isSqlError(reason.error)) ||
            (reason._tag === "Die" && isOfDatabase(reason.defect))
        )
          ? Effect.fail(new StorageUnavailable({ cause }))
          : Effect.failCause(cause as Cause.Cause<Exclude<E, SqlError.SqlError>>)
    )
