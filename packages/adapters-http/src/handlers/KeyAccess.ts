/** Admits a call by its API key, and by what the endpoint asks of the caller; before its body is read. */
import { Authentication, type AuthUnavailable, type OrgSuspended, Origin, Principal, Unauthorized } from "@nexio/core"
import { Context, Effect, Layer, Redacted } from "effect"
import { HttpServerRequest } from "effect/http"
import { Caller, KeyAccess, Requirement } from "../api/Access.ts"
import type { Admitted } from "./Admitted.ts"
import * as Bearer from "./Bearer.ts"

type Refused = Unauthorized | OrgSuspended | AuthUnavailable | Principal.Forbidden

export const layer = Layer.effect(
  KeyAccess,
  Effect.gen(function* () {
    const authentication = yield* Authentication
    return (httpEffect, { endpoint }) => {
      const requirement = Context.get(endpoint.annotations as Context.Context<Requirement>, Requirement)
      return Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }): Admitted<Refused> => {
        const key = presented(headers)
        if (key === undefined) return Effect.fail(new Unauthorized())
        return Effect.flatMap(
          authentication.verify(Redacted.make(key, { label: "api key" })),
          (principal): Admitted<Principal.Forbidden> => {
            const refused = Principal.refusal(principal, requirement)
            return refused === undefined ? Effect.provideContext(httpEffect, acting(principal)) : Effect.fail(refused)
          }
        )
      })
    }
  })
)

/** Who makes the call, for what it asks and for what is written down of its changes. */
const acting = (principal: Principal.Principal) =>
  Context.make(Caller, principal).pipe(Context.add(Origin.Actor, { actor: `api_key:${principal.apiKeyId}` }))

/** The key that a request presents; none where it has none, or two that differ. */
export const presented = (headers: Readonly<Record<string, string | undefined>>): string | undefined => {
  const older = headers["x-api-key"]
  const authorization = headers["authorization"]
  if (authorization === undefined) return older
  const key = Bearer.token(authorization)
  return older === undefined || older === key ? key : undefined
}
