/** Replays: runs of any environment of the org, submitted anew in a non-live one. */
import { Replay, Run } from "@nexio/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { control, JsonBody, Requirement } from "./Access.ts"
import { listQuery } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
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

export const ReplaysApi = HttpApiGroup.make("replays", { topLevel: true }).add(
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
    .annotate(Requirement, control("runs:write"))
    .middleware(JsonBody)
)
