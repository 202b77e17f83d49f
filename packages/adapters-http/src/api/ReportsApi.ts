/** Reports of usage and metrics: what was counted and how long it took, by environment and bucket; as JSON or CSV. */
import { Granularity, Instant } from "@nexio/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Requirement, read } from "./Access.ts"
import { Csv } from "./Csv.ts"
import * as MetricsJson from "./MetricsJson.ts"
import { operation, tag } from "./Operation.ts"
import { Scoped } from "./PortalFace.ts"
import { refusals } from "./Refusal.ts"
import * as UsageJson from "./UsageJson.ts"

const query = {
  from: Schema.optionalKey(Instant.Instant),
  to: Schema.optionalKey(Instant.Instant),
  granularity: Schema.optionalKey(Granularity.Granularity),
  environment: Schema.optionalKey(
    Schema.String.annotate({
      description:
        "A slug, an environment's id (the only way to a deleted one), or `all`. The key's own where nothing is said."
    })
  )
}

const error = refusals("InvalidRange", "EnvironmentNotFound", "OrgNotFound", "StorageUnavailable")

const range =
  "from `from` (inclusive) to `to` (exclusive), both on a bucket's boundary; the current month by day where nothing is said. A key of `live` reports on any environment of its org, or with `all` on every one; other keys on their own. With `Accept: text/csv` a row for each bucket and environment."

export const ReportsApi = HttpApiGroup.make("reports")
  .annotateMerge(
    tag(
      "Usage and metrics",
      "What was counted and how long it took, by environment and bucket of time. Counts are exact: they equal a recount."
    )
  )
  .add(
    HttpApiEndpoint.get("usage", "/usage", { query, success: [UsageJson.Usage, Csv], error })
      .annotateMerge(
        operation("getUsage", "Report usage", {
          description: `Counts of runs and deliveries ${range}`,
          answer: UsageJson.example,
          csv: UsageJson.csvExample
        })
      )
      .annotate(Requirement, read),
    HttpApiEndpoint.get("metrics", "/metrics", { query, success: [MetricsJson.Metrics, Csv], error })
      .annotateMerge(
        operation("getMetrics", "Report metrics", {
          description: `Runs by how they ended, deliveries, and how long both took, ${range} Quantiles are of the nearest rank and within 2 %, in whole milliseconds; those and rates of nothing are left out.`,
          answer: MetricsJson.example,
          csv: MetricsJson.csvExample
        })
      )
      .annotate(Requirement, read)
  )
  .annotateEndpoints(Scoped, true)
