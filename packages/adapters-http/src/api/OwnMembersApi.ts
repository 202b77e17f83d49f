/** Members of an org, as those of them manage each other who hold `members:manage`. */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { control, JsonBody, Requirement } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { MemberJson, memberExample, NewMember } from "./MembersApi.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"
import { repeatable } from "./Repeatable.ts"

const one = { params: { id: Schema.String }, query: Nothing }

const MemberChange = Schema.Struct({ permissions: NewMember.fields.permissions }).pipe(
  Schema.annotateEncoded({ identifier: "MemberChange" })
)

const group = HttpApiGroup.make("ownMembers").annotateMerge(
  tag("Portal: Members", "The people who sign in to the portal, with their permissions in the org.")
)

export const OwnMembersApi = group
  .add(
    HttpApiEndpoint.get("list", "/members", {
      query: listQuery,
      success: pageOf("MemberPage", MemberJson),
      error: refusals("StorageUnavailable")
    }).annotateMerge(
      operation("listMembers", "List the members", {
        description: "The members of the org, newest first.",
        answer: { data: [memberExample] }
      })
    ),
    HttpApiEndpoint.post("create", "/members", {
      query: Nothing,
      headers: repeatable,
      payload: NewMember,
      success: MemberJson.pipe(HttpApiSchema.status(201)),
      error: refusals("GrantRefused", "EmailTaken", "OrgNotFound", "IdempotencyConflict", "StorageUnavailable")
    })
      .annotateMerge(
        operation("createMember", "Create a member", {
          description:
            "Makes a member with these permissions. Nobody grants one that it lacks. The operator makes the link that it signs in with first, or an OpenID provider vouches for it.",
          request: { email: memberExample.email, permissions: memberExample.permissions },
          answer: memberExample
        })
      )
      .middleware(JsonBody),
    HttpApiEndpoint.patch("update", "/members/:id", {
      ...one,
      payload: MemberChange,
      success: MemberJson,
      error: refusals("MemberNotFound", "GrantRefused", "LastManager", "OrgNotFound", "StorageUnavailable")
    })
      .annotateMerge(
        operation("updateMember", "Change a member's permissions", {
          description:
            "Gives the member just these permissions. Nobody grants one that it lacks, and the last member with `members:manage` keeps that.",
          request: { permissions: ["runs:write"] },
          answer: { ...memberExample, permissions: ["runs:write"] }
        })
      )
      .middleware(JsonBody),
    HttpApiEndpoint.delete("remove", "/members/:id", {
      ...one,
      success: HttpApiSchema.NoContent,
      error: refusals("MemberNotFound", "LastManager", "OrgNotFound", "StorageUnavailable")
    }).annotateMerge(
      operation("deleteMember", "Remove a member", {
        description:
          "Its sessions and sign-in links end with it. The last member with `members:manage` cannot be removed."
      })
    )
  )
  .annotateEndpoints(Requirement, control("members:manage"))
