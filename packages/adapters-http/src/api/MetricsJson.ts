/** A report of metrics on the wire. */
import { Environment, Granularity, Instant, Metrics as Measured, SnakeCase } from "@nexio/core"
import { Schema } from "effect"
import { environment, whose } from "./UsageJson.ts"

const Figures = SnakeCase.snakeCased(Measured.Metrics).pipe(Schema.annotateEncoded({ identifier: "MetricsFigures" }))

const Series = Schema.Array(
  SnakeCase.snakeCased(Schema.Struct({ bucket: Instant.Instant, ...Measured.Metrics.fields })).pipe(
    Schema.annotateEncoded({ identifier: "MetricsBucket" })
  )
)

export const Metrics = SnakeCase.snakeCased(
  Schema.Struct({
    from: Instant.Instant,
    to: Instant.Instant,
    granularity: Granularity.Granularity,
    /** Of all environments of the report together, like the series beside it. */
    totals: Figures,
    series: Series,
    environments: Schema.Array(
      SnakeCase.snakeCased(
        Schema.Struct({
          ...whose,
          kind: Environment.Kind,
          deleted: Schema.optionalKey(Schema.Literal(true)),
          totals: Figures,
          series: Series
        })
      )
    )
  })
).pipe(Schema.annotateEncoded({ identifier: "Metrics" }))

const figures = {
  runs_submitted: 12,
  runs_completed: 11,
  runs_degraded: 0,
  runs_failed: 1,
  runs_cancelled: 0,
  run_duration_ms: { p50: 1_204, p90: 1_870, p99: 3_120 },
  deliveries_succeeded: 12,
  deliveries_failed: 0,
  delivery_success_rate: 1,
  delivery_latency_ms: { p50: 48, p90: 131, p99: 5_230 }
}

const series = [{ bucket: "2026-03-22T00:00:00.000Z", ...figures }]

/** A report for instance. */
export const example = {
  from: "2026-03-22T00:00:00.000Z",
  to: "2026-03-23T00:00:00.000Z",
  granularity: "day",
  totals: figures,
  series,
  environments: [{ ...environment, kind: "environment", totals: figures, series }]
}

export const csvExample =
  "bucket,environment,environment_id,kind,runs_submitted,runs_completed,runs_degraded,runs_failed,runs_cancelled,run_duration_ms_p50,run_duration_ms_p90,run_duration_ms_p99,deliveries_succeeded,deliveries_failed,delivery_success_rate,delivery_latency_ms_p50,delivery_latency_ms_p90,delivery_latency_ms_p99\r\n" +
  `2026-03-22T00:00:00.000Z,${Object.values(environment).join(",")},environment,12,11,0,1,0,1204,1870,3120,12,0,1,48,131,5230\r\n`
