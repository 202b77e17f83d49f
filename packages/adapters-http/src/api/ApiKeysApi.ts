/** API keys: each bound at creation, for good, to one environment. */
import { ApiKey, Instant, Permission, Roll, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { control, JsonBody, Requirement } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
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
      Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Roll.maxOverlapSeconds })).annotate({
        description: "How long the old key goes on, at most to its own expiry. Default: a day."
      })
    )
  })
).pipe(Schema.annotateEncoded({ identifier: "ApiKeyRoll" }))

const one = { params: { id: Schema.String }, query: Nothing }

export const ApiKeysApi = HttpApiGroup.make("apiKeys").add(
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
    .annotate(Requirement, control("api_keys:manage"))
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
  }).annotate(Requirement, control("api_keys:manage")),
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
    .annotate(Requirement, control("api_keys:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.delete("revoke", "/api-keys/:id", {
    ...one,
    success: HttpApiSchema.NoContent,
    error: refusals("ApiKeyNotFound", "StorageUnavailable")
  }).annotate(Requirement, control("api_keys:manage"))
)
