import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Granularity, Instant } from "../src/index.ts"
import * as Slice from "../src/metrics/Slice.ts"
import { runs } from "./runs.ts"

const from = Date.UTC(2027, 0)

/** Some buckets of a range, in their order. */
const buckets = fc.constantFrom(...Granularity.Granularity.literals).chain((granularity) => {
  const all = Granularity.buckets(granularity, from, granularity === "hour" ? Date.UTC(2027, 1) : Date.UTC(2028, 0))
  return fc.record({ granularity: fc.constant(granularity), buckets: fc.subarray([...all]) })
})

describe("Slices", () => {
  it("hold each bucket once and whole, are in order, and are no longer than days of few environments or a day of many", () =>
    fc.assert(
      fc.property(buckets, fc.integer({ min: 1, max: 50 }), ({ buckets, granularity }, environments) => {
        const slices = Slice.of(granularity, buckets, environments)
        for (const [nth, { from, to }] of slices.entries()) {
          expect(from).toBeLessThan(to)
          expect(from).toBeGreaterThanOrEqual(slices[nth - 1]?.to ?? 0)
          expect(to - from).toBeLessThanOrEqual(Math.max(1, 8 / environments) * Instant.day)
          expect(Granularity.floor(granularity === "hour" ? "hour" : "day", from)).toBe(from)
        }
        for (const bucket of buckets) {
          const end = Granularity.ceiling(granularity, bucket)
          const held = slices.map(({ from, to }) => Math.max(0, Math.min(to, end) - Math.max(from, bucket)))
          expect(held.reduce((sum, length) => sum + length, 0)).toBe(end - bucket)
        }
      }),
      runs
    ))
})
