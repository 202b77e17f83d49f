/** An endpoint's rate limit holds over all dispatchers: contract section 5. */
import assert from "node:assert/strict"
import { Instant, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { endpoint, subscribe } from "../Work.ts"
import { start, told } from "./Pending.ts"

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "never lets more attempts to an endpoint begin in a second than its rate, and no fewer where they are claimed, over several dispatchers",
    guards: "A receiver that asked for a limit would be overrun, or would wait for what it could take.",
    given: fc.record({
      rate: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 1_000 })),
      deliveries: fc.integer({ min: 1, max: 16 }),
      rounds: fc.array(
        fc.record({
          passes: fc.constantFrom(0, 1, 300, 999, Instant.second, 2_500),
          dispatchers: fc.array(fc.record({ wait, limit: fc.integer({ min: 1, max: 8 }) }), {
            minLength: 1,
            maxLength: 3
          })
        }),
        { minLength: 1, maxLength: 6 }
      )
    }),
    holds: Effect.fnUntraced(function* ({ deliveries, rate, rounds }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start, { rateLimitPerSecond: rate })
      yield* subscribe(one)
      for (let nth = 0; nth < deliveries; nth += 1) yield* told(ids, one, start)
      const starts: Array<number> = []
      let now = start
      for (const { dispatchers, passes } of rounds) {
        now += passes
        const shares = yield* Effect.forEach(
          dispatchers,
          ({ limit, wait }) => after(wait, webhooks.claimDue({ at: now, until: now + Instant.day, limit })),
          together
        )
        for (const { startAt } of shares.flat()) {
          assert.ok(
            startAt !== undefined && startAt >= now && startAt < now + Instant.second,
            `Begins within a second: ${startAt}`
          )
          starts.push(startAt)
        }
        starts.sort((a, b) => a - b)
        for (const [nth, startAt] of starts.entries()) {
          const within = starts.slice(nth).filter((other) => other < startAt + Instant.second).length
          assert.ok(within <= rate, `${within} begin within a second from ${startAt}`)
        }
        const isAlone = dispatchers.length === 1
        if (!isAlone || shares[0]!.length === dispatchers[0]!.limit || starts.length === deliveries) continue
        const next = starts.at(-1)! + Math.ceil(Instant.second / rate)
        assert.ok(next >= now + Instant.second, "All is given that may begin")
      }
      now += lease + Instant.second
      const rest = yield* webhooks.claimDue({ at: now, until: now + lease, limit: 100 })
      same("What may begin after a while", rest.length, Math.min(rate, deliveries - starts.length))
    })
  }),

  law({
    name: "says nothing of when an attempt begins to an endpoint that has no rate limit, beside one that has",
    guards: "Deliveries would wait for a pace that nobody asked for.",
    given: fc.record({ rate: fc.integer({ min: 1, max: 5 }), deliveries: fc.integer({ min: 1, max: 10 }) }),
    holds: Effect.fnUntraced(function* ({ deliveries, rate }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const [paced, other] = [endpoint(ids, live, start, { rateLimitPerSecond: rate }), endpoint(ids, live, start)]
      for (const each of [paced, other]) yield* subscribe(each)
      for (const each of [paced, other]) {
        for (let nth = 0; nth < deliveries; nth += 1) yield* told(ids, each, start)
      }
      const claimed = yield* webhooks.claimDue({ at: start, until: start + lease, limit: 100 })
      const of = (id: string) => claimed.filter(({ delivery }) => delivery.endpointId === id)
      same("How many of the one with a limit", of(paced.id).length, Math.min(rate, deliveries))
      same(
        "When the others begin",
        of(other.id).map(({ startAt }) => startAt ?? "at once"),
        Array.from({ length: deliveries }, () => "at once")
      )
    })
  })
]
