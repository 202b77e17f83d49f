import { Instant, RateLimit, RateLimits } from "@nexio/core"
import { Effect, Layer } from "effect"

interface Admitted {
  readonly orgId: string
  readonly live: boolean
  readonly minute: Instant.Instant
}

/** Every admission is remembered, and those of the minute are counted again for each request. */
export const layer = Layer.sync(RateLimits, () => {
  const admissions: Array<Admitted> = []
  return RateLimits.of({
    take: ({ at, limit, live, orgId }) =>
      Effect.sync(() => {
        const own = admissions.filter((one) => one.orgId === orgId)
        const latest = own.at(-1)?.minute
        const minute = latest !== undefined && RateLimit.isOf(latest, at) ? latest : Instant.minuteOf(at)
        const left = (): number => {
          const within = admissions.filter((one) => one.orgId === orgId && one.minute === minute)
          const nonLive = within.filter((one) => !one.live).length
          const open = limit - within.length
          return Math.max(0, live ? open : Math.min(open, RateLimit.quota({ limit, live }) - nonLive))
        }
        const admitted = left() > 0
        if (admitted) admissions.push({ orgId, live, minute })
        return RateLimit.standing({ at, limit, live }, { minute, admitted, remaining: left() })
      })
  })
})
