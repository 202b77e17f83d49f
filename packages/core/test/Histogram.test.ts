import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Histogram } from "../src/index.ts"
import { runs } from "./runs.ts"

/** Up to ten years. */
const milliseconds = fc.oneof(
  fc.nat({ max: 60 }),
  fc.nat({ max: 10_000 }),
  fc.nat({ max: 2 ** 31 - 1 }),
  fc.maxSafeNat().map((value) => value % 315_576_000_000)
)

const of = (values: ReadonlyArray<number>): Histogram.Histogram => {
  const histogram = new Histogram.Histogram()
  for (const value of values) histogram.add(Histogram.binOf(value), 1)
  return histogram
}

/** By the nearest rank. */
const exactly = (values: ReadonlyArray<number>, percent: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil((percent * values.length) / 100) - 1]!

describe("A histogram", () => {
  it("has quantiles that are exact below 50 ms, and within 2 % above", () =>
    fc.assert(
      fc.property(fc.array(milliseconds, { minLength: 1, maxLength: 250 }), (values) => {
        const quantiles = of(values).quantiles()!
        for (const percent of [50, 90, 99] as const) {
          const [quantile, exact] = [quantiles[`p${percent}`], exactly(values, percent)]
          expect(Math.abs(quantile - exact)).toBeLessThanOrEqual(exact < 50 ? 0 : exact * 0.02)
        }
      }),
      runs
    ))

  it("is the same whether values are added one by one or their bins were counted apart", () =>
    fc.assert(
      fc.property(fc.array(milliseconds), (values) => {
        const merged = new Histogram.Histogram()
        for (const [bin, same] of Map.groupBy(values, Histogram.binOf)) merged.add(bin, same.length)
        expect(merged.quantiles()).toEqual(of(values).quantiles())
      }),
      runs
    ))

  it("has no quantiles of nothing", () => {
    expect(of([]).quantiles()).toBeUndefined()
  })

  it("has bins that are what they ever were, since they are stored", () => {
    const values = [0, 1, 2, 49, 50, 1_000, 59_999, 3_600_000, 86_400_000, 31_557_600_000]
    expect(values.map(Histogram.binOf)).toEqual([-1, 0, 35, 195, 196, 346, 551, 755, 914, 1_209])
  })
})
