import { Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient } from "effect/sql"
import { isSqliteError } from "./Group.ts"
import * as SqliteClient from "./SqliteClient.ts"
import { SqliteDatabase } from "./SqliteDatabase.ts"
import { Transaction, unavailable } from "./Transaction.ts"

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
      write: (_orgs, statements) => {
        const intent = mapped(Effect.provideService(statements, SqlClient.SqlClient, writing))
        return group.write(() => Effect.runSyncExit(intent))
      },
      read: (_orgs, statements) => {
        const reads = mapped(Effect.provideService(statements, SqlClient.SqlClient, reading))
        return Effect.suspend(() => Effect.runSyncExit(reads))
      }
    })
  })
).pipe(Layer.provide(Reactivity.layer))

const mapped = unavailable(isSqliteError)
