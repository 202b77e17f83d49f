import { Context, type Effect } from "effect"
import type { Environment } from "../environment/Environment.ts"
import type { EnvironmentId, OrgId } from "../id/Id.ts"
import type { Instant } from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Counts } from "./Usage.ts"

/** What was counted of an environment in one bucket. */
export interface UsageRow {
  readonly environmentId: EnvironmentId
  /** The start of the bucket. */
  readonly bucket: Instant
  readonly counts: Counts
}

/** The port to what was counted. What counts is written by the stores of runs and webhooks, with each fact. */
export class UsageStore extends Context.Service<
  UsageStore,
  {
    /**
     * What was counted from `from` (inclusive) to `to` (exclusive), summed per environment and bucket of `width`
     * milliseconds (an hour or a day), and the org's environments, deleted ones included, in the order of their making.
     */
    readonly read: (
      orgId: OrgId,
      which: EnvironmentId | "all",
      range: { readonly from: Instant; readonly to: Instant; readonly width: number }
    ) => Effect.Effect<
      { readonly environments: ReadonlyArray<Environment>; readonly rows: ReadonlyArray<UsageRow> },
      StorageUnavailable
    >
  }
>()("@nexio/core/usage/UsageStore") {}
