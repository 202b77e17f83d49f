import { Context, type Effect } from "effect"
import type { EnvironmentId, OrgId } from "../id/Id.ts"
import type { Instant } from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Measure } from "./Measurement.ts"

/** How many values of an environment fell into a bin, in one bucket. */
export interface BinRow {
  readonly environmentId: EnvironmentId
  /** The start of the bucket. */
  readonly bucket: Instant
  readonly measure: Measure
  readonly bin: number
  readonly count: number
}

/** The port to what was measured, which is written by the stores of runs and webhooks, with each fact. */
export class MetricsStore extends Context.Service<
  MetricsStore,
  {
    /**
     * What was measured from `from` (inclusive) to `to` (exclusive), summed per environment, bucket of `width`
     * milliseconds (an hour or a day), measure and bin.
     */
    readonly read: (
      orgId: OrgId,
      which: EnvironmentId | "all",
      range: { readonly from: Instant; readonly to: Instant; readonly width: number }
    ) => Effect.Effect<ReadonlyArray<BinRow>, StorageUnavailable>
  }
>()("@nexio/core/metrics/MetricsStore") {}
