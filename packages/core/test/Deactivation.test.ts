import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Deactivation, type Endpoint, Instant } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { countedIds, originAt } from "./ports.ts"
import { runs } from "./runs.ts"

const elsewhere = "https://elsewhere.example"
const statusCode = fc.constantFrom(400, 404, 409, 410, 500, undefined)

/** Less than 120 h, and at least as much. */
const soon = fc.oneof(fc.constant(120 * Instant.hour - 1), fc.nat({ max: 120 * Instant.hour - 1 }))
const late = fc.oneof(fc.constant(120 * Instant.hour), fc.integer({ min: 120 * Instant.hour, max: 240 * Instant.hour }))

/** An active endpoint that began to fail, among others. */
const failing = fc.record({
  endpoint: fc
    .tuple(arbitrary.endpoint, arbitrary.present)
    .map(([endpoint, failingSince]): Endpoint.Endpoint => ({ ...endpoint, active: true, failingSince })),
  others: fc.array(arbitrary.endpoint, { maxLength: 3 })
})

const failed = (
  { environmentId, failingSince = 0, id: endpointId, orgId, url }: Endpoint.Endpoint,
  after: number,
  how: Partial<Deactivation.Failure> = {}
): Deactivation.Failure => ({
  ...{ orgId, environmentId, endpointId, url, eventType: "run.failed", at: failingSince + after },
  ...how
})

const decide = (endpoints: ReadonlyArray<Endpoint.Endpoint>, failure: Deactivation.Failure) =>
  Deactivation.decide({ limit: 1, endpoints }, failure, originAt(9), countedIds())

const spared = Result.fail(new Deactivation.EndpointSpared())

describe("A failed attempt", () => {
  it("never deactivates an endpoint whose receiver is there and that has failed for less than 120 h", () =>
    fc.assert(
      fc.property(failing, soon, statusCode, ({ endpoint, others }, after, statusCode) => {
        const moved = statusCode === 410 ? { url: elsewhere } : {}
        expect(decide([...others, endpoint], failed(endpoint, after, { statusCode, ...moved }))).toEqual(spared)
      }),
      runs
    ))

  it("deactivates one that has failed for 120 h, wherever it went and whatever was answered", () =>
    fc.assert(
      fc.property(failing, late, statusCode, ({ endpoint, others }, after, statusCode) => {
        const decided = decide([...others, endpoint], failed(endpoint, after, { statusCode, url: elsewhere }))
        expect(Result.getOrThrow(decided).entry?.details).toEqual({ reason: "No delivery succeeded for 120 hours" })
      }),
      runs
    ))

  it("deactivates at once one whose receiver answered that it is gone", () =>
    fc.assert(
      fc.property(failing, fc.oneof(soon, late), ({ endpoint, others }, after) => {
        const decided = decide([...others, endpoint], failed(endpoint, after, { statusCode: 410 }))
        expect(Result.getOrThrow(decided).entry?.details).toEqual({ reason: "The receiver answered 410" })
      }),
      runs
    ))

  it("never deactivates one in which something succeeded since, or that is inactive or deleted", () =>
    fc.assert(
      fc.property(failing, late, ({ endpoint, others }, after) => {
        const failure = failed(endpoint, after)
        const { failingSince: _since, ...recovered } = endpoint
        expect(decide([...others, recovered], failure)).toEqual(spared)
        expect(decide([...others, { ...endpoint, active: false }], failure)).toEqual(spared)
        expect(decide(others, failure)).toEqual(spared)
      }),
      runs
    ))

  it("leaves an endpoint as it was, but stopped, with an entry of the system's", () =>
    fc.assert(
      fc.property(failing, late, ({ endpoint }, after) => {
        const { entry, stops, ...decided } = Result.getOrThrow(decide([endpoint], failed(endpoint, after)))
        expect(decided.endpoint).toEqual({ ...endpoint, active: false, updatedAt: 9 })
        expect(stops).toBe(true)
        expect(entry).toMatchObject({ actor: "system", action: "webhook.disabled", target: endpoint.id })
      }),
      runs
    ))

  it.each([
    ["run.failed", true],
    ["webhook.test", true],
    ["endpoint.disabled", false],
    ["delivery.exhausted", false]
  ] as const)("of %s has the deactivation told to others: %s", (eventType, isTold) =>
    fc.assert(
      fc.property(failing, late, ({ endpoint }, after) => {
        const { announcement } = Result.getOrThrow(decide([endpoint], failed(endpoint, after, { eventType })))
        expect(announcement !== undefined).toBe(isTold)
      }),
      runs
    )
  )
})
