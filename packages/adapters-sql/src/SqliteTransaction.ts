import { StorageUnavailable } from "@nexio/core"
import { type Cause, Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, SqlError } from "effect/sql"
import { isSqliteError } from "./Group.ts"
import * as SqliteClient from "./SqliteClient.ts"
import { SqliteDatabase } from "./SqliteDatabase.ts"
import { Transaction } from "./Transaction.ts"

/**
 * Statements that write run in the group, statements that read on the read connection. Both run to their end in one
 * turn of the event loop, so no commit comes between the statements of a transaction.
 */
export const layer = Layer.effect(
  Transaction,
  Effect.gen(function* () {
    const { group, reader, writer } = yield* SqliteDatabase
    const writing = yield* SqliteClient.make(writer)
    const reading = yield* SqliteClient.make(reader)
    return Transaction.of({
      write: (statements) => {
        const intent = unavailable(Effect.provideService(statements, SqlClient.SqlClient, writing))
        return group.write(() => Effect.runSyncExit(intent))
      },
      read: (statements) => {
        const reads = unavailable(Effect.provideService(statements, SqlClient.SqlClient, reading))
        return Effect.suspend(() => Effect.runSyncExit(reads))
      }
    })
  })
).pipe(Layer.provide(Reactivity.layer))

const unavailable = <A, E, R>(
  statements: Effect.Effect<A, E, R>
): Effect.Effect<A, Exclude<E, SqlError.SqlError> | StorageUnavailable, R> =>
  Effect.catchCause(
    statements,
    (cause): Effect.Effect<never, Exclude<E, SqlError.SqlError> | StorageUnavailable> =>
      cause.reasons.some(isOfDatabase)
        ? Effect.fail(new StorageUnavailable({ cause }))
        : Effect.failCause(cause as Cause.Cause<Exclude<E, SqlError.SqlError>>)
  )

/** Whether the database failed: in a statement of the client, or in a prepared one, which throws. */
const isOfDatabase = (reason: Cause.Reason<unknown>): boolean =>
  (reason._tag === "Fail" && SqlError.isSqlError(reason.error)) ||
  (reason._tag === "Die" && isSqliteError(reason.defect))
