/** Usage: what was counted, by environment and bucket. */
import { Environment, Granularity, Instant, SnakeCase, Usage } from "@nexio/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Requirement, read } from "./Access.ts"
import { operation, tag } from "./Operation.ts"
import { Scoped } from "./PortalFace.ts"
import { refusals } from "./Refusal.ts"

const Counts = SnakeCase.snakeCased(Usage.Counts).pipe(Schema.annotateEncoded({ identifier: "UsageCounts" }))

const whose = {
  /** The slug; a deleted one's may be another's by now, its id never. */
  environment: Environment.Environment.fields.slug,
  environmentId: Environment.Environment.fields.id
}

/** A report on the wire. */
export const UsageJson = SnakeCase.snakeCased(
  Schema.Struct({
    from: Instant.Instant,
    to: Instant.Instant,
    granularity: Granularity.Granularity,
    totals: Counts,
    totalsByKind: Schema.Struct({ live: Counts, environment: Counts, test: Counts }),
    environments: Schema.Array(
      SnakeCase.snakeCased(
        Schema.Struct({
          ...whose,
          kind: Environment.Kind,
          deleted: Schema.optionalKey(Schema.Literal(true)),
          totals: Counts
        })
      )
    ),
    series: Schema.Array(
      SnakeCase.snakeCased(
        Schema.Struct({
          bucket: Instant.Instant,
          ...whose,
          ...Usage.Counts.fields
        })
      )
    )
  })
).pipe(Schema.annotateEncoded({ identifier: "Usage" }))

const zero = {
  runs_submitted: 0,
  runs_completed: 0,
  runs_degraded: 0,
  runs_failed: 0,
  runs_cancelled: 0,
  run_duration_ms: 0,
  deliveries_succeeded: 0,
  deliveries_failed: 0
}

const counts = {
  ...zero,
  runs_submitted: 12,
  runs_completed: 11,
  runs_failed: 1,
  run_duration_ms: 15_300,
  deliveries_succeeded: 12
}

const environment = { environment: "dev", environment_id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02" }

const group = HttpApiGroup.make("usage", { topLevel: true }).annotateMerge(
  tag("Usage", "What was counted, by environment and bucket of time. Exact: it equals a recount.")
)

export const UsageApi = group
  .add(
    HttpApiEndpoint.get("usage", "/usage", {
      query: {
        from: Schema.optionalKey(Instant.Instant),
        to: Schema.optionalKey(Instant.Instant),
        granularity: Schema.optionalKey(Granularity.Granularity),
        environment: Schema.optionalKey(
          Schema.String.annotate({
            description:
              "A slug, an environment's id (the only way to a deleted one), or `all`. The key's own where nothing is said."
          })
        )
      },
      success: UsageJson,
      error: refusals("InvalidRange", "EnvironmentNotFound", "OrgNotFound", "StorageUnavailable")
    })
      .annotateMerge(
        operation("getUsage", "Report usage", {
          description:
            "Counts of runs and deliveries from `from` (inclusive) to `to` (exclusive), both on a bucket's boundary; the current month by day where nothing is said. A key of `live` reports on any environment of its org, or with `all` on every one; other keys on their own.",
          answer: {
            from: "2026-03-22T00:00:00.000Z",
            to: "2026-03-23T00:00:00.000Z",
            granularity: "day",
            totals: counts,
            totals_by_kind: { live: zero, environment: counts, test: zero },
            environments: [{ ...environment, kind: "environment", totals: counts }],
            series: [{ bucket: "2026-03-22T00:00:00.000Z", ...environment, ...counts }]
          }
        })
      )
      .annotate(Requirement, read)
  )
  .annotateEndpoints(Scoped, true)
