/**
 * Usage: counts attributed to an environment and rolled up to its org.
 *
 * Counted, not summed: each fact adds to the bucket of one hour in the transaction that makes it. A submission
 * belongs to the hour of `created_at`; all else to the hour in which it ended.
 */
import { Schema } from "effect"
import type { Scope } from "../id/Id.ts"
import { hourOf, type Instant } from "../instant/Instant.ts"
import type { Run } from "../run/Run.ts"
import type { Delivery } from "../webhook/Delivery.ts"

export const Counts = Schema.Struct({
  runsSubmitted: Schema.Natural,
  runsCompleted: Schema.Natural,
  runsDegraded: Schema.Natural,
  runsFailed: Schema.Natural,
  runsCancelled: Schema.Natural,
  /** Milliseconds. */
  runDurationMs: Schema.Natural,
  deliveriesSucceeded: Schema.Natural,
  deliveriesFailed: Schema.Natural
})
export interface Counts extends Schema.Schema.Type<typeof Counts> {}

export const none: Counts = {
  runsSubmitted: 0,
  runsCompleted: 0,
  runsDegraded: 0,
  runsFailed: 0,
  runsCancelled: 0,
  runDurationMs: 0,
  deliveriesSucceeded: 0,
  deliveriesFailed: 0
}

/** What a fact adds, and to which bucket. */
export interface Bump extends Scope {
  /** The start of a UTC hour. */
  readonly hour: Instant
  readonly adds: Partial<Counts>
}

export const plus = (a: Counts, b: Partial<Counts>): Counts => ({
  runsSubmitted: a.runsSubmitted + (b.runsSubmitted ?? 0),
  runsCompleted: a.runsCompleted + (b.runsCompleted ?? 0),
  runsDegraded: a.runsDegraded + (b.runsDegraded ?? 0),
  runsFailed: a.runsFailed + (b.runsFailed ?? 0),
  runsCancelled: a.runsCancelled + (b.runsCancelled ?? 0),
  runDurationMs: a.runDurationMs + (b.runDurationMs ?? 0),
  deliveriesSucceeded: a.deliveriesSucceeded + (b.deliveriesSucceeded ?? 0),
  deliveriesFailed: a.deliveriesFailed + (b.deliveriesFailed ?? 0)
})

type Submitted = Scope & Pick<Run, "createdAt">
type Ended = Scope & Pick<Run, "status" | "completedAt" | "durationMs">
type DeliveryEnded = Scope & Pick<Delivery, "status" | "endedAt">

/** What a submission adds. */
export const ofSubmission = (run: Submitted): Bump => ({
  orgId: run.orgId,
  environmentId: run.environmentId,
  hour: hourOf(run.createdAt),
  adds: { runsSubmitted: 1 }
})

/** What the end of a run adds; nothing before it has ended. */
export const ofEnd = (run: Ended): Bump | undefined => {
  const ended = endCount[run.status]
  return ended === undefined || run.completedAt === undefined
    ? undefined
    : {
        orgId: run.orgId,
        environmentId: run.environmentId,
        hour: hourOf(run.completedAt),
        adds: { [ended]: 1, runDurationMs: run.durationMs ?? 0 }
      }
}

/** What the end of a delivery adds; a cancelled one counts nowhere. */
export const ofDelivery = (delivery: DeliveryEnded): Bump | undefined => {
  const ended = deliveryCount[delivery.status]
  return ended === undefined || delivery.endedAt === undefined
    ? undefined
    : {
        orgId: delivery.orgId,
        environmentId: delivery.environmentId,
        hour: hourOf(delivery.endedAt),
        adds: { [ended]: 1 }
      }
}

const endCount: Record<Run["status"], keyof Counts | undefined> = {
  queued: undefined,
  processing: undefined,
  completed: "runsCompleted",
  degraded: "runsDegraded",
  failed: "runsFailed",
  cancelled: "runsCancelled"
}

const deliveryCount: Record<Delivery["status"], keyof Counts | undefined> = {
  pending: undefined,
  succeeded: "deliveriesSucceeded",
  failed: "deliveriesFailed",
  cancelled: undefined
}
