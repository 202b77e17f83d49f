import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Granularity, Instant } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const granularity = fc.constantFrom(...Granularity.Granularity.literals)
/** All instants, those just around a boundary among them. */
const at = fc.oneof(
  arbitrary.present,
  fc
    .tuple(arbitrary.present, granularity, fc.integer({ min: -1, max: 1 }))
    .map(([at, granularity, off]) => Granularity.floor(granularity, at) + off)
)

/** The start of the bucket by the text of the instant: its year and month, day, or hour. */
const startText = (granularity: Granularity.Granularity, at: number) => {
  const text = Instant.format(at)
  return {
    hour: `${text.slice(0, 13)}:00:00.000Z`,
    day: `${text.slice(0, 10)}T00:00:00.000Z`,
    month: `${text.slice(0, 7)}-01T00:00:00.000Z`
  }[granularity]
}

describe("A bucket", () => {
  it("begins at the start of the UTC hour, day or month", () =>
    fc.assert(
      fc.property(granularity, at, (granularity, at) => {
        expect(Instant.format(Granularity.floor(granularity, at))).toBe(startText(granularity, at))
      }),
      runs
    ))

  it("holds the instants from its start to just before the next one's, and no other", () =>
    fc.assert(
      fc.property(granularity, at, (granularity, at) => {
        const [start, next] = [Granularity.floor(granularity, at), Granularity.ceiling(granularity, at)]
        expect(start <= at && at < next).toBe(true)
        expect([start, next - 1].map((one) => Granularity.floor(granularity, one))).toEqual([start, start])
        expect(Granularity.floor(granularity, next)).toBe(next)
      }),
      runs
    ))

  it("follows the one before without a gap, from the first of a range to the last", () =>
    fc.assert(
      fc.property(granularity, at, fc.nat({ max: 60 }), (granularity, at, count) => {
        const from = Granularity.floor(granularity, at)
        let to = from
        for (let n = 0; n < count; n++) to = Granularity.ceiling(granularity, to)
        const starts = Granularity.buckets(granularity, from, to)
        expect(starts.length).toBe(count)
        expect([...starts.slice(1), to]).toEqual(
          starts.map((start) => Granularity.ceiling(granularity, start)).concat(count === 0 ? [to] : [])
        )
      }),
      runs
    ))

  it("of a month is as long as the calendar says, leap years and centuries among them", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2400 }), fc.integer({ min: 0, max: 11 }), (year, month) => {
        const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
        const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
        const from = Date.UTC(year, month)
        expect(Granularity.buckets("day", from, Granularity.ceiling("month", from)).length).toBe(days)
        expect(Granularity.buckets("hour", from, Granularity.ceiling("day", from)).length).toBe(24)
        expect(Granularity.buckets("month", Date.UTC(year, 0), Date.UTC(year + 1, 0)).length).toBe(12)
      }),
      runs
    ))
})
