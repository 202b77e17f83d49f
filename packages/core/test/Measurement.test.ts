import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Delivery, Histogram, type Id, Instant, Measurement } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const scope = arbitrary.queued.map(({ environmentId, orgId }) => ({ environmentId, orgId }))
const nowhere = { orgId: "", environmentId: "" } as Id.Scope
const longest = 30 * Instant.day

/** What a report says of a single measurement. */
const reported = (measurement: Measurement.Measurement | undefined) => {
  const histogram = new Histogram.Histogram()
  if (measurement !== undefined) histogram.add(measurement.bin, 1)
  return histogram.quantiles()?.p50
}

describe("A measurement", () => {
  it("of a run is reported within 2 % of its duration, in the hour in which it ended, however it ended", () =>
    fc.assert(
      fc.property(scope, arbitrary.present, fc.nat({ max: longest }), (scope, completedAt, durationMs) => {
        const measured = Measurement.ofEnd({ ...scope, completedAt, durationMs })
        expect(measured).toMatchObject({ ...scope, measure: "run_duration" })
        expect(Instant.format(measured!.hour).slice(0, 13)).toBe(Instant.format(completedAt).slice(0, 13))
        expect(Math.abs(reported(measured)! - durationMs)).toBeLessThanOrEqual(durationMs * 0.02)
      }),
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

  it("of a delivery is reported within 2 % of the time from its making to its success, in the hour of that", () =>
    fc.assert(
      fc.property(scope, arbitrary.present, fc.nat({ max: longest }), (scope, createdAt, latency) => {
        const endedAt = createdAt + latency
        const measured = Measurement.ofDelivery({ ...scope, status: "succeeded", createdAt, endedAt })
        expect(measured).toMatchObject({ ...scope, measure: "delivery_latency" })
        expect(Instant.format(measured!.hour).slice(0, 13)).toBe(Instant.format(endedAt).slice(0, 13))
        expect(Math.abs(reported(measured)! - latency)).toBeLessThanOrEqual(latency * 0.02)
      }),
      runs
    ))

  it("of a delivery that ended before it was made, by the clocks of two servers, took no time", () => {
    const measured = Measurement.ofDelivery({ ...nowhere, status: "succeeded", createdAt: 9, endedAt: 4 })
    expect(measured?.bin).toBe(Histogram.binOf(0))
  })

  it.each(Delivery.Status.literals.filter((status) => status !== "succeeded"))(
    "is nothing of a delivery that is %s",
    (status) => {
      expect(Measurement.ofDelivery({ ...nowhere, status, createdAt: 4, endedAt: 9 })).toBeUndefined()
    }
  )
})
