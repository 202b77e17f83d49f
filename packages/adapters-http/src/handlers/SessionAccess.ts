/** Admits a call by the session of a member, and by what the endpoint asks of it; before its body is read. */
import {
  type Environment,
  OrgSuspended,
  Origin,
  Principal,
  principalIn,
  Session,
  Sessions,
  type SignedIn
} from "@nexio/core"
import { Context, Effect, Layer } from "effect"
import { HttpServerRequest } from "effect/http"
import { Requirement, SessionAccess, StillAdmitted, Visitor } from "../api/Access.ts"
import { ClientAddress } from "./ClientAddress.ts"
import * as SessionCookie from "./SessionCookie.ts"

export const layer = Layer.effect(
  SessionAccess,
  Effect.gen(function* () {
    const sessions = yield* Sessions
    const client = yield* ClientAddress

    const admitted = Effect.fnUntraced(function* (
      request: HttpServerRequest.HttpServerRequest,
      requirement: Principal.Requirement | undefined
    ) {
      const token = SessionCookie.tokenOf(request)
      if (token === undefined) return yield* new Session.SignedOut()
      const signedIn = yield* sessions.verify(token)
      if (requirement === undefined) return signedIn
      if (signedIn.tenancy.org.suspendedAt !== undefined) return yield* new OrgSuspended()
      const refused = Principal.refusal(principalIn(signedIn, liveOf(signedIn)), requirement)
      return refused === undefined ? signedIn : yield* refused
    })

    return (httpEffect, { endpoint }) =>
      Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const requirement = Context.getOrUndefined(endpoint.annotations as Context.Context<Requirement>, Requirement)
        const admission = Effect.map(admitted(request, requirement), (visitor) =>
          Context.make(Visitor, visitor).pipe(
            Context.add(Origin.Actor, Origin.actor(`member:${visitor.member.id}`, client.of(request)))
          )
        )
        return yield* Effect.provideContext(httpEffect, Context.add(yield* admission, StillAdmitted, admission))
      })
  })
)

/** Every org has one. */
export const liveOf = ({ tenancy }: SignedIn): Environment.Environment =>
  tenancy.environments.find(({ kind }) => kind === "live")!
