import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as RetryAfter from "../../src/delivery/RetryAfter.ts"
import { runs } from "./runs.ts"

const at = Date.UTC(2027, 0, 1, 12)

/** Each second that HTTP dates can write. */
const until = fc.integer({ min: 0, max: Date.UTC(2060) / 1_000 }).map((second) => second * 1_000)

const names = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ")

describe("What an answer asks to wait", () => {
  it("is so many seconds, or until an instant in any form of HTTP, and nothing where that has passed", () =>
    fc.assert(
      fc.property(until, fc.nat(), (until, seconds) => {
        const date = new Date(until)
        const [weekday, day, month, year, time] = date.toUTCString().split(/,? /)
        const left = Math.max(0, until - at)
        expect(RetryAfter.parse(date.toUTCString(), at)).toBe(left)
        expect(RetryAfter.parse(`${weekday} ${month} ${day!.replace(/^0/, " ")} ${time} ${year}`, at)).toBe(left)
        expect(RetryAfter.parse(` ${seconds} `, at)).toBe(seconds * 1_000)
        // Two digits of a year are of fifty years ahead at most.
        if (date.getUTCFullYear() < 1977 || date.getUTCFullYear() > 2049) return
        const full = names[date.getUTCDay()]
        expect(RetryAfter.parse(`${full}, ${day}-${month}-${year!.slice(2)} ${time} GMT`, at)).toBe(left)
      }),
      runs
    ))

  it.each([
    "",
    " ",
    "-1",
    "+1",
    "1.5",
    "1e3",
    "0x10",
    "1_000",
    "10 s",
    "10, 20",
    "Infinity",
    "NaN",
    "soon",
    "\u0661\u0660",
    "2027-01-01T12:00:10Z",
    "Fri, 01 Jan 2027 12:00:10",
    "Fri, 01 Jan 2027 12:00:10 +0100",
    "Fri, 99 Jan 2027 12:00:10 GMT",
    "Fri, 01 Jan 2027 25:00:10 GMT",
    "Fri, 01 Jan 275760 12:00:10 GMT",
    `${"1".repeat(10_000)}x`
  ])("is nothing where the header says %j", (header) => {
    expect(RetryAfter.parse(header, at)).toBeUndefined()
  })

  it("is whole milliseconds from 0 on, or nothing, whatever is said", () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d*$/), fc.array(fc.string())), (header) => {
        const asked = RetryAfter.parse(header, at)
        if (asked !== undefined) expect(Number.isSafeInteger(asked) && asked >= 0).toBe(true)
      }),
      runs
    ))

  it("is as long as can be for more seconds than can be counted, and nothing where it is said twice", () => {
    expect(RetryAfter.parse("9".repeat(500), at)).toBe(Number.MAX_SAFE_INTEGER)
    expect(RetryAfter.parse(["10", "20"], at)).toBeUndefined()
  })
})
