import { Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Instant, type Queue, Wakeups } from "../src/index.ts"
import { inTestTime } from "./ports.ts"
import { runs } from "./runs.ts"

const queue = fc.constantFrom<Queue>("runs", "deliveries")
const milliseconds = fc.integer({ min: 1, max: 10_000 })

const test = <A>(use: (wakeups: Wakeups["Service"]) => Effect.Effect<A>) =>
  inTestTime(Wakeups.use(use).pipe(Effect.provide(Wakeups.layerMemory)))

/** When a wait that begins now returns. */
const returns = (wakeups: Wakeups["Service"], queue: Queue, atMost: number) =>
  Effect.andThen(wakeups.wait(queue, Duration.millis(atMost)), Instant.now)

describe("Waiting for work", () => {
  it("ends after the time that it may take at most, where nobody wakes", () =>
    fc.assert(
      fc.asyncProperty(queue, milliseconds, async (queue, atMost) => {
        const at = await test((wakeups) =>
          Effect.gen(function* () {
            const waiting = yield* Effect.forkChild(returns(wakeups, queue, atMost))
            yield* TestClock.adjust("1 minute")
            return yield* Fiber.join(waiting)
          })
        )
        expect(at).toBe(atMost)
      }),
      runs
    ))

  it("ends at once when it is woken, and only by its own queue", () =>
    fc.assert(
      fc.asyncProperty(queue, queue, milliseconds, milliseconds, async (queue, woken, atMost, when) => {
        const at = await test((wakeups) =>
          Effect.gen(function* () {
            const waiting = yield* Effect.forkChild(returns(wakeups, queue, atMost))
            yield* TestClock.adjust(when)
            yield* wakeups.wake(woken)
            yield* TestClock.adjust("1 minute")
            return yield* Fiber.join(waiting)
          })
        )
        expect(at).toBe(queue === woken ? Math.min(atMost, when) : atMost)
      }),
      runs
    ))

  it("ends at once where it was woken since the last wait, however often, and then waits again", () =>
    fc.assert(
      fc.asyncProperty(queue, fc.nat({ max: 3 }), milliseconds, async (queue, wakes, atMost) => {
        const at = await test((wakeups) =>
          Effect.gen(function* () {
            yield* Effect.replicateEffect(wakeups.wake(queue), wakes)
            const waiting = yield* Effect.forkChild(
              Effect.all([returns(wakeups, queue, atMost), returns(wakeups, queue, atMost)])
            )
            yield* TestClock.adjust("1 minute")
            return yield* Fiber.join(waiting)
          })
        )
        expect(at).toEqual(wakes > 0 ? [0, atMost] : [atMost, 2 * atMost])
      }),
      runs
    ))
})
