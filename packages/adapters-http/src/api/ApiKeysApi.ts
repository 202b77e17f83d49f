/** API keys: each bound at creation, for good, to one environment. */
import { ApiKey, Instant, Overlap, Permission, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { control, JsonBody, Requirement } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { OnPortal } from "./PortalFace.ts"
import { refusals } from "./Refusal.ts"
import { repeatable, ShownOnce } from "./Repeatable.ts"

const fields = Struct.pick(ApiKey.ApiKey.fields, [
  "id",
  "name",
  "keyPrefix",
  "environment",
  "permissions",
  "createdAt",
  "expiresAt",
  "revokedAt",
  "lastUsedAt"
])

/** A key on the wire, without its text. */
export const ApiKeyJson = SnakeCase.snakeCased(Schema.Struct(fields)).pipe(
  Schema.annotateEncoded({ identifier: "ApiKey" })
)

/** A key as its making is answered: with its text, shown here and never again. */
export const MintedKeyJson = SnakeCase.snakeCased(Schema.Struct({ ...fields, key: ShownOnce })).pipe(
  Schema.annotateEncoded({ identifier: "MintedApiKey" })
)

/** The same on the portal's face. */
export const PortalKeyJson = Schema.Struct({ ...Struct.pick(fields, ["id", "keyPrefix"]), key: ShownOnce }).pipe(
  Schema.annotateEncoded({ identifier: "PortalApiKey" })
)

export const NewApiKey = SnakeCase.snakeCased(
  Schema.Struct({
    name: ApiKey.Name,
    environmentSlug: Schema.String,
    permissions: Schema.optionalKey(Schema.Array(Permission.Permission).check(Schema.isUnique())),
    // So called that a fault in it is told by its name on the wire.
    expires_at: Schema.optionalKey(Instant.Instant)
  })
).pipe(Schema.annotateEncoded({ identifier: "NewApiKey" }))

export const KeyRoll = SnakeCase.snakeCased(
  Schema.Struct({
    overlapSeconds: Schema.optionalKey(
      Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Overlap.maxSeconds })).annotate({
        description: "How long the old key goes on, at most to its own expiry. Default: a day."
      })
    )
  })
).pipe(Schema.annotateEncoded({ identifier: "ApiKeyRoll" }))

const one = { params: { id: Schema.String }, query: Nothing }

/** A key, for instance. */
export const apiKeyExample = {
  id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
  name: "CI",
  key_prefix: "nx_dev_a3f2",
  environment: "dev",
  permissions: ["runs:write"],
  created_at: "2026-03-22T09:31:00.000Z"
}

const group = HttpApiGroup.make("apiKeys").annotateMerge(
  tag("API keys", "Credentials, each bound at creation, for good, to one environment.")
)

export const ApiKeysApi = group.add(
  HttpApiEndpoint.post("mint", "/api-keys", {
    headers: repeatable,
    query: Nothing,
    payload: NewApiKey,
    success: MintedKeyJson.pipe(HttpApiSchema.status(201)),
    error: refusals(
      "InvalidRequest",
      "PermissionLiveOnly",
      "PermissionNotHeld",
      "ExpiryNotAhead",
      "LegacyEnvironment",
      "IdempotencyConflict",
      "StorageUnavailable"
    )
  })
    .annotateMerge(
      operation("createApiKey", "Create an API key", {
        description:
          "Makes a key of one environment. Its text is in `key`, here and never again. Nobody grants a permission that it lacks, and only keys of `live` can have others than `runs:write` and `webhooks:manage`, which are the default.",
        request: { name: "CI", environment_slug: "dev", permissions: ["runs:write"] },
        answer: { ...apiKeyExample, key: `nx_dev_${"a3f2".repeat(16)}` }
      })
    )
    .annotate(Requirement, control("api_keys:manage"))
    .annotate(OnPortal, {
      success: PortalKeyJson.pipe(HttpApiSchema.status(201)),
      description:
        "Makes a key of one environment. Its text is in `key`, here and never again. Nobody grants a permission that it lacks.",
      example: { id: apiKeyExample.id, keyPrefix: apiKeyExample.key_prefix, key: `nx_dev_${"a3f2".repeat(16)}` }
    })
    .middleware(JsonBody),
  HttpApiEndpoint.get("list", "/api-keys", {
    query: {
      environment: Schema.optionalKey(
        Schema.String.annotate({
          description: "A slug, an environment's id, or `all`. The key's own where nothing is said."
        })
      ),
      ...listQuery
    },
    success: pageOf("ApiKeyPage", ApiKeyJson),
    error: refusals("EnvironmentNotFound", "OrgNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("listApiKeys", "List API keys", {
        description: "The keys of one environment, or with `all` of the whole org, revoked ones too. No texts.",
        answer: { data: [apiKeyExample], next_cursor: "MDE5OGMyZjAtNWExMC03Y2M0LThhNGUtMmY0YjhlNmQxYTAz" }
      })
    )
    .annotate(Requirement, control("api_keys:manage")),
  HttpApiEndpoint.post("roll", "/api-keys/:id/roll", {
    ...one,
    headers: repeatable,
    payload: KeyRoll,
    success: MintedKeyJson.pipe(HttpApiSchema.status(201)),
    error: refusals(
      "ApiKeyNotFound",
      "KeyNotRollable",
      "LegacyEnvironment",
      "PermissionNotHeld",
      "IdempotencyConflict",
      "StorageUnavailable"
    )
  })
    .annotateMerge(
      operation("rollApiKey", "Roll an API key", {
        description:
          "Makes a new key with the old one's environment, name, permissions and expiry. Its text is in `key`, here and never again. The old one goes on for `overlap_seconds`, a day where nothing is said, and at most to its own expiry. A key is rolled once.",
        request: { overlap_seconds: 3600 },
        answer: { ...apiKeyExample, key: `nx_dev_${"b4e1".repeat(16)}`, key_prefix: "nx_dev_b4e1" }
      })
    )
    .annotate(Requirement, control("api_keys:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.delete("revoke", "/api-keys/:id", {
    ...one,
    success: HttpApiSchema.NoContent,
    error: refusals("ApiKeyNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("revokeApiKey", "Revoke an API key", {
        description: "From the moment that this is answered the key is refused, on every server."
      })
    )
    .annotate(Requirement, control("api_keys:manage"))
)
