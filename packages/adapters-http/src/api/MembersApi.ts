/** Members of an org, and the links that they sign in with, as its operator makes them. */
import { Member, SignInLink, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { JsonBody } from "./Access.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"
import { repeatable, ShownOnce } from "./Repeatable.ts"

const { email, permissions } = Member.Member.fields

/** A member on the wire. */
export const MemberJson = SnakeCase.snakeCased(
  Schema.Struct(Struct.pick(Member.Member.fields, ["id", "email", "permissions", "createdAt"]))
).pipe(Schema.annotateEncoded({ identifier: "Member" }))

export const NewMember = Schema.Struct({ email, permissions: permissions.check(Schema.isUnique()) }).pipe(
  Schema.annotateEncoded({ identifier: "NewMember" })
)

/** For whom a link is made. */
export const NewSignInLink = Schema.Struct({ email }).pipe(Schema.annotateEncoded({ identifier: "NewSignInLink" }))

const { expiresAt } = SignInLink.SignInLink.fields

/** A link without its token: what a repeated request is answered with. */
export const SignInLinkJson = SnakeCase.snakeCased(Schema.Struct({ expiresAt }))

/** A link as its making is answered, where alone its address is shown. */
export const NewSignInLinkJson = SnakeCase.snakeCased(Schema.Struct({ url: ShownOnce, expiresAt })).pipe(
  Schema.annotateEncoded({ identifier: "SignInLink" })
)

const ofOrg = { params: { id: Schema.String }, query: Nothing, headers: repeatable }

/** A member, for instance. */
export const memberExample = {
  id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a0a",
  email: "ada@example.com",
  permissions: ["runs:write", "members:manage"],
  created_at: "2026-03-22T09:31:00.000Z"
}

const group = HttpApiGroup.make("members").annotateMerge(
  tag("Members", "The people who sign in to the portal, with their permissions in an org.")
)

export const MembersApi = group.add(
  HttpApiEndpoint.post("create", "/orgs/:id/members", {
    ...ofOrg,
    payload: NewMember,
    success: MemberJson.pipe(HttpApiSchema.status(201)),
    error: refusals("OrgNotFound", "EmailTaken", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotateMerge(
      operation("createOrgMember", "Create a member of an org", {
        description: "Makes a member with these permissions. An e-mail address is one member's in an org, in any case.",
        request: { email: memberExample.email, permissions: memberExample.permissions },
        answer: memberExample
      })
    )
    .middleware(JsonBody),
  HttpApiEndpoint.post("link", "/orgs/:id/sign-in-links", {
    ...ofOrg,
    payload: NewSignInLink,
    success: NewSignInLinkJson.pipe(HttpApiSchema.status(201)),
    error: refusals("OrgNotFound", "EmailUnknown", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotateMerge(
      operation("createSignInLink", "Create a sign-in link for a member", {
        description:
          "Makes a link that signs the member of this e-mail address in, once, within 15 minutes. Where the org has no member yet, the first one is made with it, with every permission. The link is in `url`, here and never again.",
        request: { email: memberExample.email },
        answer: {
          url: `https://nexio.example.com/sign-in#${"7d0c".repeat(16)}`,
          expires_at: "2026-03-22T09:46:00.000Z"
        }
      })
    )
    .middleware(JsonBody)
)
