/** Orgs: the operator's calls. */
import { Org, RateLimit, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { JsonBody } from "./Access.ts"
import { EnvironmentJson, environmentExample } from "./EnvironmentsApi.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"
import { repeatable, ShownOnce } from "./Repeatable.ts"

const fields = {
  ...Struct.pick(Org.Org.fields, [
    "id",
    "name",
    "environmentLimit",
    "endpointLimit",
    "rateLimitPerMinute",
    "createdAt"
  ]),
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

export const NewOrg = SnakeCase.snakeCased(
  Schema.Struct({ name: Org.Name, ...limits, rateLimitPerMinute: Schema.optionalKey(RateLimit.PerMinute) })
).pipe(Schema.annotateEncoded({ identifier: "NewOrg" }))

export const OrgChange = SnakeCase.snakeCased(
  Schema.Struct({
    name: Schema.optionalKey(Org.Name),
    ...limits,
    /** `null` lifts it. */
    rateLimitPerMinute: Schema.optionalKey(Schema.NullOr(RateLimit.PerMinute)),
    suspended: Schema.optionalKey(Schema.Boolean)
  })
).pipe(Schema.annotateEncoded({ identifier: "OrgChange" }))

const one = { params: { id: Schema.String }, query: Nothing }

const example = {
  id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
  name: "Acme",
  environment_limit: 5,
  endpoint_limit: 10,
  created_at: "2026-03-22T09:00:00.000Z"
}

const group = HttpApiGroup.make("orgs").annotateMerge(
  tag("Orgs", "The billing boundaries. For the operator of the server alone.")
)

export const OrgsApi = group.add(
  HttpApiEndpoint.post("found", "/orgs", {
    headers: repeatable,
    query: Nothing,
    payload: NewOrg,
    success: FoundedOrgJson.pipe(HttpApiSchema.status(201)),
    error: refusals("IdempotencyConflict", "StorageUnavailable")
  })
    .annotateMerge(
      operation("createOrg", "Create an org", {
        description:
          "Makes an org with its live environment and a first key that holds every permission. The key is in `api_key`, here and never again.",
        request: { name: "Acme", environment_limit: 5, endpoint_limit: 10 },
        answer: {
          ...example,
          live_environment: { ...environmentExample, slug: "live", kind: "live" },
          api_key: `nx_live_${"a3f2".repeat(16)}`
        }
      })
    )
    .middleware(JsonBody),
  HttpApiEndpoint.get("list", "/orgs", {
    query: listQuery,
    success: pageOf("OrgPage", OrgJson),
    error: refusals("StorageUnavailable")
  }).annotateMerge(
    operation("listOrgs", "List orgs", { description: "All orgs, newest first.", answer: { data: [example] } })
  ),
  HttpApiEndpoint.get("get", "/orgs/:id", {
    ...one,
    success: OrgJson,
    error: refusals("OrgNotFound", "StorageUnavailable")
  }).annotateMerge(operation("getOrg", "Get an org", { description: "One org, with its limits.", answer: example })),
  HttpApiEndpoint.patch("change", "/orgs/:id", {
    ...one,
    payload: OrgChange,
    success: OrgJson,
    error: refusals("OrgNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("updateOrg", "Update an org", {
        description:
          "Changes the name or a limit, or suspends the org: its keys answer 403 and its work stops, until `suspended` is `false`. A limit below what there is keeps what there is and refuses more.",
        request: { environment_limit: 10 },
        answer: { ...example, environment_limit: 10 }
      })
    )
    .middleware(JsonBody)
)
