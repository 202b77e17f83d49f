/** Environments: the isolated scopes of an org. Their slugs are permanent. */
import { Environment, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { control, JsonBody, Requirement, read } from "./Access.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
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

/** An environment, for instance. */
export const environmentExample = {
  id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
  slug: "dev",
  kind: "environment",
  created_at: "2026-03-22T09:30:00.000Z",
  description: "For the developers"
}

const group = HttpApiGroup.make("environments").annotateMerge(
  tag(
    "Environments",
    "Isolated tenancy scopes of an org. Each has its own API keys, runs, webhooks and usage. Their slugs are permanent."
  )
)

export const EnvironmentsApi = group.add(
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
    .annotateMerge(
      operation("createEnvironment", "Create an environment", {
        description:
          "Makes a non-live environment. Its slug is permanent: 1 to 16 characters of `a-z`, `0-9` and `_`, not a reserved one, and unique among the org's active environments. An org has at most `environment_limit` of them. No key comes with it: create one with `createApiKey`.",
        request: { slug: "dev", description: "For the developers" },
        answer: environmentExample
      })
    )
    .annotate(Requirement, control("environments:manage", "api_keys:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.get("list", "/environments", {
    query: Nothing,
    success: Schema.Struct({ data: Schema.Array(EnvironmentJson) }).pipe(
      Schema.annotateEncoded({ identifier: "EnvironmentList" })
    ),
    error: refusals("OrgNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("listEnvironments", "List environments", {
        description: "The org's active environments, live first. A key that is not of `live` gets its own alone.",
        answer: { data: [{ ...environmentExample, slug: "live", kind: "live" }, environmentExample] }
      })
    )
    .annotate(Requirement, read),
  HttpApiEndpoint.get("get", "/environments/:slug", {
    ...one,
    success: EnvironmentJson,
    error: refusals("EnvironmentNotFound", "OrgNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("getEnvironment", "Get an environment", {
        description: "One active environment. A key that is not of `live` finds its own alone.",
        answer: environmentExample
      })
    )
    .annotate(Requirement, read),
  HttpApiEndpoint.patch("update", "/environments/:slug", {
    ...one,
    payload: EnvironmentChange,
    success: EnvironmentJson,
    error: refusals("InvalidEngineVersion", "EnvironmentNotFound", "OrgNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("updateEnvironment", "Update an environment", {
        description: "Changes what is given and leaves the rest. The slug never changes.",
        request: { description: "For the developers" },
        answer: environmentExample
      })
    )
    .annotate(Requirement, control("environments:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.delete("remove", "/environments/:slug", {
    ...one,
    success: HttpApiSchema.NoContent,
    error: refusals("EnvironmentNotFound", "LiveEnvironmentImmutable", "OrgNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("deleteEnvironment", "Delete an environment", {
        description:
          "In one step its keys stop, its webhook endpoints go inactive, pending deliveries are cancelled and queued runs fail with `environment_deleted`. History and usage stay, under the environment's id; the slug is free again. The live environment cannot be deleted."
      })
    )
    .annotate(Requirement, control("environments:manage"))
)
