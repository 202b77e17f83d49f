import { StorageUnavailable } from "@nexio/core"
import { Context, Effect, Layer, Result } from "effect"
import { AlreadyThere, empty, type State, type Step } from "./State.ts"

/** Where the model keeps its state: tests look into it, and can set it back. */
export class Memory extends Context.Service<
  Memory,
  {
    /** How everything stands. It never changes, so what was taken once can be compared later. */
    readonly state: Effect.Effect<State>
    /** Lets everything stand as it did. */
    readonly restore: (state: State) => Effect.Effect<void>
    /**
     * Makes a step, between which and any other nothing happens. One that is refused or dies changes nothing; one that
     * makes what is there already is the fault of its caller, as of a broken constraint in a database.
     */
    readonly make: <A, E>(step: Step<A, E>) => Effect.Effect<A, E | StorageUnavailable>
  }
>()("@nexio/testing/model/Memory") {
  /** With nothing in it. */
  static readonly layer = Layer.sync(Memory, () => {
    let now = empty
    return Memory.of({
      state: Effect.sync(() => now),
      restore: (state) =>
        Effect.sync(() => {
          now = state
        }),
      make: <A, E>(step: Step<A, E>) =>
        Effect.suspend((): Effect.Effect<A, E | StorageUnavailable> => {
          try {
            return Effect.fromResult(
              Result.map(step(now), ([answer, after]) => {
                now = after
                return answer
              })
            )
          } catch (cause) {
            return cause instanceof AlreadyThere ? Effect.fail(new StorageUnavailable({ cause })) : Effect.die(cause)
          }
        })
    })
  })
}
