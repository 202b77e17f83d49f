/**
 * Short ways of what a busy server is asked most: answered before the contract's own layer, by the same schemas and use
 * cases.
 *
 * Whatever one cannot take goes the whole way and is decided there anew, so that refusals and their order are written
 * once.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import { Authentication, type AuthUnavailable, Principal, type RateLimit } from "@nexio/core"
import { type Cause, Effect, Exit, Redacted } from "effect"
import { HttpServerRequest, type HttpServerResponse } from "effect/http"
import * as FlatErrors from "./FlatErrors.ts"
import * as RateLimiting from "./RateLimiting.ts"

/** Takes a request, or has it go the whole way. */
export type ShortWay = (request: IncomingMessage, response: ServerResponse, wholeWay: () => void) => void

/** What a request asks that nothing is wrong with, but for its key. */
export interface Asked<A> {
  readonly key: string
  readonly requirement: Principal.Requirement
  readonly perform: (caller: Principal.KeyPrincipal) => Effect.Effect<A, unknown>
  readonly status: number
  /** The answer's JSON text. */
  readonly encode: (value: A) => string
}

type Admitted = Effect.Effect<Principal.KeyPrincipal | undefined, AuthUnavailable | RateLimit.RateLimited>

/** Gives what performs and answers what is asked, or has it go the whole way. */
export const make = Effect.gen(function* () {
  const authentication = yield* Authentication
  const count = yield* RateLimiting.make
  const run = Effect.runCallbackWith(yield* Effect.context<never>())

  const nobody = () => Effect.undefined

  const counted = (caller: Principal.KeyPrincipal, response: ServerResponse): Admitted =>
    Effect.flatMap(count(caller), (standing): Admitted => {
      if (standing === undefined) return Effect.succeed(caller)
      for (const [name, value] of Object.entries(RateLimiting.headersOf(standing))) response.setHeader(name, value)
      const refused = RateLimiting.refusal(standing, caller)
      return refused === undefined ? Effect.succeed(caller) : Effect.fail(refused)
    })

  /** Whom the key admits to this; that keys cannot be looked up is told at once, and not looked up anew. */
  const admitted = (key: string, requirement: Principal.Requirement, response: ServerResponse): Admitted =>
    Effect.matchEffect(authentication.verify(Redacted.make(key)), {
      onFailure: (refused): Admitted => (refused._tag === "AuthUnavailable" ? Effect.fail(refused) : nobody()),
      onSuccess: (caller): Admitted => {
        if (Principal.refusal(caller, requirement) !== undefined) return nobody()
        return caller.rateLimitPerMinute === undefined ? Effect.succeed(caller) : counted(caller, response)
      }
    })

  return <A>(
    { encode, key, perform, requirement, status }: Asked<A>,
    request: IncomingMessage,
    response: ServerResponse,
    wholeWay: () => void
  ): void => {
    const performed = Effect.flatMap(admitted(key, requirement, response), (caller) =>
      caller === undefined ? Effect.undefined : Effect.map(perform(caller), encode)
    )
    run(performed, {
      onExit: (exit) => {
        if (Exit.isSuccess(exit) && exit.value !== undefined) {
          const length = Buffer.byteLength(exit.value)
          response.writeHead(status, { "Content-Type": "application/json", "Content-Length": length })
          response.end(exit.value)
          return
        }
        if (Exit.isFailure(exit)) failed.set(request, exit.cause)
        wholeWay()
      }
    })
  }
})

/** How calls failed that were begun: that is answered, and nothing is done or counted twice. */
const failed = new WeakMap<object, Cause.Cause<unknown>>()

/** The whole way, for what a short way left to it. */
export const orFailed = <E, R>(
  wholeWay: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R | HttpServerRequest.HttpServerRequest> =>
  Effect.flatMap(
    HttpServerRequest.HttpServerRequest,
    (request): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R | HttpServerRequest.HttpServerRequest> => {
      const cause = failed.get(request.source)
      return cause === undefined ? wholeWay : FlatErrors.answer(cause)
    }
  )
