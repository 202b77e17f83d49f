/** What one fact measured: a value, and in which histogram it falls. */
import type { Scope } from "../id/Id.ts"
import { hourOf, type Instant } from "../instant/Instant.ts"
import type { Run } from "../run/Run.ts"
import type { Delivery } from "../webhook/Delivery.ts"
import { binOf } from "./Histogram.ts"

/**
 * What is measured: of each run that was begun, from its first start to its end; of each delivery that succeeded, from
 * its making to its success.
 */
export type Measure = "run_duration" | "delivery_latency"

export interface Measurement extends Scope {
  /** The start of the UTC hour in which what is measured ended. */
  readonly hour: Instant
  readonly measure: Measure
  readonly bin: number
}

/** What the end of a run measures; nothing of one that never started. */
export const ofEnd = ({
  completedAt,
  durationMs,
  environmentId,
  orgId
}: Scope & Pick<Run, "completedAt" | "durationMs">): Measurement | undefined =>
  completedAt === undefined || durationMs === undefined
    ? undefined
    : { orgId, environmentId, hour: hourOf(completedAt), measure: "run_duration", bin: binOf(durationMs) }

/** What the end of a delivery measures; nothing of one that did not succeed. */
export const ofDelivery = ({
  createdAt,
  endedAt,
  environmentId,
  orgId,
  status
}: Scope & Pick<Delivery, "status" | "createdAt" | "endedAt">): Measurement | undefined =>
  status !== "succeeded" || endedAt === undefined
    ? undefined
    : {
        orgId,
        environmentId,
        hour: hourOf(endedAt),
        measure: "delivery_latency",
        bin: binOf(Math.max(0, endedAt - createdAt))
      }
