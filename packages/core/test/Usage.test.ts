import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Delivery, Instant, type Run, Usage } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const at = arbitrary.present
const counts: fc.Arbitrary<Usage.Counts> = fc.record(
  Object.fromEntries(Object.keys(Usage.none).map((name) => [name, fc.nat({ max: 1_000 })])) as {
    [K in keyof Usage.Counts]: fc.Arbitrary<number>
  }
)

const ofRun: Partial<Record<Run.Status, keyof Usage.Counts>> = {
  completed: "runsCompleted",
  degraded: "runsDegraded",
  failed: "runsFailed",
  cancelled: "runsCancelled"
}
const ofDelivery: Partial<Record<Delivery.Status, keyof Usage.Counts>> = {
  succeeded: "deliveriesSucceeded",
  failed: "deliveriesFailed"
}

describe("Usage", () => {
  it("counts a submission once, in the hour in which the run was created, whatever becomes of it", () =>
    fc.assert(
      fc.property(arbitrary.queued, (run) => {
        const { environmentId, orgId } = run
        expect(Usage.ofSubmission(run)).toEqual({
          orgId,
          environmentId,
          hour: Instant.hourOf(run.createdAt),
          adds: { runsSubmitted: 1 }
        })
      }),
      runs
    ))

  it("counts a run's end by how it ended, with its duration, in the hour in which it ended", () =>
    fc.assert(
      fc.property(
        arbitrary.queued,
        at,
        fc.option(fc.nat(), { nil: undefined }),
        fc.constantFrom("completed", "degraded", "failed", "cancelled"),
        (run, completedAt, durationMs, status) => {
          const bump = Usage.ofEnd({ ...run, status, completedAt, ...(durationMs === undefined ? {} : { durationMs }) })
          const { environmentId, orgId } = run
          expect(bump).toMatchObject({ orgId, environmentId, hour: Instant.hourOf(completedAt) })
          expect(Usage.plus(Usage.none, bump?.adds ?? {})).toEqual({
            ...Usage.none,
            [ofRun[status] ?? ""]: 1,
            runDurationMs: durationMs ?? 0
          })
        }
      ),
      runs
    ))

  it("counts nothing of a run that has not ended", () =>
    fc.assert(
      fc.property(arbitrary.queued, fc.constantFrom("queued", "processing"), at, (run, status, completedAt) => {
        expect(Usage.ofEnd({ ...run, status })).toBeUndefined()
        expect(Usage.ofEnd({ ...run, status, completedAt })).toBeUndefined()
      }),
      runs
    ))

  it("counts a delivery that succeeded or failed, in the hour in which it ended, and no other", () =>
    fc.assert(
      fc.property(
        arbitrary.endpoint,
        fc.constantFrom<Delivery.Status>("pending", "succeeded", "failed", "cancelled"),
        at,
        ({ environmentId, orgId }, status, endedAt) => {
          const counted = ofDelivery[status]
          const bump = Usage.ofDelivery({ orgId, environmentId, status, ...(status === "pending" ? {} : { endedAt }) })
          expect(bump).toEqual(
            counted === undefined
              ? undefined
              : { orgId, environmentId, hour: Instant.hourOf(endedAt), adds: { [counted]: 1 } }
          )
        }
      ),
      runs
    ))

  it("adds up each count for itself, in whatever order", () =>
    fc.assert(
      fc.property(fc.array(counts), (all) => {
        const sum = (all: ReadonlyArray<Usage.Counts>) => all.reduce<Usage.Counts>(Usage.plus, Usage.none)
        for (const name of Object.keys(Usage.none) as ReadonlyArray<keyof Usage.Counts>) {
          expect(sum(all)[name]).toBe(all.reduce((sum, counts) => sum + counts[name], 0))
        }
        expect(sum(all.toReversed())).toEqual(sum(all))
      }),
      runs
    ))
})
