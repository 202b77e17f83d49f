/** Engines: what executes runs, and the versions of each. */
import { Engine, EngineVersion, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { control, JsonBody, Requirement, read } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
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

const example = {
  id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1d06",
  slug: "pricing",
  label: "Pricing",
  engine_type: "rules",
  created_at: "2026-03-22T09:10:00.000Z",
  current_version: "1.0"
}

const secret = "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="

const version = {
  engine: "pricing",
  version: "1.0",
  changelog: "Discounts",
  created_at: "2026-03-22T09:11:00.000Z",
  executor: { type: "http", url: "https://example.com/price", timeout_ms: 30_000 }
}

const group = HttpApiGroup.make("engines").annotateMerge(
  tag("Engines", "What executes runs. They belong to the org, and have numbered versions that never change.")
)

export const EnginesApi = group.add(
  HttpApiEndpoint.post("create", "/engines", {
    headers: repeatable,
    query: Nothing,
    payload: NewEngine,
    success: SecretEngineJson.pipe(HttpApiSchema.status(201)),
    error: refusals("EngineSlugTaken", "OrgNotFound", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotateMerge(
      operation("createEngine", "Create an engine", {
        description:
          "Makes an engine of the org, for all of its environments. What its requests are signed with is in `signing_secret`, here and never again. It needs a version before it can run.",
        request: { slug: "pricing", label: "Pricing", engine_type: "rules" },
        answer: { ...example, signing_secret: secret }
      })
    )
    .annotate(Requirement, control("engines:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.get("list", "/engines", {
    query: listQuery,
    success: pageOf("EnginePage", EngineJson),
    error: refusals("StorageUnavailable")
  })
    .annotateMerge(
      operation("listEngines", "List engines", {
        description: "The org's engines, newest first; `default` is always among them.",
        answer: { data: [example] }
      })
    )
    .annotate(Requirement, read),
  HttpApiEndpoint.get("get", "/engines/:slug", {
    ...one,
    success: EngineJson,
    error: refusals("EngineNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("getEngine", "Get an engine", {
        description: "One engine of the org, with its current version.",
        answer: example
      })
    )
    .annotate(Requirement, read),
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
    .annotateMerge(
      operation("rotateEngineSecret", "Rotate an engine's signing secret", {
        description:
          "Makes a new secret, in `signing_secret`, here and never again. The one before signs along for `overlap_seconds`, a day where nothing is said; at most three are valid at once.",
        request: { overlap_seconds: 3600 },
        answer: { ...example, signing_secret: secret }
      })
    )
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
    .annotateMerge(
      operation("createEngineVersion", "Release a version of an engine", {
        description:
          "Makes the next minor version, or with `breaking` the next major. It never changes, and is the current one from then on.",
        request: {
          changelog: "Discounts",
          executor: { type: "http", url: "https://example.com/price", timeout_ms: 30_000 }
        },
        answer: version
      })
    )
    .annotate(Requirement, control("engines:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.get("versions", "/engines/:slug/versions", {
    params: one.params,
    query: listQuery,
    success: pageOf("EngineVersionPage", EngineVersionJson),
    error: refusals("EngineNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("listEngineVersions", "List versions of an engine", {
        description: "The versions of an engine, newest first. URLs of executors are shown to `engines:manage` alone.",
        answer: { data: [version] }
      })
    )
    .annotate(Requirement, read),
  HttpApiEndpoint.get("version", "/engines/:slug/versions/:version", {
    params: { slug: Schema.String, version: Schema.String },
    query: Nothing,
    success: EngineVersionJson,
    error: refusals("EngineVersionNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("getEngineVersion", "Get a version of an engine", {
        description: "One version. The URL of its executor is shown to `engines:manage` alone.",
        answer: version
      })
    )
    .annotate(Requirement, read)
)
