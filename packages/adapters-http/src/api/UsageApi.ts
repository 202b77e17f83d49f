/** Usage: what was counted, by environment and bucket. */
import { Environment, Granularity, Instant, SnakeCase, Usage } from "@nexio/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Requirement, read } from "./Access.ts"
import { refusals } from "./Refusal.ts"

const Counts = SnakeCase.snakeCased(Usage.Counts).pipe(Schema.annotateEncoded({ identifier: "Counts" }))

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

export const UsageApi = HttpApiGroup.make("usage", { topLevel: true }).add(
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
  }).annotate(Requirement, read)
)
