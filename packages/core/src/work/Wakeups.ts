import { Context, type Duration, Effect, Latch, Layer } from "effect"

/** The queues that workers wait at. */
export const queues = ["runs", "deliveries"] as const
export type Queue = (typeof queues)[number]

/**
 * Tells waiting workers that a commit made work for them.
 *
 * Correctness does not rest on it, since workers also look unasked; latency does.
 */
export class Wakeups extends Context.Service<
  Wakeups,
  {
    /** Work was committed. */
    readonly wake: (queue: Queue) => Effect.Effect<void>
    /** Returns after a wake since the last wait, or after `atMost`. */
    readonly wait: (queue: Queue, atMost: Duration.Duration) => Effect.Effect<void>
  }
>()("@nexio/core/work/Wakeups") {
  /** For workers in the same process as the commits. */
  static readonly layerMemory = Layer.sync(Wakeups, () => {
    const latches = { runs: Latch.makeUnsafe(), deliveries: Latch.makeUnsafe() }
    return Wakeups.of({
      wake: (queue) => Effect.asVoid(latches[queue].open),
      wait: (queue, atMost) =>
        latches[queue].await.pipe(Effect.timeoutOption(atMost), Effect.andThen(latches[queue].close), Effect.asVoid)
    })
  })
}
