/** Orgs: the operator's calls. */
import { Org, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { JsonBody } from "./Access.ts"
import { EnvironmentJson } from "./EnvironmentsApi.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { refusals } from "./Refusal.ts"
import { repeatable, ShownOnce } from "./Repeatable.ts"

const fields = {
  ...Struct.pick(Org.Org.fields, ["id", "name", "environmentLimit", "endpointLimit", "createdAt"]),
  suspended: Schema.optionalKey(Schema.Literal(true))
}

/** An org on the wire. */
export const OrgJson = SnakeCase.snakeCased(Schema.Struct(fields)).pipe(Schema.annotateEncoded({ identifier: "Org" }))

const founded = { ...fields, liveEnvironment: EnvironmentJson }

/** A new org with its live environment: what a repeated request is answered with. */
export const FoundingJson = SnakeCase.snakeCased(Schema.Struct(founded))

/** A new org with its live environment and its first key, shown here and never again. */
export const FoundedOrgJson = SnakeCase.snakeCased(Schema.Struct({ ...founded, apiKey: ShownOnce })).pipe(
  Schema.annotateEncoded({ identifier: "FoundedOrg" })
)

const limits = {
  environmentLimit: Schema.optionalKey(Org.Cap),
  endpointLimit: Schema.optionalKey(Org.Cap)
}

export const NewOrg = SnakeCase.snakeCased(Schema.Struct({ name: Org.Name, ...limits })).pipe(
  Schema.annotateEncoded({ identifier: "NewOrg" })
)

export const OrgChange = SnakeCase.snakeCased(
  Schema.Struct({
    name: Schema.optionalKey(Org.Name),
    ...limits,
    suspended: Schema.optionalKey(Schema.Boolean)
  })
).pipe(Schema.annotateEncoded({ identifier: "OrgChange" }))

const one = { params: { id: Schema.String }, query: Nothing }

export const OrgsApi = HttpApiGroup.make("orgs").add(
  HttpApiEndpoint.post("found", "/orgs", {
    headers: repeatable,
    query: Nothing,
    payload: NewOrg,
    success: FoundedOrgJson.pipe(HttpApiSchema.status(201)),
    error: refusals("IdempotencyConflict", "StorageUnavailable")
  }).middleware(JsonBody),
  HttpApiEndpoint.get("list", "/orgs", {
    query: listQuery,
    success: pageOf("OrgPage", OrgJson),
    error: refusals("StorageUnavailable")
  }),
  HttpApiEndpoint.get("get", "/orgs/:id", {
    ...one,
    success: OrgJson,
    error: refusals("OrgNotFound", "StorageUnavailable")
  }),
  HttpApiEndpoint.patch("change", "/orgs/:id", {
    ...one,
    payload: OrgChange,
    success: OrgJson,
    error: refusals("OrgNotFound", "StorageUnavailable")
  }).middleware(JsonBody)
)
