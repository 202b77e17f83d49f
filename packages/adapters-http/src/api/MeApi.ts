/** Who makes the call. */
import { ApiKey, Member, Org, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Requirement, read } from "./Access.ts"
import { EnvironmentJson, environmentExample } from "./EnvironmentsApi.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"

/** The caller: its org, its one environment, and what it may do. A key of `live`, and a member, also see the cap and its use. */
export const Me = SnakeCase.snakeCased(
  Schema.Struct({
    org: Schema.Struct(Struct.pick(Org.Org.fields, ["id", "name"])),
    environment: EnvironmentJson,
    permissions: Schema.Array(Member.Permission),
    keyPrefix: Schema.optionalKey(ApiKey.ApiKey.fields.keyPrefix),
    environmentLimit: Schema.optionalKey(Org.Cap),
    environmentsUsed: Schema.optionalKey(Schema.Natural)
  })
).pipe(Schema.annotateEncoded({ identifier: "Me" }))

const group = HttpApiGroup.make("me", { topLevel: true }).annotateMerge(tag("Caller", "Who the key makes the caller."))

export const MeApi = group.add(
  HttpApiEndpoint.get("me", "/me", {
    query: Nothing,
    success: Me,
    error: refusals("EnvironmentGone", "OrgNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("getMe", "Show who the key is", {
        description:
          "The org, the environment that the key is bound to, and what the key may do. For a key of `live` also the cap on environments, and how many there are.",
        answer: {
          org: { id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01", name: "Acme" },
          environment: { ...environmentExample, slug: "live", kind: "live" },
          permissions: ["runs:write", "webhooks:manage", "environments:manage", "api_keys:manage"],
          key_prefix: "nx_live_a3f2",
          environment_limit: 5,
          environments_used: 2
        }
      })
    )
    .annotate(Requirement, read)
)
