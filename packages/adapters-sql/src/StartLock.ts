import type { StorageUnavailable } from "@nexio/core"
import { Context, Effect, Layer } from "effect"
import { PostgresDatabase } from "./PostgresDatabase.ts"
import { unavailable } from "./Transaction.ts"

/** Lets one server at a time do what only the first start of a database does. */
export class StartLock extends Context.Service<
  StartLock,
  {
    readonly hold: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StorageUnavailable, R>
  }
>()("@nexio/adapters-sql/StartLock") {
  /** For a database that one process has alone. */
  static readonly layerAlone = Layer.succeed(StartLock, { hold: (effect) => effect })

  /** On PostgreSQL: a lock that the session takes with it, however the process ends. */
  static readonly layerPostgres = Layer.effect(
    StartLock,
    Effect.gen(function* () {
      const { connect } = yield* PostgresDatabase
      const take = Effect.gen(function* () {
        const session = yield* connect
        // Whoever waits does so for as long as another one starts.
        yield* session.query("set statement_timeout = 0")
        yield* session.query("set lock_timeout = 0")
        yield* session.query("select pg_advisory_lock(hashtext('nexio first start'))")
      }).pipe(unavailable())
      return StartLock.of({ hold: (effect) => Effect.scoped(Effect.andThen(take, effect)) })
    })
  )
}
