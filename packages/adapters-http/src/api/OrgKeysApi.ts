/** The keys of an org that its operator brings in: one where it lost its own, and those that it had elsewhere. */
import { ApiKey, Hash, LegacyKeys, SnakeCase } from "@nexio/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { JsonBody } from "./Access.ts"
import { ApiKeyJson, MintedKeyJson } from "./ApiKeysApi.ts"
import { EnvironmentJson } from "./EnvironmentsApi.ts"
import { Nothing } from "./Nothing.ts"
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

export const OrgKeysApi = HttpApiGroup.make("orgKeys").add(
  HttpApiEndpoint.post("restore", "/orgs/:id/api-keys", {
    ...ofOrg,
    payload: OrgKey,
    success: MintedKeyJson.pipe(HttpApiSchema.status(201)),
    error: refusals("OrgNotFound", "IdempotencyConflict", "StorageUnavailable")
  }).middleware(JsonBody),
  HttpApiEndpoint.post("importLegacy", "/orgs/:id/legacy-keys", {
    ...ofOrg,
    payload: LegacyImport,
    success: LegacyImportJson.pipe(HttpApiSchema.status(201)),
    error: refusals("OrgNotFound", "KeyKnownElsewhere", "IdempotencyConflict", "StorageUnavailable")
  }).middleware(JsonBody)
)
