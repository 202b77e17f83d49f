/**
 * A run: one execution of an engine for one environment, and its state machine.
 *
 * `queued` → `processing` → `completed`, `degraded` or `failed`; or `queued` → `cancelled`; or `queued` → `failed`
 * where its environment is deleted. The last four are for good.
 */
import { Data, Result, Schema } from "effect"
import { EngineSlug } from "../engine/EngineSlug.ts"
import { Version } from "../engine/EngineVersion.ts"
import { Slug } from "../environment/Slug.ts"
import { ApiKeyId, EnvironmentId, OrgId, RunId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import * as Json from "../json/Json.ts"

export const Status = Schema.Literals(["queued", "processing", "completed", "degraded", "failed", "cancelled"])
export type Status = typeof Status.Type

export const terminal: ReadonlyArray<Status> = ["completed", "degraded", "failed", "cancelled"]

/** How an executor says that a run went. A degraded run is a success whose output says what is missing. */
export const Outcome = Schema.Struct({
  status: Schema.Literals(["completed", "degraded", "failed"]),
  stage: Schema.optionalKey(Schema.String),
  output: Schema.optionalKey(Json.Json),
  solutions: Schema.optionalKey(Schema.Array(Json.Json)),
  error: Schema.optionalKey(Schema.String),
  errorDetails: Schema.optionalKey(Json.Json)
})
export interface Outcome extends Schema.Schema.Type<typeof Outcome> {}

export const Run = Schema.Struct({
  id: RunId,
  orgId: OrgId,
  environmentId: EnvironmentId,
  /** The slug of its environment. */
  environment: Slug,
  engine: EngineSlug,
  /** The version of its engine that executes it, as it was when it was submitted. */
  release: Version,
  /** The same, where a version was asked for or pinned: what callers see. */
  engineVersion: Schema.optionalKey(Version),
  status: Status,
  createdAt: Instant,
  input: Json.JsonObject,
  offerings: Schema.optionalKey(Schema.Array(Json.Json)),
  metadata: Schema.optionalKey(Json.Metadata),
  apiKeyId: Schema.optionalKey(ApiKeyId),
  /** The run that it repeats. */
  replayOf: Schema.optionalKey(RunId),
  /** When a worker first took it up. */
  startedAt: Schema.optionalKey(Instant),
  stage: Schema.optionalKey(Schema.String),
  output: Schema.optionalKey(Json.Json),
  solutions: Schema.optionalKey(Schema.Array(Json.Json)),
  error: Schema.optionalKey(Schema.String),
  errorDetails: Schema.optionalKey(Json.Json),
  completedAt: Schema.optionalKey(Instant),
  /** From `startedAt` to `completedAt`, in milliseconds; absent for a run that never started. */
  durationMs: Schema.optionalKey(Schema.Natural),
  /** When retention removed its input, offerings, output, solutions and error details; see Retention. */
  emptiedAt: Schema.optionalKey(Instant)
})
export interface Run extends Schema.Schema.Type<typeof Run> {}

const { input: _input, offerings: _offerings, output: _output, solutions: _solutions, ...summary } = Run.fields

/** A run in a list: without its input, offerings, output and solutions, which can be large. */
export const RunSummary = Schema.Struct(summary)
export interface RunSummary extends Schema.Schema.Type<typeof RunSummary> {}

/** What can happen to a run. */
export type Happening =
  | { readonly _tag: "Claimed"; readonly at: Instant }
  | { readonly _tag: "Ended"; readonly outcome: Outcome; readonly at: Instant }
  | { readonly _tag: "Cancelled"; readonly at: Instant }
  | { readonly _tag: "EnvironmentDeleted"; readonly at: Instant }

/** This cannot happen to a run in this state. */
export class ImpossibleTransition extends Data.TaggedError("ImpossibleTransition")<{
  readonly status: Status
  readonly happening: Happening["_tag"]
}> {
  override get message() {
    return `A run that is ${this.status} cannot become ${this.happening}.`
  }
}

/** No run of the environment has this id. */
export class RunNotFound extends Data.TaggedError("RunNotFound") {
  override get message() {
    return "There is no such run."
  }
}

/** Only a queued run can be cancelled. */
export class RunNotCancellable extends Data.TaggedError("RunNotCancellable")<{ readonly status: Status }> {
  override get message() {
    return `Only a queued run can be cancelled, and this one is ${this.status}.`
  }
}

export const isTerminal = (run: Pick<Run, "status">): boolean => terminal.includes(run.status)

/** The run after something happened to it. Claiming one again after a crash keeps its first start. */
export const next = (run: Run, happening: Happening): Result.Result<Run, ImpossibleTransition> => {
  switch (happening._tag) {
    case "Claimed":
      return run.status === "queued" || run.status === "processing"
        ? Result.succeed({ ...run, status: "processing", startedAt: run.startedAt ?? happening.at })
        : impossible(run, happening)
    case "Ended":
      return run.status === "processing"
        ? Result.succeed(end(run, happening.outcome, happening.at))
        : impossible(run, happening)
    case "Cancelled":
      return run.status === "queued"
        ? Result.succeed(end(run, { status: "cancelled" }, happening.at))
        : impossible(run, happening)
    case "EnvironmentDeleted":
      return run.status === "queued"
        ? Result.succeed(end(run, environmentDeleted, happening.at))
        : impossible(run, happening)
  }
}

/** How a queued run ends when its environment is deleted. */
export const environmentDeleted = { status: "failed", error: "environment_deleted" } as const

const impossible = (run: Run, happening: Happening) =>
  Result.fail(new ImpossibleTransition({ status: run.status, happening: happening._tag }))

const end = (run: Run, outcome: Omit<Outcome, "status"> & { readonly status: Status }, at: Instant): Run => ({
  ...run,
  ...outcome,
  completedAt: at,
  ...(run.startedAt === undefined ? {} : { durationMs: Math.max(0, at - run.startedAt) })
})
