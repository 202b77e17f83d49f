import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Id, Instant, type Lanes, Pace, Starts } from "../src/index.ts"
import { runs } from "./runs.ts"

const lane: Lanes.Lane = {
  orgId: "org" as Id.OrgId,
  environmentId: "environment" as Id.EnvironmentId,
  endpointId: "endpoint" as Id.EndpointId
}

/** How many attempts a claim takes, how long after the claim before it, and how late a dispatcher wakes for each. */
const claims = fc.array(
  fc.record({
    after: fc.nat({ max: 1_500 }),
    late: fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 900 })), { minLength: 1, maxLength: 12 })
  }),
  { minLength: 1, maxLength: 8 }
)

/** When attempts begin that have been given these starts, each looked at late, and again when it is told to wait. */
const begun = (rate: number, from: ReadonlyArray<{ readonly after: number; readonly late: ReadonlyArray<number> }>) => {
  const starts = new Starts.Starts()
  let pace: Pace.Pace = { rate }
  let now = 1_000_000
  const waking = from.flatMap(({ after, late }) => {
    now += after
    const [given, next] = Pace.begin(pace, now, Math.min(late.length, Pace.room(pace, now)))
    pace = next
    return given.map((startAt, nth) => ({ startAt, at: startAt + late[nth]! }))
  })
  const times: Array<Instant.Instant> = []
  while (waking.length > 0) {
    waking.sort((a, b) => a.at - b.at)
    const { at, startAt } = waking.shift()!
    const result = starts.begin(lane, startAt, at)
    if (result === "begun") times.push(at)
    else waking.push({ startAt, at: result })
  }
  return times
}

describe("The starts of paced attempts", () => {
  it("are never more than the rate in any second, however late a dispatcher is for some of them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), claims, (rate, from) => {
        const times = begun(rate, from)
        for (const first of times) {
          const within = times.filter((at) => at >= first && at < first + Instant.second).length
          expect(within, `from ${first} of ${times.join(" ")}`).toBeLessThanOrEqual(rate)
        }
      }),
      runs
    )
  })

  it("are as the pace says where a dispatcher is on time", () => {
    expect(begun(4, [{ after: 0, late: [0, 0, 0] }])).toEqual([1_000_000, 1_000_250, 1_000_500])
  })

  it("are no slower than their claims, however many come one after the other, each late", () => {
    const late = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 100 })
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 50 }), late, (after, late) => {
        const starts = new Starts.Starts()
        let last = 1_000_000
        for (const by of late) {
          const startAt = last + after
          let at = startAt + by
          for (let told = starts.begin(lane, startAt, at); told !== "begun"; told = starts.begin(lane, startAt, at))
            at = told + by
          expect(at - last).toBeLessThanOrEqual(after + 2 * 30 + 2)
          last = at
        }
      }),
      runs
    )
  })

  it("are made up for after a second without any", () => {
    expect(
      begun(4, [
        { after: 0, late: [300] },
        { after: 2_000, late: [0, 0] }
      ])
    ).toEqual([1_000_300, 1_002_000, 1_002_250])
  })
})
