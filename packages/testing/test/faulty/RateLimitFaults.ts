import { type Id, Instant, type OrgStore, RateLimit, RateLimits } from "@nexio/core"
import { Effect, Layer } from "effect"
import { type Fault, inPort } from "./Fault.ts"

type Right = RateLimits["Service"]

/** Asks for something else than it was asked. */
const asking = (right: Right, other: (asked: RateLimit.Asked) => RateLimit.Asked): Right => ({
  take: (asked) => right.take(other(asked))
})

/** Says something else than what is so. */
const saying = (
  right: Right,
  other: (standing: RateLimit.Standing, asked: RateLimit.Asked) => Partial<RateLimit.Standing>
): Right => ({
  take: (asked) => Effect.map(right.take(asked), (standing) => ({ ...standing, ...other(standing, asked) }))
})

/** Counts by itself, with nothing but this rule. */
const counting = (rule: (before: RateLimit.Taken | undefined, asked: RateLimit.Asked) => RateLimit.Taken): Right => {
  const counts = new Map<string, RateLimit.Taken>()
  return {
    take: (asked) =>
      Effect.sync(() => {
        const { granted, taken } = RateLimit.take(rule(counts.get(asked.orgId), asked), asked, 1)
        counts.set(asked.orgId, taken)
        const remaining = RateLimit.remaining(taken, asked)
        return RateLimit.standing(asked, { minute: taken.minute, admitted: granted === 1, remaining })
      })
  }
}

const fresh = ({ at }: RateLimit.Asked): RateLimit.Taken => ({ minute: Instant.minuteOf(at), total: 0, nonLive: 0 })

const wrong = inPort(RateLimits, "RateLimits", [
  {
    name: "admits one more than the limit",
    breaks: "An org is never admitted more often in a minute than its limit says (RateLimits.take).",
    wrap: (right) => asking(right, (asked) => ({ ...asked, limit: asked.limit + 1 }))
  },
  {
    name: "gives 94 of 100",
    breaks: "Small limits are exact, and 95 of 100 of any are given (3, Rate limit).",
    wrap: (right) => asking(right, (asked) => ({ ...asked, limit: Math.max(1, Math.floor(asked.limit * 0.94)) }))
  },
  {
    name: "gives what is not live all of it",
    breaks: "Non-live environments together get at most half of the limit (3, Rate limit).",
    wrap: (right) => asking(right, (asked) => ({ ...asked, live: true }))
  },
  {
    name: "gives what is live no more than half",
    breaks: "Live is not refused while there is any left (3, Rate limit).",
    wrap: (right) => asking(right, (asked) => ({ ...asked, live: false }))
  },
  {
    name: "rounds the half up",
    breaks: "Non-live environments together get at most half of the limit (3, Rate limit).",
    wrap: (right) => ({
      take: (asked) => right.take(asked.live ? asked : { ...asked, limit: asked.limit + (asked.limit % 2) })
    })
  },
  {
    name: "keeps live and what is not apart, each with a share of its own",
    breaks: "What is not live is taken from the org's limit (3, Rate limit).",
    wrap: (right) =>
      asking(right, (asked) =>
        asked.live
          ? asked
          : { ...asked, orgId: asked.orgId.replace(/.$/, (last) => (last === "0" ? "1" : "0")) as Id.OrgId }
      )
  },
  {
    name: "counts all orgs together",
    breaks: "A limit is of one org (3, Rate limit).",
    wrap: (right) => {
      let first: Id.OrgId | undefined
      return asking(right, (asked) => {
        first ??= asked.orgId
        return { ...asked, orgId: first }
      })
    }
  },
  {
    name: "looks, and counts a moment later",
    breaks: "However many ask at once, the limit holds (RateLimits.take).",
    wrap: () => {
      const counts = new Map<string, RateLimit.Taken>()
      return {
        take: (asked) =>
          Effect.gen(function* () {
            const { granted, taken } = RateLimit.take(counts.get(asked.orgId), asked, 1)
            yield* Effect.yieldNow
            counts.set(asked.orgId, taken)
            const remaining = RateLimit.remaining(taken, asked)
            return RateLimit.standing(asked, { minute: taken.minute, admitted: granted === 1, remaining })
          })
      }
    }
  },
  {
    name: "has two servers that each count by themselves",
    breaks: "Of whichever server, an org is admitted as often as its limit says (RateLimits.take).",
    wrap: () => {
      const each = [
        counting((before, asked) => before ?? fresh(asked)),
        counting((before, asked) => before ?? fresh(asked))
      ]
      let nth = 0
      return { take: (asked) => Effect.suspend(() => each[nth++ % 2]!.take(asked)) }
    }
  },
  {
    name: "counts on through the minutes",
    breaks: "The limit is of each minute (3, Rate limit).",
    wrap: () =>
      counting((before, asked) =>
        before === undefined ? fresh(asked) : { ...before, minute: Instant.minuteOf(asked.at) }
      )
  },
  {
    name: "carries over what was not taken",
    breaks: "In a minute an org is admitted as often as its limit says, whatever it did before (3, Rate limit).",
    wrap: () =>
      counting((before, asked) => {
        if (before === undefined || before.minute === Instant.minuteOf(asked.at)) return before ?? fresh(asked)
        return { ...fresh(asked), total: before.total - asked.limit }
      })
  },
  {
    name: "begins a minute with the first request and not on the clock",
    breaks: "The minute is the UTC minute (3, Rate limit).",
    wrap: () =>
      counting((before, asked) =>
        before === undefined || asked.at - before.minute >= Instant.minute
          ? { ...fresh(asked), minute: asked.at }
          : before
      )
  },
  {
    name: "gives the minute once more when the limit is another",
    breaks: "What was taken stays taken under another limit (3, Rate limit).",
    wrap: (right) => {
      const begun = new Map<string, number>()
      const others = new Map<string, number>()
      return asking(right, (asked) => {
        if (begun.get(asked.orgId) !== asked.limit) others.set(asked.orgId, (others.get(asked.orgId) ?? 0) + 1)
        begun.set(asked.orgId, asked.limit)
        return { ...asked, orgId: `${asked.orgId}${others.get(asked.orgId)}` as Id.OrgId }
      })
    }
  },
  {
    name: "keeps to the limit that the minute began with",
    breaks: "A limit that an operator sets holds from then on (10, PATCH /orgs/{id}).",
    wrap: (right) => {
      const first = new Map<string, number>()
      return asking(right, (asked) => {
        const key = `${asked.orgId} ${Instant.minuteOf(asked.at)}`
        if (!first.has(key)) first.set(key, asked.limit)
        return { ...asked, limit: first.get(key)! }
      })
    }
  },
  {
    name: "begins anew with each minute that a clock says, also an earlier one",
    breaks: "What a clock asks that is a little behind is of the later minute (RateLimit).",
    wrap: () => counting((before, asked) => (before?.minute === Instant.minuteOf(asked.at) ? before : fresh(asked)))
  },
  {
    name: "waits for a clock that was set back",
    breaks: "A clock that was set back shuts nobody out (RateLimit).",
    wrap: (right) => {
      let latest = 0
      return asking(right, (asked) => {
        latest = Math.max(latest, asked.at)
        return { ...asked, at: latest }
      })
    }
  },
  {
    name: "tells the limit of the org to what is not live",
    breaks: "What is told is how many its kind of environment may make (RateLimit.Standing).",
    wrap: (right) => saying(right, (_, { limit }) => ({ quota: limit }))
  },
  {
    name: "tells what is left before the request",
    breaks: "What is told is how many may still be made (RateLimit.Standing).",
    wrap: (right) => saying(right, ({ admitted, remaining }) => ({ remaining: remaining + (admitted ? 1 : 0) }))
  },
  {
    name: "tells the second of the minute",
    breaks: "RateLimit-Reset is in how many seconds the next minute begins (3, Rate limit).",
    wrap: (right) => saying(right, (_, { at }) => ({ reset: Math.floor((at % Instant.minute) / Instant.second) }))
  }
])

/** Beside the right store of orgs. */
export const faults: ReadonlyArray<Fault<RateLimits | OrgStore>> = wrong.map((fault) => ({
  ...fault,
  of: (right) => Layer.merge(right, fault.of(right))
}))
