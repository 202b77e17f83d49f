/** Counts the requests of orgs that have a limit, and says in each answer how the org stands. */
import { AuthUnavailable, Instant, type Principal, RateLimit, RateLimits } from "@nexio/core"
import { Effect } from "effect"

/** Gives what counts a request: how its org stands then, or nothing where it has no limit. */
export const make = Effect.map(
  RateLimits,
  (limits) =>
    (caller: Principal.KeyPrincipal): Effect.Effect<RateLimit.Standing | undefined, AuthUnavailable> => {
      const { kind, orgId, rateLimitPerMinute: limit } = caller
      if (limit === undefined) return Effect.undefined
      return Effect.flatMap(Instant.now, (at) =>
        // Uncounted, nobody would be held to a limit; what counts is also what keys are looked up in.
        Effect.mapError(limits.take({ orgId, limit, live: kind === "live", at }), () => new AuthUnavailable())
      )
    }
)

/** The headers of the answer to a request that was counted or refused; `RateLimit-Reset` in seconds. */
export const headersOf = ({ quota, remaining, reset }: RateLimit.Standing): Readonly<Record<string, string>> => ({
  "RateLimit-Limit": String(quota),
  "RateLimit-Remaining": String(remaining),
  "RateLimit-Reset": String(reset)
})

/** Why a request is refused; nothing where it is admitted. */
export const refusal = (
  { admitted, quota, reset }: RateLimit.Standing,
  { kind }: Principal.Principal
): RateLimit.RateLimited | undefined =>
  admitted ? undefined : new RateLimit.RateLimited({ live: kind === "live", quota, retryAfter: reset })
