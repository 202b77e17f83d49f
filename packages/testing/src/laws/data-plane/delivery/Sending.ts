/** What is sent to one endpoint, and what is sent once more: the same bytes, to where its receiver is now. */
import {
  type Delivery,
  type DeliveryRecord,
  DeliveryStore,
  type Id,
  type Idempotency,
  type RetentionStore
} from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet, tagOf } from "../Answers.ts"
import { changeOrg, removeEnvironment } from "../Founded.ts"
import { claimDeliveries, walk } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { removeEndpoint, updateEndpoint } from "../Work.ts"
import { empty, event, events, later, past, redelivering, start } from "./Past.ts"

type Ports = Stores | RetentionStore

const moved = "https://example.com/moved"

const remember = (orgId: Id.OrgId, scope: string): Idempotency.Remember<DeliveryRecord> => ({
  orgId,
  scope,
  key: "a key",
  fingerprint: "a body",
  at: later,
  answer: ({ id }) => id
})

export const laws: ReadonlyArray<Law<Ports>> = [
  law({
    name: "sends an event to one endpoint alone, active or not, whatever it subscribes to, at once and as it was decided",
    guards: "A test would reach receivers that nobody meant to test, or say nothing of the one that was meant.",
    given: fc.record({ active: fc.boolean(), payload: arbitrary.text() }),
    holds: Effect.fnUntraced(function* ({ active, payload }) {
      const store = yield* DeliveryStore
      const { endpoints, ids } = yield* past([])
      const { ours, theirs } = endpoints
      yield* updateEndpoint(ours, { active, events: ["run.failed"], url: moved }, start)
      const sent = yield* store.send(ours, ours.id, event(ids, later, { payload }))
      const expected = { endpointId: ours.id, url: moved, status: "pending", dueAt: later, eventType: "webhook.test" }
      same("What was sent", { ...sent, ...expected, attempts: [] }, sent)
      same("What the others were sent", yield* store.list(theirs, theirs.id, {}, { limit: 100 }), { items: [] })
      const [claimed, ...rest] = yield* claimDeliveries(later)
      same("What is due", [claimed?.delivery.id, claimed?.event.payload, rest.length], [sent.id, payload, 0])
    })
  }),

  law({
    name: "sends the bytes of whatever was sent once more, to where its endpoint is now, and leaves the delivery before as it was",
    guards:
      "A receiver could not verify a redelivery, took it for another event, or it went to where nobody is any more.",
    given: events,
    holds: Effect.fnUntraced(function* (events) {
      const store = yield* DeliveryStore
      const { endpoints, ids, payloads, records } = yield* past(events)
      for (const one of Object.values(endpoints)) yield* updateEndpoint(one, { url: moved }, later)
      for (const before of records) {
        const again = yield* store.redeliver(before, before.id, redelivering(ids, later))
        const { endpointId, environmentId, eventId, eventType, id: redeliveryOf, orgId } = before
        const kept = { orgId, environmentId, endpointId, eventId, eventType, redeliveryOf }
        const made = {
          url: moved,
          ordered: false,
          status: "pending",
          failures: 0,
          createdAt: later,
          dueAt: later,
          attempts: []
        }
        same("A redelivery", again, { id: again.id, ...kept, ...made })
        same("It, as it is found", yield* store.find(before, again.id), again)
        same("The one before", yield* store.find(before, redeliveryOf), before)
        const [claimed, ...rest] = yield* claimDeliveries(later)
        same(
          "What is due",
          [claimed?.delivery.id, claimed?.event.id, claimed?.event.payload, rest.length],
          [again.id, eventId, payloads.get(eventId), 0]
        )
      }
    })
  }),

  law({
    name: "sends nothing of another environment, of an emptied event, to a deleted endpoint, or where no requests are taken",
    guards:
      "A receiver that is gone is called on, gets an empty body, or gets what another environment's receiver should.",
    given: fc.record({
      events,
      how: fc.constantFrom("another environment", "emptied", "deleted", "environment deleted", "suspended")
    }),
    holds: Effect.fnUntraced(function* ({ events, how }) {
      const store = yield* DeliveryStore
      const gone = yield* past(events)
      const { endpoints, ids, records } = gone
      const { elsewhere, ours } = endpoints
      const redeliver = ({ id }: DeliveryRecord, scope: Id.Scope) =>
        tagOf(store.redeliver(scope, id, redelivering(ids, later)))
      const send = ({ id, ...scope }: typeof ours) => tagOf(store.send(scope, id, event(ids, later)))
      if (how === "another environment") {
        for (const record of records) {
          const other = record.environmentId === ours.environmentId ? elsewhere : ours
          same("A redelivery from elsewhere", yield* redeliver(record, other), "DeliveryNotFound")
        }
        const { environmentId, orgId } = elsewhere
        return same("A test from elsewhere", yield* send({ ...ours, orgId, environmentId }), "EndpointNotFound")
      }
      if (how === "emptied") {
        const emptied = yield* empty(gone, start + 1_003)
        for (const record of records) {
          const expected = emptied.has(record.eventId) ? "DeliveryNotFound" : "done"
          same("A redelivery after retention", yield* redeliver(record, record), expected)
        }
        return
      }
      // The environment of two of the endpoints is live, which is never deleted.
      const one = how === "environment deleted" ? elsewhere : ours
      if (how === "deleted") yield* removeEndpoint(one, later)
      if (how === "environment deleted") {
        yield* removeEnvironment({ orgId: one.orgId, slug: one.environment }, later)
      }
      if (how === "suspended") yield* changeOrg(one.orgId, { suspended: true }, later)
      const [sent, again] = {
        deleted: ["EndpointNotFound", "DeliveryNotFound"],
        "environment deleted": ["EnvironmentGone", "EnvironmentGone"],
        suspended: ["OrgSuspended", "OrgSuspended"]
      }[how]
      same("A test", yield* send(one), sent)
      for (const record of records.filter(({ endpointId }) => endpointId === one.id)) {
        same("A redelivery", yield* redeliver(record, record), again)
      }
    })
  }),

  law({
    name: "sends once for each key, however many ask at once, and gives the first answer to the others",
    guards: "A caller that repeats a request after a lost connection has a receiver called twice.",
    given: fc.record({ test: fc.boolean(), waits: fc.array(wait, { minLength: 2, maxLength: 4 }) }),
    holds: Effect.fnUntraced(function* ({ test, waits }) {
      const store = yield* DeliveryStore
      const { endpoints, ids } = yield* past([])
      const { ours } = endpoints
      const first = yield* store.send(ours, ours.id, event(ids, start))
      const how = remember(ours.orgId, test ? "POST test" : "POST redeliver")
      const ask: Effect.Effect<DeliveryRecord, { readonly _tag: string }> = test
        ? Effect.suspend(() => store.send(ours, ours.id, event(ids, later), how))
        : Effect.suspend(() => store.redeliver(ours, first.id, redelivering(ids, later), how))
      const tell = answerOf(Effect.map(ask, ({ id }) => id))
      const answers = yield* Effect.forEach(waits, (wait) => after(wait, tell), together)
      const listed: ReadonlyArray<Delivery.Delivery> = yield* walk(100, (page) => store.list(ours, ours.id, {}, page))
      const [made] = listed.filter(({ id }) => id !== first.id)
      same("How many were sent", listed.length, 2)
      const replayed = waits.slice(1).map(() => ({ _tag: "Replayed", answer: made?.id }))
      sameSet("The answers", answers, [{ _tag: "done", value: made?.id }, ...replayed])
    })
  })
]
