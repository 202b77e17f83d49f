/**
 * What is asked of PostgreSQL is answered in time, though what was asked may end later.
 *
 * A host that vanishes or stands still closes nothing: whoever waits for its answer can neither go on nor undo.
 */
import { StorageUnavailable } from "@nexio/core"
import { Duration, Effect, Fiber, Scope } from "effect"

/**
 * How long a caller waits, for a session too, before it hears that the outcome is unknown. A call may wait for its key
 * to be looked up and then for what it asks: together, 15 s at most.
 */
const patience = Duration.seconds(9)

/** How long what ends waits for its session to be told so. */
const farewell = Duration.seconds(1)

/** Ends with the effect, or without it: then it is interrupted, and ends by itself. */
export const inTime = <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  within: Duration.Duration = patience
): Effect.Effect<A, E | StorageUnavailable, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Effect.forkDetach(effect), (fiber) =>
      restore(Fiber.join(fiber)).pipe(
        Effect.timeoutOrElse({
          duration: within,
          orElse: () => Effect.fail(new StorageUnavailable({ cause: "The database did not answer in time" }))
        }),
        Effect.ensuring(Effect.sync(() => fiber.interruptUnsafe()))
      )
    )
  )

/** Gives the effect a scope, which closes in time. */
export const scoped = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Scope.Scope>> =>
  Effect.acquireUseRelease(
    Scope.make(),
    (scope) => Scope.provide(effect, scope),
    (scope, exit) => Effect.ignore(inTime(Scope.close(scope, exit), farewell))
  )
