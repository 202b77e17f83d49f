/** The keys of an org that its operator brings in: one where it lost its own, and those that it had elsewhere. */
import { ApiKey, Hash, LegacyKeys, Permission, SnakeCase } from "@nexio/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { JsonBody } from "./Access.ts"
import { ApiKeyJson, apiKeyExample, MintedKeyJson } from "./ApiKeysApi.ts"
import { EnvironmentJson, environmentExample } from "./EnvironmentsApi.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"
import { repeatable } from "./Repeatable.ts"

export const OrgKey = SnakeCase.snakeCased(Schema.Struct({ name: Schema.optionalKey(ApiKey.Name) })).pipe(
  Schema.annotateEncoded({ identifier: "OrgApiKey" })
)

const LegacyKey = SnakeCase.snakeCased(
  Schema.Struct({
    name: ApiKey.Name,
    sha256: Hash.annotate({
      description: "The SHA-256 of the key's whole text, `nx_test_` included, in lowercase hex",
      message: "Expected the SHA-256 of the whole key in lowercase hex, 64 digits"
    })
  })
)

export const LegacyImport = Schema.Struct({
  keys: Schema.Array(LegacyKey).check(Schema.isMinLength(1), Schema.isMaxLength(LegacyKeys.maxKeys))
}).pipe(Schema.annotateEncoded({ identifier: "LegacyImport" }))

/** The environment `test`, and the key of each that was asked for, in that order. */
export const LegacyImportJson = Schema.Struct({
  environment: EnvironmentJson,
  keys: Schema.Array(ApiKeyJson)
}).pipe(Schema.annotateEncoded({ identifier: "ImportedLegacyKeys" }))

const ofOrg = { params: { id: Schema.String }, query: Nothing, headers: repeatable }

const group = HttpApiGroup.make("orgKeys").annotateMerge(tag("Org keys", "Keys that the operator brings into an org."))

export const OrgKeysApi = group.add(
  HttpApiEndpoint.post("restore", "/orgs/:id/api-keys", {
    ...ofOrg,
    payload: OrgKey,
    success: MintedKeyJson.pipe(HttpApiSchema.status(201)),
    error: refusals("OrgNotFound", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotateMerge(
      operation("createOrgApiKey", "Create a live key of an org", {
        description:
          "For an org that lost its own: a key of its live environment that holds every permission. Its text is in `key`, here and never again.",
        request: { name: "Recovery" },
        answer: {
          ...apiKeyExample,
          name: "Recovery",
          key_prefix: "nx_live_a3f2",
          environment: "live",
          permissions: Permission.Permission.literals,
          key: `nx_live_${"a3f2".repeat(16)}`
        }
      })
    )
    .middleware(JsonBody),
  HttpApiEndpoint.post("importLegacy", "/orgs/:id/legacy-keys", {
    ...ofOrg,
    payload: LegacyImport,
    success: LegacyImportJson.pipe(HttpApiSchema.status(201)),
    error: refusals("OrgNotFound", "KeyKnownElsewhere", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotateMerge(
      operation("importLegacyKeys", "Import legacy keys of an org", {
        description:
          "Takes over `nx_test_` keys by the hashes of their texts, and makes the org's `test` environment where it has none. The same hash again changes nothing.",
        request: {
          keys: [{ name: "Old CI", sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }]
        },
        answer: {
          environment: { ...environmentExample, slug: "test", kind: "test" },
          keys: [{ ...apiKeyExample, name: "Old CI", key_prefix: "nx_test_", environment: "test" }]
        }
      })
    )
    .middleware(JsonBody)
)
