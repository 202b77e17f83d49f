/** Who the key makes the caller. */
import { ApiKey, Org, Permission, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Requirement, read } from "./Access.ts"
import { EnvironmentJson } from "./EnvironmentsApi.ts"
import { Nothing } from "./Nothing.ts"
import { refusals } from "./Refusal.ts"

/** The caller: its org, its one environment, and what it may do. A key of `live` also sees the cap and its use. */
export const Me = SnakeCase.snakeCased(
  Schema.Struct({
    org: Schema.Struct(Struct.pick(Org.Org.fields, ["id", "name"])),
    environment: EnvironmentJson,
    permissions: Schema.Array(Permission.Permission),
    keyPrefix: ApiKey.ApiKey.fields.keyPrefix,
    environmentLimit: Schema.optionalKey(Org.Cap),
    environmentsUsed: Schema.optionalKey(Schema.Natural)
  })
).pipe(Schema.annotateEncoded({ identifier: "Me" }))

export const MeApi = HttpApiGroup.make("me", { topLevel: true }).add(
  HttpApiEndpoint.get("me", "/me", {
    query: Nothing,
    success: Me,
    error: refusals("EnvironmentGone", "OrgNotFound", "StorageUnavailable")
  }).annotate(Requirement, read)
)
