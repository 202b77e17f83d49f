import { Instant } from "@nexio/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { counting } from "../../src/handlers/UnauthorizedThrottle.ts"
import { runs } from "../delivery/runs.ts"

const start = Date.UTC(2027, 0, 1)

describe("Counting 401s", () => {
  it("finds too many of an address exactly after so many in a minute, whoever else has how many", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.record({ of: fc.nat(2), wait: fc.nat(20_000) }), { maxLength: 60 }),
        (perMinute, asks) => {
          const { isTooMany } = counting(perMinute)
          const counts = new Map<string, number>()
          let at = start
          for (const { of, wait } of asks) {
            at += wait
            const key = `${of} ${Instant.minuteOf(at)}`
            counts.set(key, (counts.get(key) ?? 0) + 1)
            expect(isTooMany(`192.0.2.${of}`, at)).toBe(counts.get(key)! > perMinute)
          }
        }
      ),
      runs
    ))

  it("takes all addresses of an IPv6 network of 64 bits for one, and no two networks", () => {
    const { isTooMany } = counting(1)
    expect(isTooMany("2001:db8:0:1::1", start)).toBe(false)
    expect(isTooMany("2001:db8:0:2::1", start)).toBe(false)
    expect(isTooMany("2001:db8:0:1:ffff:ffff:ffff:ffff", start)).toBe(true)
  })

  it("remembers 10,000 addresses and no more, and forgets those that were not met for the longest", () => {
    const { isTooMany, size } = counting(1)
    isTooMany("192.0.2.1", start)
    for (let nth = 0; nth < 25_000; nth += 1) {
      isTooMany(`2001:db8:${(nth >> 16).toString(16)}:${(nth & 0xffff).toString(16)}::1`, start)
      if (nth % 5_000 === 0) expect(isTooMany("192.0.2.1", start)).toBe(true)
    }
    expect(size()).toBe(10_000)
  })
})
