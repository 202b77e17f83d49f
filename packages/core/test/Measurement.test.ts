import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Delivery, Histogram, Instant, Measurement } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

describe("A measurement", () => {
  it("is of a run that was begun its duration, in the hour in which it ended, however it ended", () =>
    fc.assert(
      fc.property(
        arbitrary.queued,
        arbitrary.present,
        fc.nat(),
        ({ environmentId, orgId }, completedAt, durationMs) => {
          expect(Measurement.ofEnd({ orgId, environmentId, completedAt, durationMs })).toEqual({
            orgId,
            environmentId,
            hour: Instant.hourOf(completedAt),
            measure: "run_duration",
            bin: Histogram.binOf(durationMs)
          })
        }
      ),
      runs
    ))

  it("is nothing of a run that has not ended or never started", () =>
    fc.assert(
      fc.property(arbitrary.queued, arbitrary.present, (run, completedAt) => {
        expect(Measurement.ofEnd(run)).toBeUndefined()
        expect(Measurement.ofEnd({ ...run, completedAt })).toBeUndefined()
      }),
      runs
    ))

  it("is of a delivery that succeeded how long that took since it was made, and of no other anything", () =>
    fc.assert(
      fc.property(
        arbitrary.queued,
        fc.constantFrom(...Delivery.Status.literals),
        fc.nat(),
        ({ createdAt, environmentId, orgId }, status, latency) => {
          const endedAt = createdAt + latency
          expect(Measurement.ofDelivery({ orgId, environmentId, status, createdAt, endedAt })).toEqual(
            status === "succeeded"
              ? {
                  orgId,
                  environmentId,
                  hour: Instant.hourOf(endedAt),
                  measure: "delivery_latency",
                  bin: Histogram.binOf(latency)
                }
              : undefined
          )
        }
      ),
      runs
    ))
})
