/** The session of a member: signing in, who is signed in, in which org, and signing out. */
import { Instant, Member, Org, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { JsonBody, SameOrigin, SessionAccess } from "./Access.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"

const OrgJson = Schema.Struct(Struct.pick(Org.Org.fields, ["id", "name"]))

/** Who is signed in, in which org, and in which others the same person may go on. */
export const SessionJson = SnakeCase.snakeCased(
  Schema.Struct({
    member: Schema.Struct(Struct.pick(Member.Member.fields, ["id", "email"])),
    org: SnakeCase.snakeCased(
      Schema.Struct({ ...OrgJson.fields, suspended: Schema.optionalKey(Schema.Literal(true)) })
    ),
    permissions: Member.Member.fields.permissions,
    orgs: Schema.Array(OrgJson),
    environmentLimit: Org.Cap,
    environmentsUsed: Schema.Natural,
    createdAt: Instant.Instant,
    /** If it is not used before. */
    expiresAt: Instant.Instant
  })
).pipe(Schema.annotateEncoded({ identifier: "Session" }))

const SignIn = Schema.Struct({
  token: Schema.String.annotate({ description: "What follows the `#` in a sign-in link" })
}).pipe(Schema.annotateEncoded({ identifier: "SignIn" }))

const Choice = SnakeCase.snakeCased(Schema.Struct({ orgId: Schema.String })).pipe(
  Schema.annotateEncoded({ identifier: "SessionChange" })
)

const example = {
  member: { id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a0a", email: "ada@example.com" },
  org: { id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01", name: "Acme" },
  permissions: ["runs:write", "webhooks:manage", "members:manage"],
  orgs: [{ id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01", name: "Acme" }],
  environment_limit: 5,
  environments_used: 2,
  created_at: "2026-03-22T09:31:00.000Z",
  expires_at: "2026-03-22T21:31:00.000Z"
}

/** Takes no session, and answers with one. */
const begin = HttpApiEndpoint.post("signIn", "/session", {
  query: Nothing,
  payload: SignIn,
  success: SessionJson.pipe(HttpApiSchema.status(201)),
  error: refusals("LinkRefused", "TooManyUnauthorized", "StorageUnavailable")
})
  .annotateMerge(
    operation("signIn", "Sign in by a link", {
      description:
        "Spends a sign-in link and begins a session, in the cookie `wos-session`. It lasts 12 hours unused, and 7 days at most.",
      request: { token: "7d0c".repeat(16) },
      answer: example
    })
  )
  .middleware(JsonBody)
  .middleware(SameOrigin)

const group = HttpApiGroup.make("session").annotateMerge(
  tag("Portal: Session", "Signing in to the portal, who is signed in and in which org, and signing out.")
)

export const SessionApi = group
  .add(
    HttpApiEndpoint.get("get", "/session", {
      query: Nothing,
      success: SessionJson,
      error: refusals("StorageUnavailable")
    }).annotateMerge(
      operation("getSession", "Show who is signed in", {
        description:
          "The member, its org and what it may do there, the cap on environments and how many there are, and the orgs that the same person is a member of.",
        answer: example
      })
    ),
    HttpApiEndpoint.patch("choose", "/session", {
      query: Nothing,
      payload: Choice,
      success: SessionJson,
      error: refusals("OrgNotJoined", "StorageUnavailable")
    })
      .annotateMerge(
        operation("chooseOrg", "Go on in another org", {
          description:
            "Ends the session and begins another one, of the same person in another of its orgs, which lasts no longer than this one would have.",
          request: { org_id: example.org.id },
          answer: example
        })
      )
      .middleware(JsonBody),
    HttpApiEndpoint.delete("signOut", "/session", {
      query: Nothing,
      success: HttpApiSchema.NoContent,
      error: refusals("StorageUnavailable")
    }).annotateMerge(operation("signOut", "Sign out", { description: "Ends the session, and takes its cookie away." }))
  )
  .middleware(SameOrigin)
  .middleware(SessionAccess)
  .add(begin)
