import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Org } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { originAt } from "./ports.ts"
import { runs } from "./runs.ts"

const change: fc.Arbitrary<Org.OrgChange> = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 9 }),
    environmentLimit: fc.nat({ max: 9 }),
    endpointLimit: fc.nat({ max: 9 }),
    rateLimitPerMinute: fc.option(fc.integer({ min: 1, max: 9 })),
    suspended: fc.boolean()
  },
  { requiredKeys: [] }
)

describe("An org", () => {
  it("takes over just what a change names", () =>
    fc.assert(
      fc.property(
        arbitrary.org,
        change,
        arbitrary.present,
        (org, { suspended: _, rateLimitPerMinute: __, ...by }, at) => {
          expect(Org.change(org, by, originAt(at)).org).toEqual({ ...org, ...by })
        }
      ),
      runs
    ))

  it("has the rate limit that the last word about it said, and none where that was null", () =>
    fc.assert(
      fc.property(arbitrary.org, fc.array(change), (org, changes) => {
        let limit = org.rateLimitPerMinute
        let now = org
        changes.forEach((by, at) => {
          now = Org.change(now, by, originAt(at)).org
          if (by.rateLimitPerMinute !== undefined) limit = by.rateLimitPerMinute ?? undefined
          expect(now.rateLimitPerMinute).toBe(limit)
          expect("rateLimitPerMinute" in now).toBe(limit !== undefined)
        })
      }),
      runs
    ))

  it("is suspended exactly where the last word about it said so, since the first word that did", () =>
    fc.assert(
      fc.property(arbitrary.org, fc.array(change), (org, changes) => {
        let since: number | undefined
        let now = org
        changes.forEach((by, at) => {
          now = Org.change(now, by, originAt(at)).org
          if (by.suspended === false) since = undefined
          if (by.suspended === true) since ??= at
          expect(now.suspendedAt).toBe(since)
          expect("suspendedAt" in now).toBe(since !== undefined)
        })
      }),
      runs
    ))

  it("has the documented limits where nothing is said: 5 environments, 10 endpoints", () => {
    expect([Org.defaultEnvironmentLimit, Org.defaultEndpointLimit]).toEqual([5, 10])
  })
})
