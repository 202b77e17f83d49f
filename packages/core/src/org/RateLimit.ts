/**
 * The rate limit of an org: how many requests it may make in each UTC minute.
 *
 * Environments that are not live get, together, at most half of a minute: what tries things out leaves the other half
 * to what is live.
 */
import { Data, Schema } from "effect"
import type { OrgId } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"

/** Requests a minute: 1 to 10,000,000. An org without one has no limit. */
export const PerMinute = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000_000 }))

/** What was taken of one minute of an org. */
export interface Taken {
  /** The start of the minute. */
  readonly minute: Instant.Instant
  readonly total: number
  /** What of the total environments took that are not live. */
  readonly nonLive: number
}

/** Whose request it is, under which limit, and when. */
export interface Asked {
  readonly orgId: OrgId
  /** Requests a minute. */
  readonly limit: number
  /** Whether it is of the live environment. */
  readonly live: boolean
  readonly at: Instant.Instant
}

/** How an org stands in its minute once a request was counted or refused, as callers of that kind see it. */
export interface Standing {
  readonly admitted: boolean
  /** How many requests its kind of environment may make in the minute. */
  readonly quota: number
  /** How many it may still make. An adapter that several servers share may tell a few more than there are. */
  readonly remaining: number
  /** Seconds until the next minute, at least 1. */
  readonly reset: number
}

/** The org has made as many requests in this minute as its limit allows. */
export class RateLimited extends Data.TaggedError("RateLimited")<{
  readonly live: boolean
  readonly quota: number
  /** Seconds until the next minute. */
  readonly retryAfter: number
}> {
  override get message() {
    return `${this.live ? "This org" : "The environments of this org that are not live, together,"} may make ${this.quota} requests per minute, and has made them. Send it again in ${this.retryAfter} s, or ask the operator of this server to raise the limit.`
  }
}

/** How many requests of a minute are for this kind of environment. */
export const quota = ({ limit, live }: Pick<Asked, "limit" | "live">): number => (live ? limit : Math.floor(limit / 2))

/** How many requests this kind of environment may still make in the minute. */
export const remaining = (taken: Taken, asked: Pick<Asked, "limit" | "live">): number =>
  Math.max(0, Math.min(asked.limit - taken.total, asked.live ? asked.limit : quota(asked) - taken.nonLive))

/** How far apart clocks may be that count the same minutes. */
const skew = Instant.minute

/**
 * Whether what is asked at this instant is counted in the latest minute. What a clock asks that is behind the one that
 * began it is; a minute that is further ahead is one that a clock was set back from.
 */
export const isOf = (minute: Instant.Instant, at: Instant.Instant): boolean =>
  Instant.minuteOf(at) <= minute && minute <= Instant.minuteOf(at) + skew

/** Takes as many of the `wanted` requests as the limit leaves. */
export const take = (
  before: Taken | undefined,
  asked: Omit<Asked, "orgId">,
  wanted: number
): { readonly granted: number; readonly taken: Taken } => {
  const { minute, nonLive, total } =
    before !== undefined && isOf(before.minute, asked.at)
      ? before
      : { minute: Instant.minuteOf(asked.at), total: 0, nonLive: 0 }
  const granted = Math.min(wanted, remaining({ minute, total, nonLive }, asked))
  return { granted, taken: { minute, total: total + granted, nonLive: nonLive + (asked.live ? 0 : granted) } }
}

/** How whoever asked stands, with so many requests remaining of the minute that begins there. */
export const standing = (
  asked: Pick<Asked, "limit" | "live" | "at">,
  { minute, ...told }: { readonly minute: Instant.Instant; readonly admitted: boolean; readonly remaining: number }
): Standing => ({
  ...told,
  quota: quota(asked),
  reset: Math.ceil((minute + Instant.minute - asked.at) / Instant.second)
})
