import type { PgConnection } from "@effect/sql-pg"
import { Duration, Effect, Layer } from "effect"
import { SqlClient, type SqlConnection, SqlError } from "effect/sql"
import { PostgresDatabase } from "./PostgresDatabase.ts"
import { inTime } from "./PostgresPatience.ts"
import { rolledBack } from "./PostgresSession.ts"
import { Transaction, unavailable } from "./Transaction.ts"

const reading = "begin isolation level repeatable read read only"

/** How long a session is given to commit or undo; as long as to any statement. */
const ending = Duration.seconds(10)

/** Each transaction has a session of its own, and names its orgs first. */
export const layer = Layer.effect(
  Transaction,
  Effect.gen(function* () {
    const { client } = yield* PostgresDatabase

    // Unlike the client's own, this one waits for none of its statements for good: a session that does not answer is
    // given up with its transaction.
    const withTransaction = SqlClient.makeWithTransaction({
      transactionService: client.transactionService,
      spanAttributes: [],
      acquireConnection: (restore) => restore(client.reserve),
      begin: (session, statement = "begin") =>
        Effect.interruptible(session.executeUnprepared(statement, [], undefined)),
      commit: (session) =>
        Effect.flatMap(ended(session, "commit"), (told) => (told === "ROLLBACK" ? rolledBack : Effect.void)),
      rollback: (session) => ended(session, "rollback"),
      savepoint: () => Effect.die("A transaction within another"),
      rollbackSavepoint: () => Effect.die("A transaction within another")
    })

    const within = <A, E>(orgs: ReadonlyArray<string>, statements: Effect.Effect<A, E, SqlClient.SqlClient>) =>
      client`select set_config('nexio.orgs', ${orgs.join(",")}, true)`.pipe(
        Effect.andThen(Effect.provideService(statements, SqlClient.SqlClient, client)),
        withTransaction,
        // Whom PostgreSQL chose to end a deadlock begins anew: nothing of it was done.
        Effect.retry({ times: 3, while: isDeadlock }),
        unavailable(),
        inTime
      )

    return Transaction.of({
      write: within,
      read: (orgs, statements) => Effect.provideService(within(orgs, statements), SqlClient.BeginTransaction, reading)
    })
  })
)

/** Gives what the session tells to have done. */
const ended = (session: SqlConnection.Connection, statement: string) =>
  (session.executeRaw(statement, []) as Effect.Effect<PgConnection.Result, SqlError.SqlError>).pipe(
    Effect.timeoutOrElse({ duration: ending, orElse: () => unanswered }),
    Effect.map(({ command }) => command)
  )

const unanswered = Effect.fail(
  new SqlError.SqlError({
    reason: new SqlError.ConnectionError({ cause: undefined, message: "The session did not answer", operation: "end" })
  })
)

const isDeadlock = (error: unknown): boolean => SqlError.isSqlError(error) && error.reason._tag === "DeadlockError"
