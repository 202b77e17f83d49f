/** Admits a call by its API key, and by what the endpoint asks of the caller; before its body is read. */
import {
  Authentication,
  type AuthUnavailable,
  type OrgSuspended,
  Origin,
  Principal,
  type RateLimit,
  Unauthorized
} from "@nexio/core"
import { Context, Effect, Layer, Redacted } from "effect"
import { HttpEffect, HttpServerRequest, HttpServerResponse } from "effect/http"
import { Caller, KeyAccess, Requirement, StillAdmitted } from "../api/Access.ts"
import type { Admitted } from "./Admitted.ts"
import * as Bearer from "./Bearer.ts"
import { ClientAddress } from "./ClientAddress.ts"
import * as RateLimiting from "./RateLimiting.ts"

type Refused = Unauthorized | OrgSuspended | AuthUnavailable | RateLimit.RateLimited | Principal.Forbidden

export const layer = Layer.effect(
  KeyAccess,
  Effect.gen(function* () {
    const authentication = yield* Authentication
    const client = yield* ClientAddress
    const count = yield* RateLimiting.make

    /** Goes on, unless the org's limit leaves no request. */
    const counted = (
      request: HttpServerRequest.HttpServerRequest,
      caller: Principal.KeyPrincipal,
      go: Admitted<Refused>
    ): Admitted<Refused> =>
      caller.rateLimitPerMinute === undefined
        ? go
        : Effect.flatMap(count(caller), (standing): Admitted<Refused> => {
            if (standing === undefined) return go
            const refused = RateLimiting.refusal(standing, caller)
            return HttpEffect.withPreResponseHandler(refused === undefined ? go : Effect.fail(refused), (_, response) =>
              Effect.succeed(HttpServerResponse.setHeaders(response, RateLimiting.headersOf(standing)))
            ).pipe(Effect.provideService(HttpServerRequest.HttpServerRequest, request))
          })

    return (httpEffect, { endpoint }) => {
      const requirement = Context.get(endpoint.annotations as Context.Context<Requirement>, Requirement)
      return Effect.flatMap(HttpServerRequest.HttpServerRequest, (request): Admitted<Refused> => {
        const key = presented(request.headers)
        if (key === undefined) return Effect.fail(new Unauthorized())
        const verified = authentication.verify(Redacted.make(key, { label: "api key" }))
        return Effect.matchEffect(verified, {
          onFailure: (refused): Admitted<Refused> =>
            refused._tag === "OrgSuspended" && refused.principal !== undefined
              ? counted(request, refused.principal, Effect.fail(refused))
              : Effect.fail(refused),
          onSuccess: (principal): Admitted<Refused> => {
            const refused = Principal.refusal(principal, requirement)
            const act = (by: Principal.KeyPrincipal) => acting(by, client.of(request))
            return counted(
              request,
              principal,
              refused === undefined
                ? Effect.provideContext(
                    httpEffect,
                    Context.add(act(principal), StillAdmitted, Effect.map(verified, act))
                  )
                : Effect.fail(refused)
            )
          }
        })
      })
    }
  })
)

/** Who makes the call, for what it asks and for what is written down of its changes. */
const acting = (principal: Principal.KeyPrincipal, address: string | undefined) =>
  Context.make(Caller, principal).pipe(
    Context.add(Origin.Actor, Origin.actor(`api_key:${principal.apiKeyId}`, address))
  )

/** The key that a request presents; none where it has none, or two that differ. */
export const presented = (headers: Readonly<Record<string, string | undefined>>): string | undefined => {
  const older = headers["x-api-key"]
  const authorization = headers["authorization"]
  if (authorization === undefined) return older
  const key = Bearer.token(authorization)
  return older === undefined || older === key ? key : undefined
}
