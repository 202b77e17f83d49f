/**
 * The clock of the database, kept by this process: its own, moved by what the two differ.
 *
 * Leases, due times and expiry are judged alike by servers whose clocks disagree. The difference is measured at the
 * start and every minute; where it cannot be measured, the last one stays.
 */
import { Clock, Context, Duration, Effect, Layer, Schedule } from "effect"
import { PostgresDatabase } from "./PostgresDatabase.ts"
import { inTime } from "./PostgresPatience.ts"

export const layer = Layer.effectContext(
  Effect.gen(function* () {
    const { connect } = yield* PostgresDatabase
    const clock = yield* Clock.Clock
    let ahead = 0

    /** On a session of its own, so that no wait for one is taken for a difference; of three, the quickest counts. */
    const measure = Effect.gen(function* () {
      const session = yield* connect
      let shortest = Number.POSITIVE_INFINITY
      for (let nth = 0; nth < 3; nth += 1) {
        const before = clock.currentTimeMillisUnsafe()
        const { rows } = yield* session.query("select (extract(epoch from clock_timestamp()) * 1000)::bigint as now")
        const after = clock.currentTimeMillisUnsafe()
        if (after - before >= shortest) continue
        shortest = after - before
        ahead = Math.round(Number(rows[0]!["now"]) - (before + after) / 2)
      }
    }).pipe(
      Effect.scoped,
      inTime,
      Effect.catch((error) => Effect.logWarning("The clock of the database could not be asked", error))
    )

    yield* measure
    yield* Effect.forkScoped(Effect.schedule(measure, Schedule.spaced(Duration.minutes(1))))
    return Context.make(Clock.Clock, {
      currentTimeMillis: Effect.sync(() => clock.currentTimeMillisUnsafe() + ahead),
      currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() + ahead,
      currentTimeNanos: Effect.sync(() => clock.currentTimeNanosUnsafe() + BigInt(ahead) * 1_000_000n),
      currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe() + BigInt(ahead) * 1_000_000n,
      monotonicTimeNanos: clock.monotonicTimeNanos,
      monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
      sleep: (duration) => clock.sleep(duration)
    })
  })
)
