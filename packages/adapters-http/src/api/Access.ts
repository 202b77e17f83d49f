/**
 * Who makes a call and what the call asks of them, declared beside each endpoint.
 *
 * A call is admitted or refused by its caller alone, before its body is read and before anything is looked up.
 */
import type { Member, Permission, Principal, SignedIn } from "@nexio/core"
import { Context, Effect } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import { refusals } from "./Refusal.ts"

/** Who makes the call, as the key or the session says. */
export class Caller extends Context.Service<Caller, Principal.Principal>()("@nexio/adapters-http/api/Caller") {}

/** Who is signed in, where the call takes a session. */
export class Visitor extends Context.Service<Visitor, SignedIn>()("@nexio/adapters-http/api/Visitor") {}

/**
 * Who the caller is by now, as it is asked once more when its body is here: what is to be provided in the place of what
 * was. One that is not admitted any more is refused as before.
 */
export const StillAdmitted = Context.Reference<Effect.Effect<Context.Context<never>, unknown>>(
  "@nexio/adapters-http/api/StillAdmitted",
  { defaultValue: () => Effect.succeed(Context.empty()) }
)

/** Whether a body has to be JSON by its media type even where there is none: what a form of any page sends never is. */
export const JsonDemanded = Context.Reference<boolean>("@nexio/adapters-http/api/JsonDemanded", {
  defaultValue: () => false
})

/** An endpoint's annotation: what it asks of its caller. Each endpoint behind {@link KeyAccess} has one. */
export class Requirement extends Context.Service<Requirement, Principal.Requirement>()(
  "@nexio/adapters-http/api/Requirement"
) {}

/** Nothing is asked; what belongs elsewhere is not found. */
export const read: Principal.Requirement = { call: "read" }

/** The permission, in the key's own environment. */
export const data = (permission: Permission.Permission): Principal.Requirement => ({ call: "data", permission })

/** A key of `live`, or a member, with at least one of the permissions. */
export const control = (...anyOf: ReadonlyArray<Member.Permission>): Principal.Requirement => ({
  call: "control",
  anyOf
})

/** Takes a key, as `Authorization: Bearer …` or as `X-API-Key`, and never a cookie. */
export class KeyAccess extends HttpApiMiddleware.Service<KeyAccess, { provides: Caller }>()(
  "@nexio/adapters-http/api/KeyAccess",
  {
    error: refusals(
      "Unauthorized",
      "Forbidden",
      "OrgSuspended",
      "AuthUnavailable",
      "RateLimited",
      "TooManyUnauthorized",
      "InternalError"
    )
  }
) {}

/** Takes the session cookie of a member, and never a key. */
export class SessionAccess extends HttpApiMiddleware.Service<SessionAccess, { provides: Visitor }>()(
  "@nexio/adapters-http/api/SessionAccess",
  {
    error: refusals(
      "SignedOut",
      "Forbidden",
      "OrgSuspended",
      "EnvironmentNotFound",
      "StorageUnavailable",
      "TooManyUnauthorized",
      "InternalError"
    )
  }
) {}

/** Refuses a change that a page of another origin asks for. */
export class SameOrigin extends HttpApiMiddleware.Service<SameOrigin>()("@nexio/adapters-http/api/SameOrigin", {
  error: refusals("OtherOrigin", "InternalError")
}) {}

/** Takes the operator's token, as `Authorization: Bearer …`. Where none is configured there is nothing here. */
export class OperatorAccess extends HttpApiMiddleware.Service<OperatorAccess>()(
  "@nexio/adapters-http/api/OperatorAccess",
  { error: refusals("OperatorUnknown", "TooManyUnauthorized", "UnknownPath", "InternalError") }
) {}

/** Reads the body of a call that takes one, and refuses what is too long, not JSON, or cannot be stored. */
export class JsonBody extends HttpApiMiddleware.Service<JsonBody>()("@nexio/adapters-http/api/JsonBody", {
  error: refusals("InvalidRequest", "PayloadTooLarge", "UnsupportedMediaType")
}) {}

/** Writes every failure as a refusal, whatever it came from. The outermost of all. */
export class FlatErrors extends HttpApiMiddleware.Service<FlatErrors>()("@nexio/adapters-http/api/FlatErrors", {
  error: refusals("InvalidRequest")
}) {}
