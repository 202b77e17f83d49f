/** Each attempt has a number of its own and is recorded once; a delivery goes on by its schedule until it ends for good. */
import assert from "node:assert/strict"
import { Instant, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet, tagOf } from "../Answers.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, counted, lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { pending, recorded, start } from "./Pending.ts"

const until = start + lease

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "numbers attempts as they begin, fails by schedule and not by crashes, is due again to the millisecond, and ends for good",
    guards: "Receivers would be called too soon, too often or never again; a crash of ours would use up their retries.",
    given: fc.array(
      fc.record({
        how: fc.constantFrom("crash", "crash", "fail", "fail", "succeed"),
        after: fc.constantFrom(0, 1, lease - 1)
      }),
      { minLength: 1, maxLength: 6 }
    ),
    holds: Effect.fnUntraced(function* (attempts) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const { orgId } = yield* pending(ids, 1)
      let [at, failures]: [number, number] = [start, 0]
      for (const [nth, { after, how }] of attempts.entries()) {
        if (nth > 0) same("What is due a millisecond before", yield* claimDeliveries(at - 1), [])
        const claimed = (yield* claimDeliveries(at))[0]
        assert.ok(claimed, "A delivery that is due can be claimed")
        same("The number of the attempt", claimed.attempt, nth + 1)
        same("How often it failed", [claimed.delivery.status, claimed.delivery.failures], ["pending", failures])
        same("What is due while it is held", yield* claimDeliveries(at + lease - 1), [])
        if (how === "crash") {
          at += lease
          continue
        }
        const record = recorded(claimed, how === "fail" ? "Failed" : "Succeeded", at + after)
        yield* webhooks.record(claimed.claim, record)
        failures = record.delivery.failures
        if (record.delivery.dueAt === undefined) {
          same("What is due of a delivery that has ended", yield* claimDeliveries(at + 100 * Instant.day), [])
          same("What is held of it", yield* webhooks.renew([claimed.claim], at + lease), [claimed.claim])
          const { deliveriesFailed, deliveriesSucceeded } = yield* counted(orgId)
          const succeeded = record.delivery.status === "succeeded"
          return same("What was counted", [deliveriesSucceeded, deliveriesFailed], succeeded ? [1, 0] : [0, 1])
        }
        at = record.delivery.dueAt
      }
      const { deliveriesFailed, deliveriesSucceeded } = yield* counted(orgId)
      same("What was counted of a delivery that goes on", [deliveriesSucceeded, deliveriesFailed], [0, 0])
    })
  }),

  law({
    name: "holds a delivery for as long as it is renewed, however often, and lets its dispatcher end it",
    guards: "A slow receiver would be called a second time while the first call lasts.",
    given: fc.array(fc.integer({ min: 1, max: lease }), { minLength: 1, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (renewals) {
      const webhooks = yield* WebhookStore
      const { orgId } = yield* pending(new Minted(), 1)
      const claimed = (yield* claimDeliveries(start))[0]!
      let at = until
      for (const longer of renewals) {
        at += longer
        same("What is lost", yield* webhooks.renew([claimed.claim], at), [])
        same("What is due meanwhile", yield* claimDeliveries(at - 1), [])
      }
      yield* webhooks.record(claimed.claim, recorded(claimed, "Succeeded", at))
      same("What was counted", (yield* counted(orgId)).deliveriesSucceeded, 1)
    })
  }),

  law({
    name: "leaves a delivery as it is where a dispatcher that lost its lease reports, or one reports a second time",
    guards: "A late report would end or put off a delivery that another dispatcher is sending, or count it twice.",
    given: fc.record({
      how: fc.constantFrom("taken over", "taken over and failed", "ended"),
      late: fc.constantFrom("Succeeded", "Failed"),
      reports: fc.array(wait, { minLength: 1, maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ how, late, reports }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const { orgId } = yield* pending(ids, 1)
      const stale = (yield* claimDeliveries(start))[0]!
      const holder = how === "ended" ? stale : (yield* claimDeliveries(until))[0]!
      if (how === "ended") yield* webhooks.record(stale.claim, recorded(stale, "Succeeded", until))
      const failed = recorded(holder, "Failed", until + 1)
      if (how === "taken over and failed") yield* webhooks.record(holder.claim, failed)
      const before = yield* counted(orgId)
      const answers = yield* Effect.forEach(
        reports,
        (wait) => after(wait, tagOf(webhooks.record(stale.claim, recorded(stale, late as "Failed", until + 2)))),
        together
      )
      same(
        "Reports under a lost lease",
        answers,
        reports.map(() => "LeaseLost")
      )
      same("What was counted by them", yield* counted(orgId), before)
      if (how === "ended") return same("What is due", yield* claimDeliveries(start + 100 * lease), [])
      if (how === "taken over") {
        same("What is due while it is held", yield* claimDeliveries(until + lease - 1), [])
        same("What its holder lost", yield* webhooks.renew([holder.claim], until + lease), [])
        yield* webhooks.record(holder.claim, failed)
      }
      const dueAt = failed.delivery.dueAt!
      same("What is due before its time", yield* claimDeliveries(dueAt - 1), [])
      const [again] = yield* claimDeliveries(dueAt)
      same("The next attempt", [again?.attempt, again?.delivery.failures], [3, 1])
    })
  }),

  law({
    name: "takes one of the reports that are made at once of one attempt, counts it, and refuses the others",
    guards: "A report that is repeated after a lost connection would count a second time.",
    given: fc.record({ succeeded: fc.boolean(), waits: fc.array(wait, { minLength: 2, maxLength: 5 }) }),
    holds: Effect.fnUntraced(function* ({ succeeded, waits }) {
      const webhooks = yield* WebhookStore
      const { orgId } = yield* pending(new Minted(), 1)
      const claimed = (yield* claimDeliveries(start))[0]!
      const { attempt, delivery } = recorded(claimed, "Succeeded", start + 1)
      const end = succeeded ? delivery : { ...delivery, status: "failed" as const, failures: 1 }
      const answers = yield* Effect.forEach(
        waits,
        (wait) => after(wait, tagOf(webhooks.record(claimed.claim, { attempt, delivery: end }))),
        together
      )
      sameSet("The answers", answers, ["done", ...waits.slice(1).map(() => "LeaseLost")])
      const { deliveriesFailed, deliveriesSucceeded } = yield* counted(orgId)
      same("What was counted", [deliveriesSucceeded, deliveriesFailed], succeeded ? [1, 0] : [0, 1])
      same("What is due", yield* claimDeliveries(start + 100 * lease), [])
    })
  })
]
