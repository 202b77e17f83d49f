/**
 * Batches: many concurrent intents, one transaction on PostgreSQL.
 *
 * What waits while others are under way goes together in the next, so batches grow with the load and nothing waits
 * where there is none. Each caller hears of its own intent only after the commit of its batch.
 */
import type { PgConnection, PgPool } from "@effect/sql-pg"
import { StorageUnavailable } from "@nexio/core"
import { type Cause, Deferred, Duration, Effect, Exit, FiberSet, type Scope } from "effect"
import type { SqlError } from "effect/sql"

export interface BatchOptions<Intent, Answer, E> {
  /** Carries out the intents on a session that nobody else uses, and commits. Gives how each went, in their order. */
  readonly perform: (
    session: PgConnection.PgConnection,
    intents: ReadonlyArray<Intent>
  ) => Effect.Effect<ReadonlyArray<Exit.Exit<Answer, E>>, SqlError.SqlError>
  /** The most intents in one batch. */
  readonly largest: number
  /** The most batches at once. */
  readonly concurrency: number
}

interface Waiting<Intent, Answer, E> {
  readonly intent: Intent
  readonly told: Deferred.Deferred<Answer, E | StorageUnavailable>
}

/** How long a caller waits for its batch, before it hears that the outcome is unknown. */
const patience = Duration.seconds(12)

/** Gives what queues an intent and ends after the commit of its batch. */
export const make = Effect.fnUntraced(function* <Intent, Answer, E = never>(
  pool: PgPool.PgPool,
  { concurrency, largest, perform }: BatchOptions<Intent, Answer, E>
): Effect.fn.Return<(intent: Intent) => Effect.Effect<Answer, E | StorageUnavailable>, never, Scope.Scope> {
  const waiting: Array<Waiting<Intent, Answer, E>> = []
  const batches = yield* FiberSet.make<void>()
  const run = yield* FiberSet.runtime(batches)<never>()
  let underWay = 0
  let coming = false

  const attempt = (batch: ReadonlyArray<Waiting<Intent, Answer, E>>): Effect.Effect<void> =>
    pool
      .use((session) =>
        Effect.onError(
          perform(
            session,
            batch.map(({ intent }) => intent)
          ),
          () => Effect.ignore(session.query("rollback"))
        )
      )
      .pipe(
        Effect.map((exits) => tell(batch, exits)),
        Effect.catchCause((cause) => {
          // One that the database cannot take fails alone, and not with those that it happened to go with.
          if (batch.length > 1 && !lost(cause)) return Effect.forEach(batch, (one) => attempt([one]), { discard: true })
          return Effect.sync(() =>
            tell(
              batch,
              batch.map(() => Exit.fail(new StorageUnavailable({ cause })))
            )
          )
        })
      )

  const next = (): void => {
    coming = false
    while (waiting.length > 0 && underWay < concurrency) {
      underWay += 1
      run(
        Effect.ensuring(
          attempt(waiting.splice(0, largest)),
          Effect.sync(() => {
            underWay -= 1
            next()
          })
        )
      )
    }
  }

  // What is queued when the database closes is still written.
  yield* Effect.addFinalizer(() => Effect.timeoutOption(FiberSet.awaitEmpty(batches), patience))

  return (intent) =>
    Effect.suspend(() => {
      const told = Deferred.makeUnsafe<Answer, E | StorageUnavailable>()
      waiting.push({ intent, told })
      if (!coming && underWay < concurrency) {
        coming = true
        // What others queue in the same turn goes along.
        setImmediate(next)
      }
      return Effect.timeoutOrElse(Deferred.await(told), {
        duration: patience,
        orElse: () => Effect.fail(new StorageUnavailable({ cause: "The database did not answer in time" }))
      })
    })
})

const tell = <Intent, Answer, E>(
  batch: ReadonlyArray<Waiting<Intent, Answer, E>>,
  exits: ReadonlyArray<Exit.Exit<Answer, E | StorageUnavailable>>
): void =>
  batch.forEach(({ told }, index) => {
    Deferred.doneUnsafe(told, exits[index] ?? Exit.fail(new StorageUnavailable({})))
  })

/** Whether the session was lost: then a commit that was sent may have happened, and nothing is repeated. */
const lost = (cause: Cause.Cause<SqlError.SqlError>): boolean =>
  cause.reasons.some((reason) => reason._tag === "Fail" && reason.error.reason._tag === "ConnectionError")
