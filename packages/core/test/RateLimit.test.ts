import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Instant, RateLimit } from "../src/index.ts"
import { runs } from "./runs.ts"

const start = Date.UTC(2027, 0, 1)

const limit = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 10_000_000 }))

/** Requests of some kind that want so many at once, each a while after the one before. */
const asks = fc.array(
  fc.record({ live: fc.boolean(), wanted: fc.integer({ min: 1, max: 9 }), wait: fc.nat({ max: 20 }) }),
  {
    maxLength: 60
  }
)

/** What was granted of each minute, of all and of what is not live. */
const granted = (limit: number, asks: ReadonlyArray<{ live: boolean; wanted: number; wait: number }>) => {
  const minutes = new Map<number, { total: number; nonLive: number }>()
  const steps: Array<{ live: boolean; wanted: number; granted: number; before: { total: number; nonLive: number } }> =
    []
  let taken: RateLimit.Taken | undefined
  let at = start
  for (const { live, wait, wanted } of asks) {
    at += wait * Instant.second
    const answer = RateLimit.take(taken, { limit, live, at }, wanted)
    taken = answer.taken
    const before = minutes.get(Instant.minuteOf(at)) ?? { total: 0, nonLive: 0 }
    steps.push({ live, wanted, granted: answer.granted, before })
    minutes.set(Instant.minuteOf(at), {
      total: before.total + answer.granted,
      nonLive: before.nonLive + (live ? 0 : answer.granted)
    })
  }
  return { minutes: [...minutes.values()], steps, taken }
}

describe("A rate limit", () => {
  it("is never exceeded in a minute, nor half of it by what is not live", () =>
    fc.assert(
      fc.property(limit, asks, (limit, asks) => {
        for (const { nonLive, total } of granted(limit, asks).minutes) {
          expect(total).toBeLessThanOrEqual(limit)
          expect(nonLive).toBeLessThanOrEqual(limit / 2)
        }
      }),
      runs
    ))

  it("never refuses what is live while there is any left, nor what is not live while its half has any", () =>
    fc.assert(
      fc.property(limit, asks, (limit, asks) => {
        for (const { before, granted: got, live, wanted } of granted(limit, asks).steps) {
          const left = limit - before.total
          const open = live ? left : Math.min(left, Math.floor(limit / 2) - before.nonLive)
          expect(got).toBe(Math.min(wanted, open))
        }
      }),
      runs
    ))

  it("is whole again in each minute", () =>
    fc.assert(
      fc.property(limit, asks, fc.nat({ max: 59_999 }), (limit, asks, within) => {
        const { taken } = granted(limit, asks)
        const next = (taken?.minute ?? start) + Instant.minute
        expect(RateLimit.take(taken, { limit, live: true, at: next + within }, limit).granted).toBe(limit)
      }),
      runs
    ))

  it("counts what a clock asks that is up to a minute behind in the later minute, and forgets one that was set back", () =>
    fc.assert(
      fc.property(limit, fc.integer({ min: 1, max: 10 * Instant.minute }), (limit, behind) => {
        const { taken } = RateLimit.take(undefined, { limit, live: true, at: start }, limit)
        const { granted } = RateLimit.take(taken, { limit, live: true, at: start - behind }, 1)
        expect(granted).toBe(behind <= Instant.minute ? 0 : 1)
      }),
      runs
    ))

  it("says in whole seconds when the next minute begins: from 60, at its start, down to 1", () =>
    fc.assert(
      fc.property(limit, fc.nat({ max: 59_999 }), (limit, within) => {
        const asked = { limit, live: true, at: start + within }
        const { reset } = RateLimit.standing(asked, { minute: start, admitted: true, remaining: 0 })
        expect(reset).toBe(60 - Math.floor(within / 1_000))
        expect(asked.at + reset * Instant.second).toBeGreaterThanOrEqual(start + Instant.minute)
      }),
      runs
    ))

  it("tells who is refused how many may be made, for how long to wait, and whom to ask", () => {
    const refused = { quota: 5, retryAfter: 17 }
    expect(new RateLimit.RateLimited({ live: true, ...refused }).message).toBe(
      "This org may make 5 requests per minute, and has made them. Send it again in 17 s, or ask the operator of this server to raise the limit."
    )
    expect(new RateLimit.RateLimited({ live: false, ...refused }).message).toMatch(/not live, together, may make 5 /)
  })
})
