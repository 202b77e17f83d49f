/** A report of usage on the wire. */
import { Usage as Counted, Environment, Granularity, Instant, SnakeCase } from "@nexio/core"
import { Schema } from "effect"

const Counts = SnakeCase.snakeCased(Counted.Counts).pipe(Schema.annotateEncoded({ identifier: "UsageCounts" }))

/** Whose something is. */
export const whose = {
  /** The slug; a deleted one's may be another's by now, its id never. */
  environment: Environment.Environment.fields.slug,
  environmentId: Environment.Environment.fields.id
}

export const Usage = SnakeCase.snakeCased(
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
          ...Counted.Counts.fields
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

/** An environment for instance. */
export const environment = { environment: "dev", environment_id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02" }

/** A report for instance. */
export const example = {
  from: "2026-03-22T00:00:00.000Z",
  to: "2026-03-23T00:00:00.000Z",
  granularity: "day",
  totals: counts,
  totals_by_kind: { live: zero, environment: counts, test: zero },
  environments: [{ ...environment, kind: "environment", totals: counts }],
  series: [{ bucket: "2026-03-22T00:00:00.000Z", ...environment, ...counts }]
}

export const csvExample = `bucket,environment,environment_id,kind,${Object.keys(counts).join(",")}\r
2026-03-22T00:00:00.000Z,${Object.values(environment).join(",")},environment,${Object.values(counts).join(",")}\r
`
