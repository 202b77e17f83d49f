import { StorageUnavailable } from "@nexio/core"
import { Duration, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { PostgresDatabase } from "./PostgresDatabase.ts"
import { Transaction, unavailable } from "./Transaction.ts"

/** How long a transaction may take, the wait for a session included, before its caller hears that its outcome is unknown. */
const patience = Duration.seconds(12)

/** What a caller hears of a database that keeps it waiting. */
export const inTime = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StorageUnavailable, R> =>
  Effect.timeoutOrElse(effect, {
    duration: patience,
    orElse: () => Effect.fail(new StorageUnavailable({ cause: "The database did not answer in time" }))
  })

const reading = "begin isolation level repeatable read read only"

/** Each transaction has a session of its own, and names its orgs first. */
export const layer = Layer.effect(
  Transaction,
  Effect.gen(function* () {
    const { client } = yield* PostgresDatabase

    const within = <A, E>(orgs: ReadonlyArray<string>, statements: Effect.Effect<A, E, SqlClient.SqlClient>) =>
      client`select set_config('nexio.orgs', ${orgs.join(",")}, true)`.pipe(
        Effect.andThen(Effect.provideService(statements, SqlClient.SqlClient, client)),
        client.withTransaction,
        unavailable(),
        inTime
      )

    return Transaction.of({
      write: within,
      read: (orgs, statements) => Effect.provideService(within(orgs, statements), SqlClient.BeginTransaction, reading)
    })
  })
)
