/**
 * Counting requests for all servers: a row for each org, of its latest minute, from which a server takes allotments of
 * a hundredth of the limit and counts those off in memory.
 *
 * What was taken is in the row before it is counted off, so all servers together never admit more than the limit. What
 * a server took and is not asked for goes unused: a hundredth for each. A limit of less than 200 is counted exactly.
 */
import { type Id, Instant, ofLatestMinute, RateLimit, RateLimits } from "@nexio/core"
import { Duration, Effect, Exit, Layer } from "effect"
import * as Batch from "../Batch.ts"
import { PostgresDatabase } from "../PostgresDatabase.ts"
import * as PostgresSession from "../PostgresSession.ts"

/** What this server has of the minute, for one kind of environment. */
interface Share {
  unused: number
  /** What the row had left when the last allotment was taken. */
  readonly left: number
  /** The row had less than was wanted, and has no more in this minute. */
  readonly isSpent: boolean
}

interface Held {
  readonly minute: Instant.Instant
  readonly limit: number
  readonly live?: Share
  readonly nonLive?: Share
}

interface Grant {
  readonly minute: Instant.Instant
  readonly share: Share
}

const kindOf = ({ live }: RateLimit.Asked) => (live ? "live" : "nonLive")

/** Those that one grant is for are alike in this. */
const keyOf = ({ at, limit, live, orgId }: RateLimit.Asked): string =>
  `${orgId} ${Instant.minuteOf(at)} ${limit} ${live}`

const countOff = (asked: RateLimit.Asked, { minute, share }: Grant): RateLimit.Standing => {
  const admitted = share.unused > 0
  if (admitted) share.unused -= 1
  return RateLimit.standing(asked, { minute, admitted, remaining: share.left + share.unused })
}

/** How many requests a server takes at a time. */
const allotment = (limit: number): number => Math.max(1, Math.floor(limit / 100))

const make = `insert into rate_limits (org_id, minute, total, non_live)
  select org_id, 0, 0, 0 from unnest($1::text[]::uuid[]) as given (org_id) on conflict (org_id) do nothing`

const lock = `select org_id, minute, total, non_live from rate_limits
  where org_id = any ($1::text[]::uuid[]) order by org_id for no key update`

const types = ["uuid", "bigint", "bigint", "bigint"] as const
const count = `update rate_limits set minute = given.minute, total = given.total, non_live = given.non_live
  from ${PostgresSession.unnest(types)} as given (org_id, minute, total, non_live)
  where rate_limits.org_id = given.org_id`

export const layer = Layer.effect(
  RateLimits,
  Effect.gen(function* () {
    const { counts } = yield* PostgresDatabase
    const latest = ofLatestMinute<Held>()

    /** From what this server has, or knows; nothing where the row has to be asked. */
    const atHand = (asked: RateLimit.Asked): RateLimit.Standing | undefined => {
      const held = latest.get(asked.orgId)
      const share = held?.[kindOf(asked)]
      if (held === undefined || share === undefined || held.limit !== asked.limit) return undefined
      if (!RateLimit.isOf(held.minute, asked.at) || (share.unused === 0 && !share.isSpent)) return undefined
      return countOff(asked, { minute: held.minute, share })
    }

    const keep = (asked: RateLimit.Asked, { minute, share }: Grant): void => {
      const { limit, orgId } = asked
      const kind = kindOf(asked)
      const before = latest.get(orgId)
      const held = before?.minute === minute && before.limit === limit ? before : { minute, limit }
      share.unused += held[kind]?.unused ?? 0
      latest.set(orgId, { ...held, [kind]: share })
    }

    const take = yield* Batch.make(counts, {
      order: ({ orgId }: RateLimit.Asked) => orgId,
      // With the look-up before it and what is asked after it, a call is answered within 15 s.
      patience: Duration.seconds(2),
      perform: Effect.fnUntraced(function* (session, asked: ReadonlyArray<RateLimit.Asked>) {
        const orgs = [...new Set(asked.map(({ orgId }) => orgId))]
        const [, , , rows = []] = yield* PostgresSession.send(session, [
          ...PostgresSession.begin(orgs),
          [make, orgs],
          [lock, orgs]
        ])
        const taken = new Map<Id.OrgId, RateLimit.Taken>(
          rows.map((row) => [
            row["org_id"] as Id.OrgId,
            { minute: Number(row["minute"]), total: Number(row["total"]), nonLive: Number(row["non_live"]) }
          ])
        )
        const grants = new Map<string, Grant>()
        for (const [key, alike] of Map.groupBy(asked, keyOf)) {
          const [one] = alike as [RateLimit.Asked]
          const wanted = Math.max(alike.length, allotment(one.limit))
          const { granted, taken: after } = RateLimit.take(taken.get(one.orgId), one, wanted)
          taken.set(one.orgId, after)
          const left = RateLimit.remaining(after, one)
          grants.set(key, { minute: after.minute, share: { unused: granted, left, isSpent: granted < wanted } })
        }
        yield* PostgresSession.send(session, [
          [
            count,
            ...PostgresSession.columnsOf(
              [...taken].map(([orgId, { minute, nonLive, total }]) => [orgId, minute, total, nonLive]),
              types
            )
          ],
          PostgresSession.commit
        ])
        const answers = asked.map((one) => Exit.succeed(countOff(one, grants.get(keyOf(one))!)))
        for (const one of new Map(asked.map((one) => [keyOf(one), one])).values()) keep(one, grants.get(keyOf(one))!)
        return answers
      })
    })

    return RateLimits.of({
      take: (asked) =>
        Effect.suspend(() => {
          const standing = atHand(asked)
          return standing === undefined ? take(asked) : Effect.succeed(standing)
        })
    })
  })
)
