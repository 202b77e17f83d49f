/** Engines: what executes runs, and the versions of each. */
import { Engine, EngineVersion, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { control, JsonBody, Requirement, read } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { refusals } from "./Refusal.ts"
import { repeatable, ShownOnce } from "./Repeatable.ts"
import { Rotation } from "./WebhooksApi.ts"

const fields = {
  ...Struct.pick(Engine.Engine.fields, ["id", "slug", "label", "engineType", "description", "createdAt"]),
  currentVersion: Schema.optionalKey(
    EngineVersion.Version.annotate({ description: "What runs get where no version is asked for or pinned" })
  )
}

/** An engine on the wire, without its secrets. */
export const EngineJson = SnakeCase.snakeCased(Schema.Struct(fields)).pipe(
  Schema.annotateEncoded({ identifier: "Engine" })
)

/** An engine as its making, or the rotation of its secret, is answered: with the secret, shown here alone. */
export const SecretEngineJson = SnakeCase.snakeCased(Schema.Struct({ ...fields, signingSecret: ShownOnce })).pipe(
  Schema.annotateEncoded({ identifier: "EngineWithSecret" })
)

const Echo = Schema.Struct({ type: Schema.Literal("echo") }).annotate({ description: "The output is the input" })

/** An executor on the wire; its URL is for those who manage engines. */
const ExecutorJson = Schema.Union([
  Echo,
  SnakeCase.snakeCased(
    Schema.Struct({
      type: Schema.Literal("http"),
      url: Schema.optionalKey(Schema.String.annotate({ description: "Shown with the permission `engines:manage`" })),
      timeoutMs: EngineVersion.TimeoutMs
    })
  )
]).pipe(Schema.annotateEncoded({ identifier: "Executor" }))

/** A version of an engine on the wire. */
export const EngineVersionJson = SnakeCase.snakeCased(
  Schema.Struct({
    ...Struct.pick(EngineVersion.EngineVersion.fields, ["engine", "version", "changelog", "createdAt"]),
    executor: ExecutorJson
  })
).pipe(Schema.annotateEncoded({ identifier: "EngineVersion" }))

export const NewEngine = SnakeCase.snakeCased(
  Schema.Struct(Struct.pick(Engine.Engine.fields, ["slug", "label", "engineType", "description"]))
).pipe(Schema.annotateEncoded({ identifier: "NewEngine" }))

const NewExecutor = Schema.Union([
  Echo,
  SnakeCase.snakeCased(
    Schema.Struct({
      type: Schema.Literal("http"),
      url: EngineVersion.Url,
      timeoutMs: Schema.optionalKey(
        EngineVersion.TimeoutMs.annotate({ description: `Default: ${EngineVersion.defaultTimeoutMs}` })
      )
    })
  )
]).pipe(Schema.annotateEncoded({ identifier: "NewExecutor" }))

const ignored = Schema.optionalKey(
  Schema.Json.annotate({ description: "Ignored: the server numbers versions, by `breaking`" })
)

export const NewEngineVersion = SnakeCase.snakeCased(
  Schema.Struct({
    changelog: EngineVersion.Changelog,
    executor: NewExecutor,
    breaking: Schema.optionalKey(
      Schema.Boolean.annotate({ description: "Whether it begins the next major, not the next minor" })
    ),
    version: ignored,
    isBreakingFromPreviousMajor: ignored
  })
).pipe(Schema.annotateEncoded({ identifier: "NewEngineVersion" }))

const one = { params: { slug: Schema.String }, query: Nothing }

export const EnginesApi = HttpApiGroup.make("engines").add(
  HttpApiEndpoint.post("create", "/engines", {
    headers: repeatable,
    query: Nothing,
    payload: NewEngine,
    success: SecretEngineJson.pipe(HttpApiSchema.status(201)),
    error: refusals("EngineSlugTaken", "OrgNotFound", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotate(Requirement, control("engines:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.get("list", "/engines", {
    query: listQuery,
    success: pageOf("EnginePage", EngineJson),
    error: refusals("StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.get("get", "/engines/:slug", {
    ...one,
    success: EngineJson,
    error: refusals("EngineNotFound", "StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.post("rotateSecret", "/engines/:slug/rotate-secret", {
    ...one,
    headers: repeatable,
    payload: Rotation,
    success: SecretEngineJson,
    error: refusals(
      "EngineNotFound",
      "RotationLimitReached",
      "OrgNotFound",
      "IdempotencyConflict",
      "StorageUnavailable"
    )
  })
    .annotate(Requirement, control("engines:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.post("release", "/engines/:slug/versions", {
    ...one,
    headers: repeatable,
    payload: NewEngineVersion,
    success: EngineVersionJson.pipe(HttpApiSchema.status(201)),
    error: refusals(
      "ExecutorUrlRefused",
      "SigningSecretMissing",
      "EngineNotFound",
      "OrgNotFound",
      "IdempotencyConflict",
      "StorageUnavailable"
    )
  })
    .annotate(Requirement, control("engines:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.get("versions", "/engines/:slug/versions", {
    params: one.params,
    query: listQuery,
    success: pageOf("EngineVersionPage", EngineVersionJson),
    error: refusals("EngineNotFound", "StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.get("version", "/engines/:slug/versions/:version", {
    params: { slug: Schema.String, version: Schema.String },
    query: Nothing,
    success: EngineVersionJson,
    error: refusals("EngineVersionNotFound", "StorageUnavailable")
  }).annotate(Requirement, read)
)
