import { Context, Effect, Layer } from "effect"
import type { OrgId } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as RateLimit from "./RateLimit.ts"

/** The port to where the requests of orgs with a limit are counted. */
export class RateLimits extends Context.Service<
  RateLimits,
  {
    /**
     * Counts a request, unless the limit leaves none. However many ask at once, of whichever server, an org is never
     * admitted more often in a minute than its limit says, and what is not live never more often than half of that.
     */
    readonly take: (asked: RateLimit.Asked) => Effect.Effect<RateLimit.Standing, StorageUnavailable>
  }
>()("@nexio/core/org/RateLimits") {
  /** For a deployment of one process: it remembers what was taken of the latest minute. */
  static readonly layerMemory = Layer.sync(RateLimits, () => {
    const latest = ofLatestMinute<RateLimit.Taken>()
    return RateLimits.of({
      take: (asked) =>
        Effect.sync(() => {
          const { granted, taken } = RateLimit.take(latest.get(asked.orgId), asked, 1)
          latest.set(asked.orgId, taken)
          const remaining = RateLimit.remaining(taken, asked)
          return RateLimit.standing(asked, { minute: taken.minute, admitted: granted === 1, remaining })
        })
    })
  })
}

/** What is known of orgs in the latest minute; of those before it nothing, so that it does not grow. */
export const ofLatestMinute = <A extends { readonly minute: Instant.Instant }>() => {
  const known = new Map<OrgId, A>()
  let latest = 0
  return {
    get: (orgId: OrgId): A | undefined => known.get(orgId),
    set: (orgId: OrgId, of: A): void => {
      // Later, or so much earlier that the clock was set back.
      if (of.minute > latest || of.minute < latest - Instant.minute) {
        known.clear()
        latest = of.minute
      }
      known.set(orgId, of)
    }
  }
}
