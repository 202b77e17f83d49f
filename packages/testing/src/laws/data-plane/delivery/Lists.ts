/** What became of deliveries is read as it was, by whom it concerns, for as long as there are rows. */
import {
  AnyEventType,
  Delivery,
  type DeliveryFilter,
  DeliveryStore,
  type Id,
  type RetentionStore,
  RunStore,
  WebhookStore
} from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, tagOf } from "../Answers.ts"
import { found, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimRuns, walk } from "../Observed.ts"
import { cancelling, ended, endpoint, queued, removeEndpoint, subscribe } from "../Work.ts"
import { empty, event, events, instant, later, past, redelivering, start } from "./Past.ts"

type Ports = Stores | RetentionStore

const filter = fc.record(
  {
    status: fc.constantFrom(...Delivery.Status.literals),
    eventType: fc.constantFrom(...AnyEventType.literals),
    createdAfter: instant,
    createdBefore: instant
  },
  { requiredKeys: [] }
)

export const laws: ReadonlyArray<Law<Ports>> = [
  law({
    name: "shows each delivery to an endpoint that a filter asks for, as it stands, with its attempts, newest first, also of a deleted endpoint and an emptied event",
    guards: "Who looks for the reason of a failure finds none, finds another's, or finds a list with gaps.",
    given: fc.record({
      events,
      filters: fc.array(filter, { minLength: 1, maxLength: 4 }),
      limit: arbitrary.limit,
      position: instant.chain((at) => arbitrary.idAt<Delivery.Delivery["id"]>(at)),
      emptied: fc.option(fc.integer({ min: 999, max: 1_010 }), { nil: undefined }),
      removed: fc.boolean()
    }),
    holds: Effect.fnUntraced(function* ({ emptied, events, filters, limit, position, removed }) {
      const store = yield* DeliveryStore
      const gone = yield* past(events)
      const { endpoints, records } = gone
      if (emptied !== undefined) yield* empty(gone, start + emptied)
      // What is pending to an endpoint that stops is cancelled, and stands otherwise.
      if (removed && records.every(({ status }) => status !== "pending")) yield* removeEndpoint(endpoints.ours, later)
      for (const record of records) same("A delivery", yield* store.find(record, record.id), record)
      const newestFirst = records
        .filter(({ endpointId }) => endpointId === endpoints.ours.id)
        .toSorted((a, b) => (a.id < b.id ? 1 : -1))
      // So that each bound is met by a delivery, which by chance it seldom is.
      const bounds = newestFirst
        .slice(-1)
        .flatMap(
          ({ createdAt }): ReadonlyArray<DeliveryFilter> => [{ createdAfter: createdAt }, { createdBefore: createdAt }]
        )
      for (const filter of [{}, ...bounds, ...filters]) {
        const expected = newestFirst.filter(
          ({ createdAt, eventType, status }) =>
            (filter.status === undefined || status === filter.status) &&
            (filter.eventType === undefined || eventType === filter.eventType) &&
            (filter.createdAfter === undefined || createdAt >= filter.createdAfter) &&
            (filter.createdBefore === undefined || createdAt < filter.createdBefore)
        )
        const what = `The list with the filter ${JSON.stringify(filter)}`
        const list = (page: Parameters<typeof store.list>[3]) =>
          store.list(endpoints.ours, endpoints.ours.id, filter, page)
        same(what, yield* walk(limit, list), expected)
        const { items } = yield* list({ limit: 100, after: position })
        same(
          `${what}, after ${position}`,
          items,
          expected.filter(({ id }) => id < position)
        )
      }
    })
  }),

  law({
    name: "goes through a list without a repetition or a gap while more is sent",
    guards: "Who reads a whole history page by page would miss some of it, as soon as there is traffic.",
    given: fc.record({ events, limit: fc.integer({ min: 1, max: 4 }) }),
    holds: Effect.fnUntraced(function* ({ events, limit }) {
      const store = yield* DeliveryStore
      const { endpoints, ids, records } = yield* past(events)
      const { ours } = endpoints
      const listed = yield* walk(
        limit,
        (page) => store.list(ours, ours.id, {}, page),
        Effect.suspend(() => store.send(ours, ours.id, event(ids, later)))
      )
      const expected = records.filter(({ endpointId }) => endpointId === ours.id).map(({ id }) => id)
      same("Which it had", listed.map(({ id }) => id).toReversed(), expected.toSorted())
    })
  }),

  law({
    name: "shows of a run the deliveries of the event that tells of its end, sent anew or not, newest first, and no other run's",
    guards: "Who asks whether a customer was told of a run is told of another's, or that nobody was.",
    given: fc.record({
      runs: fc.array(fc.constantFrom("ended", "cancelled"), { minLength: 1, maxLength: 4 }),
      receivers: fc.integer({ min: 0, max: 3 }),
      again: fc.nat({ max: 2 }),
      limit: fc.integer({ min: 1, max: 4 }),
      all: fc.boolean()
    }),
    holds: Effect.fnUntraced(function* ({ again, all, limit, receivers, runs: lives }) {
      const ids = new Minted()
      const [store, runs, webhooks] = [yield* DeliveryStore, yield* RunStore, yield* WebhookStore]
      const [live, dev] = yield* found(ids, start, ["dev"])
      const subscribed = Array.from({ length: receivers }, () => endpoint(ids, live, start))
      for (const one of subscribed) yield* subscribe(one)
      const [scope, elsewhere] = [scopeOf(live), scopeOf(dev!)]
      const reach: Id.Reach = all ? { orgId: live.orgId, environmentId: "all" } : scope
      const list = (id: Id.RunId) => walk(limit, (page) => store.listOfRun(reach, id, page))
      for (const [nth, life] of lives.entries()) {
        const at = start + nth
        const run = queued(ids, live, at)
        yield* runs.submit(run)
        same("What tells of a run that has not ended", yield* list(run.id), [])
        if (life === "cancelled") yield* runs.end(run, run.id, cancelling(ids, at))
        else {
          const [claimed] = yield* claimRuns(at)
          yield* runs.finish(claimed!.claim, ended(ids, claimed!.run, at))
        }
        const told = yield* webhooks.claimDue({ at, until: later, limit: 100 })
        same("How many are told", told.length, receivers)
        const expected: Array<string> = told.map(({ delivery }) => delivery.id)
        for (let nth = 0; nth < again && told.length > 0; nth += 1) {
          const sent = yield* store.redeliver(scope, told[0]!.delivery.id, redelivering(ids, at + 1_000 + nth))
          expected.push(sent.id)
        }
        const listed = yield* list(run.id)
        same(
          "Which tell of it",
          listed.map((one) => one.id),
          expected.toSorted().toReversed()
        )
        for (const one of listed) same("A delivery", one, yield* store.find(scope, one.id))
        same("In another environment", yield* tagOf(store.listOfRun(elsewhere, run.id, { limit })), "RunNotFound")
      }
      same("Of no run", yield* tagOf(store.listOfRun(reach, ids.next(start), { limit })), "RunNotFound")
    })
  }),

  law({
    name: "shows nothing of another environment, nor of what does not exist",
    guards: "An environment's key reads what is sent to another one's receivers.",
    given: events,
    holds: Effect.fnUntraced(function* (events) {
      const store = yield* DeliveryStore
      const { endpoints, ids, records } = yield* past(events)
      const { elsewhere, ours } = endpoints
      for (const { environmentId, id } of records) {
        const other = environmentId === ours.environmentId ? elsewhere : ours
        same("A delivery of another environment", yield* tagOf(store.find(other, id)), "DeliveryNotFound")
      }
      const list = (scope: typeof ours, id: typeof ours.id) => tagOf(store.list(scope, id, {}, { limit: 100 }))
      same("A list of another environment", yield* list(elsewhere, ours.id), "EndpointNotFound")
      same("A list of nothing", yield* list(ours, ids.next(start)), "EndpointNotFound")
      same("A delivery that is none", yield* tagOf(store.find(ours, ids.next(start))), "DeliveryNotFound")
    })
  })
]
