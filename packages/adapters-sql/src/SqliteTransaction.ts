import { StorageUnavailable } from "@nexio/core"
import { Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, SqlError } from "effect/sql"
import * as SqliteClient from "./SqliteClient.ts"
import { SqliteDatabase } from "./SqliteDatabase.ts"
import { Transaction } from "./Transaction.ts"

/**
 * Statements that write run in the group, statements that read on the read connection. Both are synchronous, so a
 * transaction never yields between its beginning and its end.
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
      read: (statements) => unavailable(Effect.provideService(statements, SqlClient.SqlClient, reading))
    })
  })
).pipe(Layer.provide(Reactivity.layer))

const unavailable = <A, E, R>(
  statements: Effect.Effect<A, E, R>
): Effect.Effect<A, Exclude<E, SqlError.SqlError> | StorageUnavailable, R> =>
  Effect.mapError(statements, (error) =>
    SqlError.isSqlError(error) ? new StorageUnavailable({ cause: error }) : (error as Exclude<E, SqlError.SqlError>)
  )
