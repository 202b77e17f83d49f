import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Id, Lanes, Turns, Windows } from "../src/index.ts"
import { runs } from "./runs.ts"

const lane = (org: number, environment: number, endpoint: number): Lanes.Lane => ({
  orgId: `org ${org}` as Id.OrgId,
  environmentId: `environment ${environment}` as Id.EnvironmentId,
  endpointId: `endpoint ${endpoint}` as Id.EndpointId
})
const lanes = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 1 }), fc.nat({ max: 2 })).map((of) => lane(...of))

const concurrency = 64
const half = concurrency / 2

/** Something that happens to a dispatcher: it claims from lanes, or an attempt of one ends. */
const happenings = fc.array(
  fc.oneof(
    fc.record({ claims: fc.array(lanes, { minLength: 1, maxLength: 8 }) }),
    fc.record({ ends: fc.nat(), answered: fc.boolean() })
  ),
  { maxLength: 80, size: "max" }
)

/** Lets them happen as a dispatcher does, which claims no more than there are places. */
const dispatcher = (windows: Windows.Windows) => {
  const underWay: Array<Lanes.Lane> = []
  let now = 0
  return {
    underWay,
    claim: (wanted: ReadonlyArray<Lanes.Lane>) => {
      let places = windows.places(now)
      return wanted.filter((one) => {
        if (Lanes.free(places, one) === 0) return false
        places = Lanes.left(places, [one])
        windows.begin(one, now)
        underWay.push(one)
        return true
      })
    },
    end: (nth: number, answered: boolean) => {
      const [one] = underWay.splice(nth % underWay.length, 1)
      windows.learn(one!, answered)
      return windows.end(one!, now)
    },
    pass: (time: number) => {
      now += time
      return windows.places(now)
    }
  }
}

const countOf = (all: ReadonlyArray<Lanes.Lane>, key: string, keyOf: (lane: Lanes.Lane) => string) =>
  all.filter((one) => keyOf(one) === key).length

describe("What a dispatcher has under way", () => {
  it("is never more than the largest window of a lane, nor than half of its slots of an environment", () =>
    fc.assert(
      fc.property(happenings, (all) => {
        const { claim, end, underWay } = dispatcher(new Windows.Windows(concurrency))
        for (const one of all) {
          if ("claims" in one) claim([...one.claims, ...one.claims])
          else if (underWay.length > 0) end(one.ends, one.answered)
          for (const each of underWay) {
            expect(countOf(underWay, Lanes.keyOf(each), Lanes.keyOf)).toBeLessThanOrEqual(Windows.most)
            expect(countOf(underWay, Turns.keyOf(each), Turns.keyOf)).toBeLessThanOrEqual(half)
          }
        }
      }),
      runs
    ))

  it("has a place again for whoever found none, once the dispatcher is told that somebody waits for it", () =>
    fc.assert(
      fc.property(happenings, lanes, (all, waiting) => {
        const { claim, end, underWay } = dispatcher(new Windows.Windows(concurrency))
        for (const one of all) {
          if ("claims" in one) claim(one.claims)
          else if (underWay.length > 0) end(one.ends, one.answered)
        }
        // It takes all that it can have of the lane, until it is told that there is more.
        while (claim([waiting]).length === 1);
        while (underWay.length > 0) {
          const woken = end(0, false)
          const place = Lanes.free(new Map() && windowsOf(underWay), waiting)
          if (place > 0) expect(woken).toBe(true)
          if (woken) while (claim([waiting]).length === 1 && underWay.length < concurrency);
          if (underWay.every((one) => Lanes.keyOf(one) === Lanes.keyOf(waiting))) break
        }
      }),
      runs
    ))
})
