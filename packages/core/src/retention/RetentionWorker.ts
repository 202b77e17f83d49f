import { Duration, Effect, Layer, Random } from "effect"
import * as Instant from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import { RetentionStore } from "./RetentionStore.ts"

export interface RetentionOptions {
  /** How long bodies are kept after the end of what they belong to. Default: for good. */
  readonly keep?: Duration.Duration | undefined
  /** How often it looks for what is due. Default: 5 min, the first time within that. */
  readonly every: Duration.Duration
  /** How many runs, deliveries or remembered answers in one transaction at most. Default: 64. */
  readonly batch: number
}

const defaults: RetentionOptions = { every: Duration.minutes(5), batch: 64 }

/** The least time between two batches. */
const leastPause = Duration.millis(5)

/**
 * Empties what was kept long enough and forgets what was remembered long enough, for as long as the layer lives.
 *
 * Between two small batches it waits as long as the last one took, so that others have the database at least half of
 * the time. What a crash leaves undone is due still.
 */
export const layer = (options: Partial<RetentionOptions> = {}) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const store = yield* RetentionStore
      const { batch: limit, every, keep } = { ...defaults, ...options }

      const forget = Effect.flatMap(Instant.now, (at) => store.forget({ at, limit }))
      const empty = (keep: Duration.Duration) =>
        Effect.gen(function* () {
          const at = yield* Instant.now
          const { deliveries, runs } = yield* store.empty({ before: at - Duration.toMillis(keep), at, limit })
          return runs + deliveries
        })

      const pass = Effect.andThen(toTheEnd(forget), keep === undefined ? Effect.void : toTheEnd(empty(keep))).pipe(
        Effect.catchCause((cause) => Effect.logWarning("Could not empty or forget what is past its time", cause))
      )
      const turn = Effect.gen(function* () {
        yield* Effect.sleep(Duration.times(every, yield* Random.nextBetween(0.8, 1)))
        yield* pass
      })
      yield* Effect.forkScoped(Effect.forever(turn))
    })
  )

/** Does it until there is nothing left. */
const toTheEnd = (batch: Effect.Effect<number, StorageUnavailable>): Effect.Effect<void, StorageUnavailable> =>
  Effect.timed(batch).pipe(
    Effect.tap(([took]) => Effect.sleep(Duration.max(took, leastPause))),
    Effect.repeat({ while: ([, done]) => done > 0 }),
    Effect.asVoid
  )
