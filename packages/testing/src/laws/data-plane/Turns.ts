/** How a law lets calls meet: each begins after a while of its own, and all go on at once. */
import { Effect } from "effect"
import fc from "fast-check"

/** How often the event loop comes round before a call begins: most begin together. */
export const wait: fc.Arbitrary<number> = fc.oneof(fc.constant(0), fc.nat({ max: 4 }))

export const turns = (count: number): Effect.Effect<void> =>
  count === 0
    ? Effect.void
    : Effect.promise(async () => {
        for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate)
      })

/** Begins an effect after so many turns. */
export const after = <A, E, R>(count: number, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.andThen(turns(count), effect)

export const together = { concurrency: "unbounded" } as const
