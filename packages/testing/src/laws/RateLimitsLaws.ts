/** What every adapter keeps that counts the requests of orgs with a limit. */
import assert from "node:assert/strict"
import { type Founding, Instant, type OrgStore, RateLimit, RateLimits } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { Requests } from "./control-plane/Requests.ts"
import { after, together, wait } from "./data-plane/Turns.ts"
import { type Law, law } from "./Law.ts"

type Ports = RateLimits | OrgStore

const start = Date.UTC(2027, 0, 1)

/** Below it each request is counted by itself; from it on, servers that share a limit may leave a part of it unused. */
const exactBelow = 200

/** How much of a quota is given at least, if it is asked for: all of a small one, 95 of 100 of any. */
const least = (quota: number, limit: number): number => (limit < exactBelow ? quota : Math.ceil(quota * 0.95))

const limits = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 1, arbitrary: fc.integer({ min: exactBelow, max: 600 }) }
)

/** Requests of one or the other kind, each with how long it waits for its turn. */
const crowd = fc.array(fc.record({ live: fc.boolean(), wait }), { minLength: 1, maxLength: 40 })

const found = Effect.sync(() => new Requests()).pipe(Effect.flatMap((requests) => requests.found()))

const orgs = (count: number) =>
  Effect.suspend(() => {
    const requests = new Requests()
    return Effect.forEach(Array.from({ length: count }), () => requests.found())
  })

interface Asked {
  readonly limit: number
  readonly live: boolean
  readonly at?: Instant.Instant
}

const take = ({ org }: Founding, { at = start, limit, live }: Asked) =>
  RateLimits.use((limits) => limits.take({ orgId: org.id, limit, live, at }))

const admittedOf = (standings: ReadonlyArray<RateLimit.Standing>): number =>
  standings.filter(({ admitted }) => admitted).length

/** As many requests at once as exceed the limit, however it is shared. */
const everything = (org: Founding, asked: Asked) =>
  Effect.map(
    Effect.forEach(Array.from({ length: 3 * asked.limit }), () => take(org, asked), together),
    admittedOf
  )

const sameOr = (what: string, found: number, { atLeast, atMost }: { atLeast: number; atMost: number }): void =>
  assert.ok(found >= atLeast && found <= atMost, `${what}: ${found}, not ${atLeast} to ${atMost}`)

export const laws: ReadonlyArray<Law<Ports>> = [
  law({
    name: "admits an org in a minute as often as its limit says and never more often, however many ask at once",
    guards: "A customer takes more of the server than it was sold, or is refused what it was sold.",
    given: fc.record({ limit: limits, live: fc.boolean() }),
    holds: Effect.fnUntraced(function* ({ limit, live }) {
      const org = yield* found
      const quota = RateLimit.quota({ limit, live })
      sameOr("Admitted", yield* everything(org, { limit, live }), { atLeast: least(quota, limit), atMost: quota })
    })
  }),
  law({
    name: "admits what is not live to half of the limit at most, and what is live to all that is left",
    guards: "What tries things out takes the limit from what a customer's users wait for.",
    given: fc.record({ limit: limits, crowd }),
    holds: Effect.fnUntraced(function* ({ crowd, limit }) {
      const org = yield* found
      const first = yield* Effect.forEach(
        crowd,
        ({ live, wait }) => Effect.map(after(wait, take(org, { limit, live })), ({ admitted }) => ({ admitted, live })),
        together
      )
      const nonLive =
        (yield* everything(org, { limit, live: false })) + first.filter((a) => a.admitted && !a.live).length
      const live = (yield* everything(org, { limit, live: true })) + first.filter((a) => a.admitted && a.live).length
      assert.ok(nonLive <= limit / 2, `${nonLive} that are not live, of ${limit}`)
      sameOr("Admitted in all", live + nonLive, { atLeast: least(limit, limit), atMost: limit })
    })
  }),
  law({
    name: "refuses nobody while there is any left, one after another",
    guards: "A customer is told to wait although its limit is not reached.",
    given: fc.record({ limit: limits, kinds: fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }) }),
    holds: Effect.fnUntraced(function* ({ kinds, limit }) {
      const org = yield* found
      const taken = { total: 0, nonLive: 0 }
      for (const live of kinds) {
        const { admitted } = yield* take(org, { limit, live })
        const left = live ? limit - taken.total : Math.min(limit - taken.total, Math.floor(limit / 2) - taken.nonLive)
        if (limit < exactBelow || left > limit * 0.05) assert.equal(admitted, left > 0, `${left} of ${limit} left`)
        if (admitted) taken.total += 1
        if (admitted && !live) taken.nonLive += 1
      }
    })
  }),
  law({
    name: "begins anew with each minute, and carries nothing over",
    guards: "A customer that was refused once stays shut out, or saves up what it did not use and takes it at once.",
    given: fc.record({
      limit: fc.integer({ min: 2, max: 12 }),
      minutes: fc.array(
        fc.record({ skipped: fc.nat({ max: 2 }), asked: fc.nat({ max: 15 }), within: fc.nat({ max: 59_999 }) }),
        {
          minLength: 2,
          maxLength: 6
        }
      )
    }),
    holds: Effect.fnUntraced(function* ({ limit, minutes }) {
      const org = yield* found
      let minute = start
      for (const { asked, skipped, within } of minutes) {
        minute += (1 + skipped) * Instant.minute
        const asking = take(org, { limit, live: true, at: minute + within })
        const standings = yield* Effect.forEach(Array.from({ length: asked }), () => asking, together)
        assert.equal(admittedOf(standings), Math.min(asked, limit))
      }
    })
  }),
  law({
    name: "counts each org by itself",
    guards: "A busy customer shuts another one out.",
    given: fc.record({
      limits: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
      turns: fc.array(fc.nat({ max: 3 }), { maxLength: 40 })
    }),
    holds: Effect.fnUntraced(function* ({ limits, turns }) {
      const founded = yield* orgs(limits.length)
      const asked = turns.map((turn) => turn % limits.length)
      const admitted = yield* Effect.forEach(
        asked,
        (which) => Effect.map(take(founded[which]!, { limit: limits[which]!, live: true }), (it) => it.admitted),
        together
      )
      for (const [which, limit] of limits.entries()) {
        const own = asked.flatMap((other, nth) => (other === which ? [admitted[nth]!] : []))
        assert.equal(own.filter(Boolean).length, Math.min(limit, own.length))
      }
    })
  }),
  law({
    name: "holds to another limit from when it is asked with that, and what was taken stays taken",
    guards: "An operator raises a limit and nothing changes, or a change gives a customer its minute once more.",
    given: fc.record({
      limits: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 5 }),
      asked: fc.nat({ max: 8 })
    }),
    holds: Effect.fnUntraced(function* ({ asked, limits }) {
      const org = yield* found
      let taken = 0
      for (const limit of limits) {
        const asking = Array.from({ length: asked }, () => take(org, { limit, live: true }))
        const admitted = admittedOf(yield* Effect.forEach(asking, (ask) => ask))
        assert.equal(admitted, Math.max(0, Math.min(asked, limit - taken)), `${taken} of ${limit} were taken`)
        taken += admitted
      }
    })
  }),
  law({
    name: "counts a clock that is behind by less than a minute in the later minute, and goes on after one that was set back",
    guards:
      "Servers whose clocks differ admit a minute twice, or a clock that was wrong for a while shuts a customer out.",
    given: fc.record({ limit: fc.integer({ min: 1, max: 9 }), back: fc.integer({ min: 1, max: 5 * Instant.minute }) }),
    holds: Effect.fnUntraced(function* ({ back, limit }) {
      const org = yield* found
      assert.equal(yield* everything(org, { limit, live: true }), limit)
      const behind = yield* take(org, { limit, live: true, at: start - back })
      assert.equal(behind.admitted, back > Instant.minute, `${back} ms behind`)
    })
  }),
  law({
    name: "tells how many its kind may make, about how many are left, and in how many seconds the next minute begins",
    guards: "Clients that pace themselves by what they are told run into refusals, or wait for nothing.",
    given: fc.record({
      limit: limits,
      asked: fc.array(fc.record({ live: fc.boolean(), within: fc.nat({ max: 59_999 }) }), { maxLength: 20 })
    }),
    holds: Effect.fnUntraced(function* ({ asked, limit }) {
      const org = yield* found
      const taken = { total: 0, nonLive: 0 }
      for (const { live, within } of asked) {
        const standing = yield* take(org, { limit, live, at: start + within })
        if (standing.admitted) taken.total += 1
        if (standing.admitted && !live) taken.nonLive += 1
        const quota = live ? limit : Math.floor(limit / 2)
        assert.equal(standing.quota, quota)
        assert.equal(standing.reset, Math.ceil((Instant.minute - within) / Instant.second))
        const left = Math.max(0, Math.min(limit - taken.total, live ? limit : quota - taken.nonLive))
        const within10 = limit < exactBelow ? 0 : limit / 10
        assert.ok(
          Math.abs(standing.remaining - left) <= within10,
          `${standing.remaining} told, ${left} left of ${limit}`
        )
      }
    })
  })
]
