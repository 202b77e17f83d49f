import { Clock, Effect } from "effect"

/** At an instant: meanwhile the clock says nothing else. */
export const at =
  (instant: number) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Clock.clockWith((clock) => {
      const stopped: Clock.Clock = Object.assign(Object.create(clock), {
        currentTimeMillis: Effect.succeed(instant),
        currentTimeMillisUnsafe: () => instant
      })
      return Effect.provideService(effect, Clock.Clock, stopped)
    })
