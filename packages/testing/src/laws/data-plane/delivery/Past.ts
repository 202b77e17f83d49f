/** What went to endpoints, some of it several times, and what became of it; as it is told here, so the store has it. */
import {
  AnyEventType,
  Delivery,
  type DeliveryRecord,
  DeliveryStore,
  type Endpoint,
  Event,
  Instant,
  Retention,
  RetentionStore,
  WebhookStore
} from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries } from "../Observed.ts"
import { endpoint, subscribe, updateEndpoint } from "../Work.ts"

export const start = Date.UTC(2027, 0, 1)

/** When all of it is over. */
export const later = start + Instant.day

/** How long what waits does, and what is held is. */
const long = 400 * Instant.day

/** How a delivery goes on. One that is `held` is with a dispatcher for good. */
const fate = fc.constantFrom("failed", "failed", "retried", "succeeded", "waiting", "held", "cancelled")
type Fate = typeof fate extends fc.Arbitrary<infer A> ? A : never

/** Where events go: the endpoint that it is about, another of its environment, or one of another environment. */
const place = fc.constantFrom("ours", "ours", "ours", "theirs", "elsewhere")
type Place = typeof place extends fc.Arbitrary<infer A> ? A : never

/** An event: when it is made, of which type, where it goes to, and how each of its deliveries goes on, for how long. */
const told = fc.record({
  at: fc.nat({ max: 6 }),
  type: fc.constantFrom(...AnyEventType.literals),
  payload: arbitrary.text(),
  place,
  fates: fc.array(fate, { minLength: 1, maxLength: 3 }),
  lasts: fc.nat({ max: 3 })
})
type Told = typeof told extends fc.Arbitrary<infer A> ? A : never

export const events = fc.array(told, { minLength: 1, maxLength: 7 })

/** An instant at which some events are made, or just before or after. */
export const instant = fc.integer({ min: -1, max: 8 }).map((offset) => start + offset)

export interface Past {
  readonly ids: Minted
  readonly endpoints: Readonly<Record<Place, Endpoint.Endpoint>>
  /** Each delivery as it stands, in the order of their making. */
  readonly records: Array<DeliveryRecord>
  readonly payloads: Map<string, string>
}

/** A delivery of an event, as whoever made it first decides: of any type, with any payload. */
export const event =
  (ids: Minted, at: Instant.Instant, more: Partial<Pick<Event.Event, "type" | "payload">> = {}) =>
  (endpoint: Endpoint.Endpoint): Event.FanOut => {
    const { deliveries, event } = Event.test(endpoint, at, ids)
    const made = { ...event, ...more }
    return { event: made, deliveries: deliveries.map((delivery) => ({ ...delivery, eventType: made.type })) }
  }

/** Lets it happen, one event after the other. */
export const past = Effect.fnUntraced(function* (told: ReadonlyArray<Told>) {
  const ids = new Minted()
  const deliveries = yield* DeliveryStore
  const [live, dev] = yield* found(ids, start, ["dev"])
  const [ours, theirs, elsewhere] = [live, live, dev!].map((environment) => endpoint(ids, environment, start))
  const endpoints = { ours: ours!, theirs: theirs!, elsewhere: elsewhere! }
  for (const one of Object.values(endpoints)) yield* subscribe(one)
  const past: Past = { ids, endpoints, records: [], payloads: new Map() }
  for (const [nth, { at, fates, lasts, payload, place, type }] of told.entries()) {
    const to = endpoints[place]
    const made = start + at
    let record = yield* deliveries.send(to, to.id, event(ids, made, { type, payload }))
    past.payloads.set(record.eventId, payload)
    for (const [again, fate] of fates.entries()) {
      // Whatever is sent once more is so after all events were made.
      const begins = again === 0 ? made : start + 100 + 10 * nth + again
      if (again > 0) record = yield* deliveries.redeliver(to, record.id, redelivering(ids, begins))
      past.records.push(record)
      yield* goOn(past, fate, begins, begins + 1_000 + lasts)
    }
  }
  return past
})

export const redelivering =
  (ids: Minted, at: Instant.Instant) =>
  (delivery: Delivery.Delivery, endpoint: Endpoint.Endpoint): Delivery.Delivery =>
    Event.redelivery(delivery, endpoint, at, ids)

/** The waits between its attempts, and how those go. */
const courses = {
  failed: [[], ["Failed"]],
  retried: [[0], ["Failed", "Failed"]],
  succeeded: [[0], ["Failed", "Succeeded"]],
  waiting: [[long], ["Failed"]],
  held: [[], []]
} as const

/** What becomes of the last delivery. */
const goOn = Effect.fnUntraced(function* (past: Past, fate: Fate, begins: Instant.Instant, ends: Instant.Instant) {
  if (fate === "cancelled") return yield* stop(past, ends)
  const webhooks = yield* WebhookStore
  const [schedule, outcomes] = courses[fate]
  let due = begins
  for (const _tag of outcomes) {
    const [claimed] = yield* claimDeliveries(due, 1, start + long)
    const delivery = Result.getOrThrow(Delivery.next(claimed!.delivery, { _tag }, ends, schedule, 0.5))
    const attempt = {
      number: claimed!.attempt,
      startedAt: due,
      latencyMs: 7,
      answer: "said",
      ...(_tag === "Failed" ? { reason: "no" } : { statusCode: 200 })
    }
    yield* webhooks.record(claimed!.claim, { attempt, delivery })
    const { attempts } = past.records.pop()!
    past.records.push({ ...delivery, attempts: [...attempts, attempt] })
    due = ends
  }
  if (fate !== "held") return
  yield* claimDeliveries(begins, 1, start + long)
  const { dueAt: _dueAt, ...held } = past.records.pop()!
  past.records.push({ ...held, attempts: [{ number: 1, startedAt: begins }] })
})

/** Its endpoint stops and goes on, which cancels all that was pending. */
const stop = Effect.fnUntraced(function* ({ records }: Past, at: Instant.Instant) {
  const { endpointId, environmentId, orgId } = records.at(-1)!
  for (const active of [false, true]) yield* updateEndpoint({ orgId, environmentId, id: endpointId }, { active }, at)
  for (const [nth, record] of records.entries()) {
    if (record.endpointId !== endpointId || record.status !== "pending") continue
    const { dueAt: _dueAt, ...rest } = record
    records[nth] = { ...rest, status: "cancelled", endedAt: at }
  }
})

/** Empties what ended by then, and with their last delivery the events. Gives the ids of those. */
export const empty = Effect.fnUntraced(function* ({ records }: Past, before: Instant.Instant) {
  yield* RetentionStore.use((retention) => retention.empty({ before, at: later, limit: 1_000 }))
  for (const [nth, record] of records.entries()) {
    if (!Retention.isDeliveryDue(record, before)) continue
    const attempts = record.attempts.map(({ answer: _answer, ...attempt }) => attempt)
    records[nth] = { ...record, emptiedAt: later, attempts }
  }
  const kept = new Set(records.filter(({ emptiedAt }) => emptiedAt === undefined).map(({ eventId }) => eventId))
  return new Set(records.map(({ eventId }) => eventId).filter((id) => !kept.has(id)))
})

/** The latest delivery of each event to an endpoint. */
export const latest = ({ records }: Past, { id }: Pick<Endpoint.Endpoint, "id">): ReadonlyArray<DeliveryRecord> => [
  ...new Map(
    records.filter(({ endpointId }) => endpointId === id).map((record) => [record.eventId, record] as const)
  ).values()
]
