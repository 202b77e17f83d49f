/** Runs: executions of an engine in the caller's environment. */
import { Run, RunJson, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { data, JsonBody, Requirement, read } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { refusals } from "./Refusal.ts"
import { repeatable } from "./Repeatable.ts"

/** The version is any text here, since the core says what is wrong with one. */
export const Submission = SnakeCase.snakeCased(
  Schema.Struct({
    ...Struct.pick(Run.Run.fields, ["input", "offerings", "metadata"]),
    engineVersion: Schema.optionalKey(
      Schema.String.annotate({
        description:
          "`1.3` is that version, `1.x` the newest 1.*. Default: the environment's pin, else the engine's current one",
        examples: ["1.x"]
      })
    )
  })
).pipe(Schema.annotateEncoded({ identifier: "Submission" }))

/** What a submission is answered with. */
export const SubmittedRun = SnakeCase.snakeCased(Schema.Struct(Struct.pick(Run.Run.fields, ["id", "status"])), {
  id: "run_id"
}).pipe(Schema.annotateEncoded({ identifier: "SubmittedRun" }))

export const RunAsRead = RunJson.RunAsRead.pipe(Schema.annotateEncoded({ identifier: "Run" }))

const RunAsListed = RunJson.RunAsListed.pipe(Schema.annotateEncoded({ identifier: "RunSummary" }))

const submission = {
  headers: repeatable,
  query: Nothing,
  payload: Submission,
  success: SubmittedRun.pipe(HttpApiSchema.status(202)),
  error: refusals(
    "EngineNotFound",
    "EnvironmentGone",
    "IdempotencyConflict",
    "InvalidEngineVersion",
    "OrgSuspended",
    "QueueUnavailable"
  )
}

const one = { params: { run_id: Schema.String }, query: Nothing }

const reading = { ...one, success: RunAsRead, error: refusals("RunNotFound", "StorageUnavailable") }

export const RunsApi = HttpApiGroup.make("runs").add(
  HttpApiEndpoint.post("submitTo", "/engines/:engine_slug/runs", {
    ...submission,
    params: { engine_slug: Schema.String }
  })
    .annotate(Requirement, data("runs:write"))
    .middleware(JsonBody),
  HttpApiEndpoint.post("submit", "/runs", submission).annotate(Requirement, data("runs:write")).middleware(JsonBody),
  HttpApiEndpoint.post("submitJob", "/jobs", submission).annotate(Requirement, data("runs:write")).middleware(JsonBody),
  HttpApiEndpoint.get("list", "/runs", {
    query: {
      status: Schema.optionalKey(Run.Status),
      engine: Schema.optionalKey(Run.Run.fields.engine),
      created_after: Schema.optionalKey(Run.Run.fields.createdAt),
      created_before: Schema.optionalKey(Run.Run.fields.createdAt),
      ...listQuery
    },
    success: pageOf("RunPage", RunAsListed),
    error: refusals("StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.get("get", "/runs/:run_id", reading).annotate(Requirement, read),
  HttpApiEndpoint.get("getJob", "/jobs/:run_id", reading).annotate(Requirement, read),
  HttpApiEndpoint.post("cancel", "/runs/:run_id/cancel", {
    ...one,
    headers: repeatable,
    payload: Nothing,
    success: RunAsRead,
    error: refusals("RunNotFound", "RunNotCancellable", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotate(Requirement, data("runs:write"))
    .middleware(JsonBody)
)
