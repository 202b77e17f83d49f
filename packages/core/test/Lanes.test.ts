import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Id, Lanes, Turns } from "../src/index.ts"
import { runs } from "./runs.ts"

const lane = (environment: number, endpoint: number): Lanes.Lane => ({
  orgId: "org" as Id.OrgId,
  environmentId: `environment ${environment}` as Id.EnvironmentId,
  endpointId: `endpoint ${endpoint}` as Id.EndpointId
})

/** For each environment how much each of its lanes has due. */
const waiting = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 }), { maxLength: 6 })

describe("Shares of lanes", () => {
  it("are found by looking at no more lanes than there are turns, and counting only where all were looked at", () =>
    fc.assert(
      fc.property(waiting, fc.nat({ max: 30 }), fc.nat({ max: 20 }), (environments, limit, perEnvironment) => {
        const seen = environments.map(() => 0)
        const dueOf = new Map<Lanes.Lane, number>()
        const lanes = environments.map(function* (due, environment) {
          for (const [nth, count] of due.entries()) {
            const one = lane(environment, nth)
            dueOf.set(one, count)
            seen[environment]! += 1
            yield one
          }
        })
        const shares = Lanes.shares(
          lanes.map((lanes, environment) => [lane(environment, 0), lanes] as const),
          limit,
          Turns.anyone,
          { ...Lanes.unbounded, perEnvironment },
          (one) => {
            const environment = Number(one.environmentId.split(" ")[1])
            expect(seen[environment]).toBe(environments[environment]!.length)
            return dueOf.get(one)!
          }
        )
        const given = [...shares.values()].reduce((sum, share) => sum + share, 0)
        const most = environments.map((due) =>
          Math.min(
            perEnvironment,
            due.reduce((sum, count) => sum + count, 0)
          )
        )
        expect(given).toBe(
          Math.min(
            limit,
            most.reduce((sum, count) => sum + count, 0)
          )
        )
        expect([...dueOf.keys()]).toEqual([...shares.keys()])
      }),
      runs
    ))
})
