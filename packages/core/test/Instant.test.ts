import { Option, Result, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Instant } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

/** A minute or a second, and what is just beyond. */
const sixtieth = fc.oneof(fc.constantFrom(0, 59, 60), fc.nat({ max: 99 }))

const two = (n: number) => String(n).padStart(2, "0")

describe("An instant", () => {
  it("is read back from its text, which is UTC with milliseconds", () =>
    fc.assert(
      fc.property(arbitrary.instant, (at) => {
        expect(Instant.format(at)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
        expect(Instant.parse(Instant.format(at))).toEqual(Option.some(at))
        expect(Schema.decodeSync(Instant.Instant)(Schema.encodeSync(Instant.Instant)(at))).toBe(at)
      }),
      runs
    ))

  it("is written in the order of time", () =>
    fc.assert(
      fc.property(arbitrary.instant, arbitrary.instant, (a, b) => {
        expect(Instant.format(a) < Instant.format(b)).toBe(a < b)
      }),
      runs
    ))

  it("is the same whatever offset it is told in", () =>
    fc.assert(
      fc.property(arbitrary.present, fc.integer({ min: -1439, max: 1439 }), fc.boolean(), (at, minutes, lower) => {
        const local = Instant.format(at + minutes * Instant.minute).slice(0, -1)
        const offset = `${minutes < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
        expect(Instant.parse(lower ? (local + offset).toLowerCase() : local + offset)).toEqual(Option.some(at))
      }),
      runs
    ))

  it("leaves out what is finer than a millisecond, and takes any fraction of up to nine digits", () =>
    fc.assert(
      fc.property(
        arbitrary.present,
        fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 9 }),
        (at, fraction) => {
          const whole = at - (at % Instant.second)
          const text = Instant.format(whole).replace(".000Z", `.${fraction}Z`)
          expect(Instant.parse(text)).toEqual(Option.some(whole + Number(fraction.padEnd(3, "0").slice(0, 3))))
        }
      ),
      runs
    ))

  it("is read of a day exactly where the calendar has that day", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1970, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
          const days = [0, 31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0
          const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T12:00:00Z`
          expect(Option.isSome(Instant.parse(text))).toBe(day >= 1 && day <= days)
        }
      ),
      runs
    ))

  it("is read of a time of day exactly where RFC 3339 has that time, leap seconds aside", () =>
    fc.assert(
      fc.property(fc.integer({ min: 22, max: 25 }), sixtieth, sixtieth, (hour, minute, second) => {
        const text = `2026-11-24T${two(hour)}:${two(minute)}:${two(second)}Z`
        expect(Option.isSome(Instant.parse(text))).toBe(hour <= 23 && minute <= 59 && second <= 59)
      }),
      runs
    ))

  it.each([
    "",
    "2026-11-24",
    "2026-11-24T08:00Z",
    "2026-11-24T08:00:00",
    "2026-11-24 08:00:00Z",
    "2026-11-24T08:00:00.Z",
    "2026-11-24T08:00:00.1234567890Z",
    "2026-11-24T08:00:00+24:00",
    "2026-11-24T08:00:00+0100",
    " 2026-11-24T08:00:00Z",
    "2026-11-24T08:00:00Z\n",
    "1969-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59-01:00",
    "+012026-11-24T08:00:00Z",
    "Tue, 24 Nov 2026 08:00:00 GMT"
  ])("is never read from %j", (text) => {
    expect(Instant.parse(text)).toEqual(Option.none())
    expect(Result.isFailure(Schema.decodeResult(Instant.Instant)(text))).toBe(true)
  })

  it("is in the hour that its text says", () =>
    fc.assert(
      fc.property(arbitrary.instant, (at) => {
        expect(Instant.format(Instant.hourOf(at))).toBe(`${Instant.format(at).slice(0, 13)}:00:00.000Z`)
      }),
      runs
    ))

  it("is last written at the end of the year 9999", () => {
    expect(Instant.format(Instant.last)).toBe("9999-12-31T23:59:59.999Z")
  })
})
