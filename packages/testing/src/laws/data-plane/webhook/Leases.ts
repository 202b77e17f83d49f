/** Deliveries are taken by one dispatcher at a time, the longest due first, and held for as long as the lease lasts. */
import assert from "node:assert/strict"
import { type Claim, type ClaimedDelivery, Instant, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet } from "../Answers.ts"
import { changeOrg, found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, counted, lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { endpoint, endRuns, subscribe } from "../Work.ts"
import { pending, recorded, start } from "./Pending.ts"

const until = start + lease

const idsOf = (claimed: ReadonlyArray<ClaimedDelivery>) => claimed.map(({ delivery }) => delivery.id)
const numbers = (claimed: ReadonlyArray<ClaimedDelivery>) => claimed.map(({ attempt }) => attempt)

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "gives a delivery to one dispatcher only, however many claim at once, each attempt with a number of its own",
    guards: "Receivers would be called twice at once for one event, or attempts would overwrite each other.",
    given: fc.record({
      deliveries: fc.integer({ min: 1, max: 8 }),
      dispatchers: fc.array(fc.record({ wait, limit: fc.integer({ min: 1, max: 4 }) }), { minLength: 2, maxLength: 6 }),
      rounds: fc.integer({ min: 1, max: 3 })
    }),
    holds: Effect.fnUntraced(function* ({ deliveries, dispatchers, rounds }) {
      yield* pending(new Minted(), deliveries)
      for (let round = 1; round <= rounds; round += 1) {
        const at = start + (round - 1) * lease
        const shares = yield* Effect.forEach(
          dispatchers,
          ({ limit, wait }) => after(wait, claimDeliveries(at, limit)),
          together
        )
        for (const [nth, share] of shares.entries()) {
          const { limit } = dispatchers[nth]!
          assert.ok(share.length <= limit, `Asked for ${limit}, got ${share.length}`)
        }
        const rest = yield* claimDeliveries(at)
        const all = [...shares.flat(), ...rest]
        same("How many deliveries they got", new Set(idsOf(all)).size, deliveries)
        same(
          "The numbers of their attempts",
          numbers(all),
          Array.from({ length: deliveries }, () => round)
        )
      }
    })
  }),

  law({
    name: "gives the longest due first, in any order where they are equally due, while those of suspended orgs wait",
    guards: "Old deliveries would starve while new ones come in, or a suspended customer would block the queue.",
    given: fc.record({
      ages: fc.array(fc.record({ at: fc.nat({ max: 5 }), suspended: fc.boolean(), retried: fc.boolean() }), {
        minLength: 1,
        maxLength: 8
      }),
      limits: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ ages, limits }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [[open], [stopped]] = [yield* found(ids, start), yield* found(ids, start)]
      for (const one of [open, stopped]) yield* subscribe(endpoint(ids, one, start))
      const dueAt = new Map<string, number>()
      for (const { at, retried, suspended } of ages) {
        yield* endRuns(ids, suspended ? stopped : open, start + at)
        // Each is put off as soon as it is there.
        for (const claimed of yield* claimDeliveries(start + at)) {
          const due = start + 10 + (retried ? 9 - at : at)
          const { delivery } = recorded(claimed, "Failed", start + at)
          yield* webhooks.record(claimed.claim, {
            attempt: { number: claimed.attempt, startedAt: start + at, latencyMs: 1 },
            delivery: { ...delivery, dueAt: due }
          })
          dueAt.set(delivery.id, due)
        }
      }
      yield* changeOrg(stopped.orgId, { suspended: true }, start)
      const waiting = [...dueAt]
      const held = new Set<string>()
      const claim = Effect.fnUntraced(function* (limit?: number) {
        const claimed = yield* claimDeliveries(start + 20, limit, start + Instant.hour)
        for (const { delivery } of claimed) {
          assert.ok(delivery.orgId === open.orgId, "A delivery of a suspended org waits")
          held.add(delivery.id)
        }
        return claimed.map(({ delivery }) => dueAt.get(delivery.id))
      })
      const own = ages.flatMap(({ suspended }, nth) => (suspended ? [] : [waiting[nth]![1]])).toSorted((a, b) => a - b)
      for (const limit of limits) sameSet(`The ${limit} longest due`, yield* claim(limit), own.splice(0, limit))
      sameSet("The rest", yield* claim(), own)
      yield* changeOrg(stopped.orgId, { suspended: false }, start)
      const lifted = yield* claimDeliveries(start + 20)
      sameSet(
        "What waited in the suspended org",
        idsOf(lifted),
        [...dueAt.keys()].filter((id) => !held.has(id))
      )
    })
  }),

  law({
    name: "holds what is renewed until the new instant, and says which claims are lost, those and only those",
    guards: "A slow receiver would be called a second time while the first call lasts.",
    given: fc.array(fc.constantFrom("held", "run out", "taken over", "ended", "failed"), {
      minLength: 1,
      maxLength: 5
    }),
    holds: Effect.fnUntraced(function* (fates) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      yield* pending(ids, fates.length)
      const first = yield* claimDeliveries(start, fates.length)
      const of = (...chosen: ReadonlyArray<string>) => first.filter((_, nth) => chosen.includes(fates[nth]!))
      yield* webhooks.renew(
        of("held", "run out", "ended", "failed").map(({ claim }) => claim),
        until + 100
      )
      const taken = yield* claimDeliveries(until, fates.length, until + 200)
      sameSet("What others take over", idsOf(taken), idsOf(of("taken over")))
      for (const each of of("ended")) yield* webhooks.record(each.claim, recorded(each, "Succeeded", until))
      for (const each of of("failed")) yield* webhooks.record(each.claim, recorded(each, "Failed", until))
      // Nobody took over what only ran out: it is held again.
      const forged: Claim = { ...first[0]!.claim, token: ids.next(start) }
      const lost = yield* webhooks.renew([...first.map(({ claim }) => claim), forged], until + 500)
      const expected = [...of("taken over", "ended", "failed").map(({ claim }) => claim), forged]
      sameSet("What is lost", lost, expected)
      const freed = yield* claimDeliveries(until + 499, 100, until + 600)
      sameSet("What the others' leases give free", idsOf(freed), idsOf(of("taken over")))
      const rest = yield* claimDeliveries(until + 500)
      sameSet("What the renewed leases give free", idsOf(rest), idsOf(of("held", "run out")))
    })
  }),

  law({
    name: "lets a dispatcher hold and record what it has of a suspended org, and gives out no more until that is lifted",
    guards: "Receivers of a suspended customer would be called on, or an attempt under way would be made twice.",
    given: fc.record({ deliveries: fc.integer({ min: 1, max: 3 }), waiting: fc.nat({ max: 2 }) }),
    holds: Effect.fnUntraced(function* ({ deliveries, waiting }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const { orgId } = yield* pending(ids, deliveries + waiting)
      const claimed = yield* claimDeliveries(start, deliveries)
      yield* changeOrg(orgId, { suspended: true }, start + 1)
      same("What is due of it, at any time", yield* claimDeliveries(start + lease), [])
      const claims = claimed.map(({ claim }) => claim)
      same("What is lost of it", yield* webhooks.renew(claims, start + 2 * lease), [])
      for (const each of claimed) yield* webhooks.record(each.claim, recorded(each, "Succeeded", start + 2))
      const { deliveriesSucceeded } = yield* counted(orgId)
      same("What was counted", deliveriesSucceeded, deliveries)
      yield* changeOrg(orgId, { suspended: false }, start + 3)
      same("What is due of it then", (yield* claimDeliveries(start + 9 * lease)).length, waiting)
    })
  })
]
