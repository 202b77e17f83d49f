/** Replays: runs of any environment of the org, submitted anew in a non-live one. */
import { Replay, Run } from "@nexio/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { control, JsonBody, Requirement } from "./Access.ts"
import { listQuery } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"
import { repeatable } from "./Repeatable.ts"

/** Either `run_ids`, or `from` with `created_after` and `created_before`; what fits neither the handler refuses. */
export const NewReplays = Schema.Struct({
  run_ids: Schema.optionalKey(
    Schema.Array(Schema.String)
      .check(Schema.isBetweenLength(1, Replay.maxRuns), Schema.isUnique())
      .annotate({ description: "The runs, of any environment of the org. Nothing else is said beside them." })
  ),
  from: Schema.optionalKey(
    Schema.String.annotate({ description: "The slug of an environment, or its id, which also names a deleted one" })
  ),
  created_after: Schema.optionalKey(Run.Run.fields.createdAt),
  created_before: Schema.optionalKey(Run.Run.fields.createdAt),
  status: Schema.optionalKey(Run.Status),
  limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: Replay.maxRuns }))),
  cursor: listQuery.cursor
}).annotate({ identifier: "NewReplays" })

export const ReplaysJson = Schema.Struct({
  data: Schema.Array(Schema.Struct({ run_id: Run.Run.fields.id, replay_of: Run.Run.fields.id })),
  next_cursor: Schema.optionalKey(Schema.String)
}).annotate({ identifier: "Replays" })

const group = HttpApiGroup.make("replays", { topLevel: true }).annotateMerge(
  tag("Replays", "Runs of any environment of the org, submitted anew in a non-live one.")
)

export const ReplaysApi = group.add(
  HttpApiEndpoint.post("replay", "/environments/:slug/replays", {
    params: { slug: Schema.String },
    query: Nothing,
    headers: repeatable,
    payload: NewReplays,
    success: ReplaysJson.pipe(HttpApiSchema.status(202)),
    error: refusals(
      "InvalidRequest",
      "InvalidEngineVersion",
      "OrgSuspended",
      "EnvironmentNotFound",
      "RunNotFound",
      "OrgNotFound",
      "WrongEnvironmentKind",
      "IdempotencyConflict",
      "StorageUnavailable"
    )
  })
    .annotateMerge(
      operation("replayRuns", "Replay runs in an environment", {
        description:
          "Submits runs anew in `{slug}`, which is not live: their inputs, offerings, metadata and engine, the version resolved by its pin. Either `run_ids`, of any environments of the org, or those `from` one, oldest first, up to `limit` at once: send `next_cursor` as `cursor` for more. Where one id is unknown nothing happens.",
        request: {
          from: "live",
          created_after: "2026-03-22T00:00:00.000Z",
          created_before: "2026-03-23T00:00:00.000Z"
        },
        answer: {
          data: [{ run_id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b0a", replay_of: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04" }]
        }
      })
    )
    .annotate(Requirement, control("runs:write"))
    .middleware(JsonBody)
)
