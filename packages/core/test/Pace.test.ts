import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Pace } from "../src/index.ts"
import { runs } from "./runs.ts"

/** Claims of a lane: how long after the one before, and how much each wants. */
const claims = fc.array(
  fc.record({
    passes: fc.oneof(fc.constantFrom(0, 999, 1_000), fc.nat({ max: 3_000 })),
    wants: fc.nat({ max: 1_200 })
  }),
  { maxLength: 12 }
)

describe("A pace", () => {
  it("never has more begin in a second than its rate, gives each claim what begins within the next, and keeps its order", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.nat({ max: 1_000_000 }), claims, (rate, start, claims) => {
        let pace: Pace.Pace = { rate }
        let at = start
        const starts: Array<number> = []
        for (const { passes, wants } of claims) {
          at += passes
          const room = Pace.room(pace, at)
          const [begun, after] = Pace.begin(pace, at, Math.min(room, wants))
          expect(begun.every((startAt) => startAt >= at && startAt < at + 1_000)).toBe(true)
          if (wants >= room) expect(Pace.room(after, at)).toBe(0)
          starts.push(...begun)
          pace = after
        }
        expect(starts).toEqual(starts.toSorted((a, b) => a - b))
        expect(starts.every((startAt, nth) => (starts[nth + rate] ?? Infinity) - startAt >= 1_000)).toBe(true)
      }),
      runs
    ))

  it("lets the whole rate begin in a second where nothing did before", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.nat(), (rate, at) => {
        expect(Pace.room({ rate }, at)).toBe(rate)
      }),
      runs
    ))
})
