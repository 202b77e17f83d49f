/**
 * The clock of the database, kept by this process: its own, moved by what the two differ.
 *
 * Leases, due times and expiry are judged alike by servers whose clocks disagree. The difference is measured at the
 * start and every minute; where it cannot be measured, the last one stays.
 */
import { Clock, Context, Duration, Effect, Layer, Schedule } from "effect"
import { PostgresDatabase } from "./PostgresDatabase.ts"

export const layer = Layer.effectContext(
  Effect.gen(function* () {
    const { client } = yield* PostgresDatabase
    const clock = yield* Clock.Clock
    let ahead = 0

    const measure = Effect.gen(function* () {
      const before = clock.currentTimeMillisUnsafe()
      const [row] = yield* client<{ readonly now: number }>`
        select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`
      const after = clock.currentTimeMillisUnsafe()
      ahead = Math.round(row!.now - (before + after) / 2)
    }).pipe(Effect.ignore)

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
