/** What is recovered equals what failed since then: nothing else, nothing twice, and nothing left out, however many. */
import assert from "node:assert/strict"
import {
  AnyEventType,
  type Delivery,
  type DeliveryRecord,
  DeliveryStore,
  type Endpoint,
  type Id,
  type Idempotency,
  type Instant,
  type Recovery,
  type RetentionStore,
  WebhookStore
} from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet, tagOf } from "../Answers.ts"
import { claimDeliveries, walk } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { removeEndpoint, updateEndpoint } from "../Work.ts"
import { empty, event, events, instant, later, latest, type Past, past, redelivering, start } from "./Past.ts"

type Ports = Stores | RetentionStore

const limit = fc.constantFrom(1, 1, 2, 3, 100)

const eventTypes = fc.option(fc.subarray([...AnyEventType.literals], { minLength: 1 }), { nil: undefined })

interface Asked extends Pick<Recovery, "since" | "eventTypes"> {
  readonly limit: number
  /** After how many batches whoever asks goes away. */
  readonly batches?: number
}

/** Recovers batch by batch, as the use case does; gives how many were sent anew. */
const recover = Effect.fnUntraced(function* (
  { ids }: Past,
  to: Endpoint.Endpoint,
  { batches = 100, limit, ...failures }: Asked,
  remember?: Idempotency.Remember<number>
) {
  const store = yield* DeliveryStore
  let sent = 0
  let position: Id.DeliveryId | undefined
  for (let nth = 0; nth < batches; nth += 1) {
    const batch: { readonly sent: number; readonly last?: Id.DeliveryId | undefined } = yield* store.recover(
      to,
      to.id,
      { ...failures, after: position, sent, limit },
      redelivering(ids, later),
      remember
    )
    assert.ok(batch.sent - sent <= limit, `at most ${limit} at once, not ${batch.sent - sent}`)
    sent = batch.sent
    position = batch.last
    if (position === undefined) return sent
  }
  assert.ok(batches < 100, "a recovery comes to an end")
  return sent
})

/** What of the past is to be recovered: the latest of each event since then, where that failed and can be sent still. */
const lost = (gone: Past, since: Instant.Instant, types: Asked["eventTypes"] = AnyEventType.literals) =>
  latest(gone, gone.endpoints.ours).filter(
    ({ eventId, eventType, status }) => status === "failed" && madeAt(eventId) >= since && types.includes(eventType)
  )

/** When an event was made, as its id has it. */
const madeAt = (id: string) => Number.parseInt(id.slice("evt_".length).replaceAll("-", "").slice(0, 12), 16)

const idsOf = (deliveries: ReadonlyArray<Delivery.Delivery>) => deliveries.map(({ id }) => id)

const listed = (to: Endpoint.Endpoint) =>
  DeliveryStore.use((store) => walk(100, (page) => store.list(to, to.id, {}, page)))

/** What was sent anew to the endpoint after the past. */
const resent = ({ endpoints, records }: Past) =>
  Effect.map(listed(endpoints.ours), (all): ReadonlyArray<DeliveryRecord> => {
    const before = new Set(idsOf(records))
    return all.filter(({ id }) => !before.has(id))
  })

const repeated = (deliveries: ReadonlyArray<Delivery.Delivery>) => deliveries.map(({ redeliveryOf }) => redeliveryOf)

const remember = (orgId: Id.OrgId): Idempotency.Remember<number> => ({
  orgId,
  scope: "POST recover",
  key: "a key",
  fingerprint: "a body",
  at: later,
  answer: String
})

export const laws: ReadonlyArray<Law<Ports>> = [
  law({
    name: "recovers each event since then whose latest delivery failed, once, in however many batches, and no other",
    guards: "After an outage a platform misses events although it asked for them, or handles some twice.",
    given: fc.record({
      events,
      since: instant,
      eventTypes,
      limit,
      emptied: fc.option(fc.integer({ min: 999, max: 1_003 }), { nil: undefined })
    }),
    holds: Effect.fnUntraced(function* ({ emptied, events, eventTypes, limit, since }) {
      const gone = yield* past(events)
      const { endpoints, payloads } = gone
      const { elsewhere, ours, theirs } = endpoints
      const without = emptied === undefined ? new Set() : yield* empty(gone, start + emptied)
      const expected = lost(gone, since, eventTypes).filter(({ eventId }) => !without.has(eventId))
      const asked = { since, eventTypes, limit }
      yield* updateEndpoint(ours, { url: "https://example.com/moved" }, later)
      const others = yield* Effect.forEach([theirs, elsewhere], listed)
      same("How many were sent anew", yield* recover(gone, ours, asked), expected.length)
      const made = yield* resent(gone)
      sameSet("Which were sent anew", repeated(made), idsOf(expected))
      for (const { attempts, eventId, failures, redeliveryOf, status, url } of made) {
        same("Of which event", eventId, expected.find(({ id }) => id === redeliveryOf)?.eventId)
        same("How one stands", [status, failures, attempts], ["pending", 0, []])
        same("Where one goes", url, "https://example.com/moved")
      }
      const due = yield* claimDeliveries(later)
      sameSet("What is due", idsOf(due.map(({ delivery }) => delivery)), idsOf(made))
      for (const { event } of due) same("What it carries", event.payload, payloads.get(event.id))
      for (const record of gone.records) same("What was before", yield* found(record), record)
      same("What the others were sent", yield* Effect.forEach([theirs, elsewhere], listed), others)
      same("What is left to recover", yield* recover(gone, ours, asked), 0)
    })
  }),

  law({
    name: "sends nothing twice and leaves nothing out, whatever recoveries go on at once while other deliveries fail",
    guards: "Two people who repair the same outage double every event of it, or each trusts the other with the rest.",
    given: fc.record({
      events,
      recoveries: fc.array(fc.record({ wait, since: instant, limit }), { minLength: 2, maxLength: 4 }),
      failing: fc.array(wait, { maxLength: 3 })
    }),
    holds: Effect.fnUntraced(function* ({ events, failing, recoveries }) {
      const webhooks = yield* WebhookStore
      const gone = yield* past(events)
      const { ids } = gone
      const { ours } = gone.endpoints
      const store = yield* DeliveryStore
      for (const _ of failing) gone.records.push(yield* store.send(ours, ours.id, event(ids, start + 8)))
      const under = yield* claimDeliveries(start + 8)
      const fail = ({ attempt: number, claim, delivery }: (typeof under)[number]) => {
        const { dueAt: _dueAt, ...rest } = delivery
        return webhooks.record(claim, {
          attempt: { number, startedAt: later, latencyMs: 1, reason: "no" },
          delivery: { ...rest, status: "failed", failures: 1, endedAt: later }
        })
      }
      const [counts] = yield* Effect.all(
        [
          Effect.forEach(recoveries, ({ wait, ...asked }) => after(wait, recover(gone, ours, asked)), together),
          Effect.forEach(failing, (wait, nth) => after(wait, fail(under[nth]!)), together)
        ],
        together
      )
      const since = Math.min(...recoveries.map(({ since }) => since))
      const made = yield* resent(gone)
      same(
        "How many were sent anew",
        counts.reduce((sum, count) => sum + count, 0),
        made.length
      )
      const early = new Set(idsOf(under.map(({ delivery }) => delivery)))
      sameSet(
        "Which were, of those that had failed",
        repeated(made).filter((id) => !early.has(id!)),
        idsOf(lost(gone, since))
      )
      // What failed meanwhile may have been too late for all of them, and is not for the next.
      yield* recover(gone, ours, { since, limit: 100 })
      sameSet("Which were at last", repeated(yield* resent(gone)), [...idsOf(lost(gone, since)), ...early])
    })
  }),

  law({
    name: "goes on where it was cut off when it is asked for again, and remembers the answer only once it is whole",
    guards: "A recovery that a restart cut off is taken for done, or sends everything before that once more.",
    given: fc.record({ events, since: instant, limit, batches: fc.nat({ max: 3 }), keyed: fc.boolean() }),
    holds: Effect.fnUntraced(function* ({ batches, events, keyed, limit, since }) {
      const gone = yield* past(events)
      const { ours } = gone.endpoints
      const how = keyed ? remember(ours.orgId) : undefined
      const expected = idsOf(lost(gone, since))
      const done = yield* recover(gone, ours, { since, limit, batches }, how)
      const whole = batches * limit > expected.length
      same("How many were sent before it was cut off", done, Math.min(batches * limit, expected.length))
      const again = yield* answerOf(recover(gone, ours, { since, limit }, how))
      const first = { _tag: "Replayed", answer: String(done) }
      same("The answer to the second", again, keyed && whole ? first : { _tag: "done", value: expected.length - done })
      sameSet("Which were sent anew", repeated(yield* resent(gone)), expected)
      if (keyed) same("The answer to the third", yield* tagOf(recover(gone, ours, { since, limit }, how)), "Replayed")
    })
  }),

  law({
    name: "recovers nothing of another environment, nor for a deleted endpoint",
    guards: "An environment's key has another one's receivers called, or a receiver that is gone is.",
    given: fc.record({ events, deleted: fc.boolean() }),
    holds: Effect.fnUntraced(function* ({ deleted, events }) {
      const gone = yield* past(events)
      const { elsewhere, ours } = gone.endpoints
      if (deleted) yield* removeEndpoint(ours, later)
      const { environmentId, orgId } = deleted ? ours : elsewhere
      const before = yield* listed(ours)
      const asked = { since: start, limit: 100 }
      same("The answer", yield* tagOf(recover(gone, { ...ours, orgId, environmentId }, asked)), "EndpointNotFound")
      same("What the endpoint was sent", yield* listed(ours), before)
    })
  })
]

const found = (record: DeliveryRecord) => DeliveryStore.use((store) => store.find(record, record.id))
