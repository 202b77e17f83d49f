/** Runs: executions of an engine in the caller's environment. */
import { Run, RunJson, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { data, JsonBody, Requirement, read } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { Scoped } from "./PortalFace.ts"
import { refusals } from "./Refusal.ts"
import { repeatable } from "./Repeatable.ts"

/** What is submitted. The version is any text here, since the core says what is wrong with one. */
export const asked = Schema.Struct({
  ...Struct.pick(Run.Run.fields, ["input", "offerings", "metadata"]),
  engineVersion: Schema.optionalKey(
    Schema.String.annotate({
      description:
        "`1.3` is that version, `1.x` the newest 1.*. Default: the environment's pin, else the engine's current one",
      examples: ["1.x"]
    })
  )
})

export const Submission = SnakeCase.snakeCased(asked).pipe(Schema.annotateEncoded({ identifier: "NewRun" }))

/** What a submission is answered with, and how that is called otherwise than its fields. */
export const submitted = [Schema.Struct(Struct.pick(Run.Run.fields, ["id", "status"])), { id: "run_id" }] as const

export const SubmittedRun = SnakeCase.snakeCased(...submitted).pipe(
  Schema.annotateEncoded({ identifier: "SubmittedRun" })
)

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

const queuedExample = {
  run_id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
  status: "queued",
  environment: "dev",
  environment_id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
  engine: "default",
  created_at: "2026-03-22T09:32:00.000Z",
  input: { sku: "A-100" },
  metadata: { order: "4711" }
}

const ended = { status: "completed", completed_at: "2026-03-22T09:32:01.250Z", duration_ms: 1250 }

const { input: _, ...unread } = queuedExample

const runSummaryExample = { ...unread, ...ended }

const runExample = { ...queuedExample, ...ended, output: { sku: "A-100" } }

const group = HttpApiGroup.make("runs").annotateMerge(tag("Runs", "Executions of an engine in the key's environment."))

export const RunsApi = group
  .add(
    HttpApiEndpoint.post("submitTo", "/engines/:engine_slug/runs", {
      ...submission,
      params: { engine_slug: Schema.String }
    })
      .annotateMerge(
        operation("submitEngineRun", "Submit a run to an engine", {
          description:
            "Queues a run of the engine in the key's environment. What it came to is read with `getRun`, or told to webhook endpoints.",
          request: { input: { sku: "A-100" }, metadata: { order: "4711" } },
          answer: { run_id: runExample.run_id, status: "queued" }
        })
      )
      .annotate(Requirement, data("runs:write"))
      .middleware(JsonBody),
    HttpApiEndpoint.post("submit", "/runs", submission)
      .annotateMerge(
        operation("submitRun", "Submit a run", {
          description: "Queues a run of the engine `default` in the key's environment.",
          request: { input: { sku: "A-100" }, metadata: { order: "4711" } },
          answer: { run_id: runExample.run_id, status: "queued" }
        })
      )
      .annotate(Requirement, data("runs:write"))
      .middleware(JsonBody),
    HttpApiEndpoint.post("submitJob", "/jobs", submission)
      .annotateMerge(
        operation("submitJob", "Submit a run, by its older path", {
          description: "The same as `submitRun`.",
          request: { input: { sku: "A-100" }, metadata: { order: "4711" } },
          answer: { run_id: runExample.run_id, status: "queued" }
        })
      )
      .annotate(Requirement, data("runs:write"))
      .middleware(JsonBody),
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
    })
      .annotateMerge(
        operation("listRuns", "List runs", {
          description:
            "Runs of the key's environment, newest first, without inputs, offerings, outputs and solutions. `created_after` is inclusive, `created_before` exclusive.",
          answer: { data: [runSummaryExample], next_cursor: "MDE5OGMyZjAtNWExMC03Y2M0LThhNGUtMmY0YjhlNmQxYjA0" }
        })
      )
      .annotate(Requirement, read),
    HttpApiEndpoint.get("get", "/runs/:run_id", reading)
      .annotateMerge(
        operation("getRun", "Get a run", {
          description: "A run of the key's environment, with what it came to once it has ended.",
          answer: runExample
        })
      )
      .annotate(Requirement, read),
    HttpApiEndpoint.get("getJob", "/jobs/:run_id", reading)
      .annotateMerge(
        operation("getJob", "Get a run, by its older path", {
          description: "The same as `getRun`.",
          answer: runExample
        })
      )
      .annotate(Requirement, read),
    HttpApiEndpoint.post("cancel", "/runs/:run_id/cancel", {
      ...one,
      headers: repeatable,
      payload: Nothing,
      success: RunAsRead,
      error: refusals("RunNotFound", "RunNotCancellable", "IdempotencyConflict", "StorageUnavailable")
    })
      .annotateMerge(
        operation("cancelRun", "Cancel a run", {
          description: "Cancels a run that is still queued; one that is cancelled already is answered as it is.",
          request: {},
          answer: { ...queuedExample, status: "cancelled", completed_at: "2026-03-22T09:32:00.400Z" }
        })
      )
      .annotate(Requirement, data("runs:write"))
      .middleware(JsonBody)
  )
  .annotateEndpoints(Scoped, true)
