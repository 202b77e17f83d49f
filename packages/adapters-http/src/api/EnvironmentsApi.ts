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
  Schema.Struct(Struct.pick(Environment.Environment.fields, ["id", "slug", "kind", "createdAt", "description"]))
).pipe(Schema.annotateEncoded({ identifier: "Environment" }))

/** The slug is any text here, since the core says what is wrong with one, in an order of its own. */
export const NewEnvironment = Schema.Struct({
  slug: Schema.String,
  description: Schema.optionalKey(Environment.Description)
}).annotate({ identifier: "NewEnvironment" })

export const EnvironmentChange = Schema.Struct({
  description: Schema.optionalKey(Environment.Description),
  slug: Schema.optionalKey(Schema.Never.annotate({ message: "Slugs are permanent. Leave it out." }))
}).annotate({ identifier: "EnvironmentChange" })

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
    error: refusals("EnvironmentNotFound", "OrgNotFound", "StorageUnavailable")
  })
    .annotate(Requirement, control("environments:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.delete("remove", "/environments/:slug", {
    ...one,
    success: HttpApiSchema.NoContent,
    error: refusals("EnvironmentNotFound", "LiveEnvironmentImmutable", "OrgNotFound", "StorageUnavailable")
  }).annotate(Requirement, control("environments:manage"))
)
