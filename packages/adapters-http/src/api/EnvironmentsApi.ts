/** Environments: the isolated scopes of an org. Their slugs are permanent. */
import { Environment, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { control, JsonBody, Requirement, read } from "./Access.ts"
import { Nothing } from "./Nothing.ts"
import { refusals } from "./Refusal.ts"
import { repeatable } from "./Repeatable.ts"

/** An environment on the wire. */
export const EnvironmentJson = SnakeCase.snakeCased(
  Schema.Struct(
    Struct.pick(Environment.Environment.fields, [
      "id",
      "slug",
      "kind",
      "createdAt",
      "description",
      "pinnedEngineVersion"
    ])
  )
).pipe(Schema.annotateEncoded({ identifier: "Environment" }))

/** Any text, as a slug is. */
const Pin = Schema.String.annotate({
  description: "`1.3` is that version, `1.x` the newest 1.* at submission: what runs get where none is asked for",
  examples: ["1.x"]
})

/** The slug is any text here, since the core says what is wrong with one, in an order of its own. */
export const NewEnvironment = SnakeCase.snakeCased(
  Schema.Struct({
    slug: Schema.String,
    description: Schema.optionalKey(Environment.Description),
    pinnedEngineVersion: Schema.optionalKey(Pin)
  })
).pipe(Schema.annotateEncoded({ identifier: "NewEnvironment" }))

export const EnvironmentChange = SnakeCase.snakeCased(
  Schema.Struct({
    description: Schema.optionalKey(Environment.Description),
    pinnedEngineVersion: Schema.optionalKey(Schema.NullOr(Pin)),
    slug: Schema.optionalKey(Schema.Never.annotate({ message: "Slugs are permanent. Leave it out." }))
  })
).pipe(Schema.annotateEncoded({ identifier: "EnvironmentChange" }))

const one = { params: { slug: Schema.String }, query: Nothing }

export const EnvironmentsApi = HttpApiGroup.make("environments").add(
  HttpApiEndpoint.post("create", "/environments", {
    headers: repeatable,
    query: Nothing,
    payload: NewEnvironment,
    success: EnvironmentJson.pipe(HttpApiSchema.status(201)),
    error: refusals(
      "InvalidSlug",
      "ReservedSlug",
      "InvalidEngineVersion",
      "SlugTaken",
      "EnvironmentLimitReached",
      "OrgNotFound",
      "IdempotencyConflict",
      "StorageUnavailable"
    )
  })
    .annotate(Requirement, control("environments:manage", "api_keys:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.get("list", "/environments", {
    query: Nothing,
    success: Schema.Struct({ data: Schema.Array(EnvironmentJson) }).pipe(
      Schema.annotateEncoded({ identifier: "Environments" })
    ),
    error: refusals("OrgNotFound", "StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.get("get", "/environments/:slug", {
    ...one,
    success: EnvironmentJson,
    error: refusals("EnvironmentNotFound", "OrgNotFound", "StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.patch("update", "/environments/:slug", {
    ...one,
    payload: EnvironmentChange,
    success: EnvironmentJson,
    error: refusals("InvalidEngineVersion", "EnvironmentNotFound", "OrgNotFound", "StorageUnavailable")
  })
    .annotate(Requirement, control("environments:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.delete("remove", "/environments/:slug", {
    ...one,
    success: HttpApiSchema.NoContent,
    error: refusals("EnvironmentNotFound", "LiveEnvironmentImmutable", "OrgNotFound", "StorageUnavailable")
  }).annotate(Requirement, control("environments:manage"))
)
