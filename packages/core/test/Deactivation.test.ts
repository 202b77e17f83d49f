import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Deactivation, type Endpoint, type Id, Instant } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { countedIds, originAt } from "./ports.ts"
import { runs } from "./runs.ts"

const limit = 120 * Instant.hour

/** Endpoints, and a failed attempt at one of them, or at one that is not there. */
const failures = fc
  .record({
    endpoints: fc.uniqueArray(arbitrary.endpoint, { selector: ({ id }) => id, maxLength: 4 }),
    nth: fc.nat({ max: 4 }),
    statusCode: fc.oneof(fc.constant(410), fc.constantFrom(400, 404, 409, 500, undefined)),
    moved: fc.boolean(),
    eventType: fc.constantFrom("run.failed", "webhook.test", "endpoint.disabled", "delivery.exhausted"),
    // Around the limit, from when the endpoint began to fail.
    after: fc.oneof(fc.constantFrom(limit - 1, limit, limit + 1), fc.nat({ max: 2 * limit }))
  })
  .map(({ after, endpoints, eventType, moved, nth, statusCode }) => {
    const target = endpoints[nth]
    const failure: Deactivation.Failure = {
      orgId: "" as Id.OrgId,
      environmentId: "" as Id.EnvironmentId,
      endpointId: target?.id ?? ("" as Id.EndpointId),
      url: moved || target === undefined ? "https://elsewhere.example" : target.url,
      statusCode,
      eventType,
      at: (target?.failingSince ?? 0) + after
    }
    return { endpoints, target, failure, moved, after }
  })

const decide = (endpoints: ReadonlyArray<Endpoint.Endpoint>, failure: Deactivation.Failure) =>
  Deactivation.decide({ limit: 1, endpoints }, failure, originAt(9), countedIds())

describe("A failed attempt", () => {
  it("deactivates just its own endpoint, where that is active and gone at its URL or failing for 120 h", () =>
    fc.assert(
      fc.property(failures, ({ after, endpoints, failure, moved, target }) => {
        const isGone = failure.statusCode === 410 && !moved
        const isFailing = target?.failingSince !== undefined && after >= limit
        const reason = isGone ? "The receiver answered 410" : "No delivery succeeded for 120 hours"
        expect(decide(endpoints, failure)).toEqual(
          target?.active === true && (isGone || isFailing)
            ? Result.succeed({
                announcement:
                  failure.eventType.startsWith("run") || failure.eventType === "webhook.test"
                    ? expect.any(Function)
                    : undefined,
                endpoint: { ...target, active: false, updatedAt: 9 },
                stops: true,
                entry: {
                  ...{ actor: "system", createdAt: 9, action: "webhook.disabled", target: target.id },
                  ...{ environmentId: target.environmentId, details: { reason } }
                }
              })
            : Result.fail(new Deactivation.EndpointSpared())
        )
      }),
      runs
    ))

  it("deactivates nothing that was deactivated before", () =>
    fc.assert(
      fc.property(failures, ({ endpoints, failure }) => {
        const first = decide(endpoints, failure)
        fc.pre(Result.isSuccess(first))
        const { endpoint } = first.success
        const now = endpoints.map((one) => (one.id === endpoint.id ? endpoint : one))
        expect(decide(now, failure)).toEqual(Result.fail(new Deactivation.EndpointSpared()))
      }),
      runs
    ))
})
