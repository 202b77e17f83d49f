/** Of a delivery that has failed for good the other endpoints hear, once. */
import { Announcement, EventType, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { endpoint, endRuns, subscribe } from "../Work.ts"
import { recorded, start } from "./Pending.ts"

const type = "delivery.exhausted"

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "tells what is announced with a report to those that it goes to, once, and nobody where the lease is lost",
    guards:
      "Customers would not hear that deliveries of theirs have failed, hear it twice, or hear what has not happened.",
    given: fc.record({
      others: fc.array(
        fc.record({
          live: fc.constantFrom(true, true, true, false),
          active: fc.constantFrom(true, true, false),
          ordered: fc.boolean(),
          events: fc.constantFrom<ReadonlyArray<EventType>>(EventType.literals, [type], ["run.completed"])
        }),
        { maxLength: 5 }
      ),
      isLost: fc.boolean(),
      waits: fc.array(wait, { minLength: 1, maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ isLost, others, waits }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const one = endpoint(ids, live, start)
      yield* subscribe(one)
      yield* endRuns(ids, live, start)
      const [claimed] = yield* claimDeliveries(start)
      const subscribed = others.map(({ live: isLive, ...more }) => endpoint(ids, isLive ? live : dev!, start, more))
      for (const each of subscribed) yield* subscribe(each)
      if (isLost) yield* claimDeliveries(start + lease)

      const at = start + lease
      const { dueAt: _dueAt, ...failed } = recorded(claimed!, "Failed", at).delivery
      const delivery = { ...failed, status: "failed" as const, endedAt: at }
      const attempt = { number: claimed!.attempt, startedAt: at, latencyMs: 1, reason: "It failed" }
      const block = ids.block()
      const announcement: Announcement.Announcement = (endpoints) =>
        Announcement.ofExhaustion(delivery, "It failed", at, new Minted(block))?.(endpoints)
      const answers = yield* Effect.forEach(
        waits,
        (wait) => after(wait, answerOf(webhooks.record(claimed!.claim, { attempt, delivery, announcement }))),
        together
      )
      const targets = isLost
        ? []
        : subscribed.filter(
            ({ active, environmentId, events }) => active && environmentId === live.id && events.includes(type)
          )
      sameSet(
        "The answers",
        answers.map((answer) => ("value" in answer ? answer.value.deliveries : answer._tag)),
        waits.map((_, nth) => (nth === 0 && !isLost ? targets.length : "LeaseLost"))
      )
      const told = (yield* claimDeliveries(at + 10 * lease)).filter(({ event }) => event.type === type)
      sameSet(
        "Who is told",
        told.map(({ delivery }) => delivery.endpointId),
        targets.map(({ id }) => id)
      )
      for (const { event } of told) {
        const data = { endpoint: { id: one.id, url: one.url }, delivery_id: delivery.id, reason: "It failed" }
        same("What they are told", JSON.parse(event.payload).data, data)
      }
    })
  })
]
