/**
 * When nothing goes on any more but sleep: no fiber has anything to do, and no store is asked anything. Only then does
 * the time of a simulation pass, however long stores take.
 */
import { Effect, Scheduler } from "effect"

export class Quiescence {
  private busy = 0
  private readonly parent = new Scheduler.MixedScheduler()

  /** For the fibers that are waited for. */
  readonly scheduler: Scheduler.Scheduler = {
    executionMode: this.parent.executionMode,
    shouldYield: (fiber) => this.parent.shouldYield(fiber),
    makeDispatcher: () => {
      const dispatcher = this.parent.makeDispatcher()
      return {
        scheduleTask: (task, priority) => {
          this.busy += 1
          dispatcher.scheduleTask(() => {
            try {
              task()
            } finally {
              this.busy -= 1
            }
          }, priority)
        },
        flush: () => dispatcher.flush()
      }
    }
  }

  /** A call that is waited for. */
  readonly during = <A, E, R>(call: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        this.busy += 1
      }),
      () => call,
      () =>
        Effect.sync(() => {
          this.busy -= 1
        })
    )

  readonly settled: Effect.Effect<void> = Effect.promise(async () => {
    do await new Promise(setImmediate)
    while (this.busy > 0)
  })
}
