/** Histories that are read wrong, and what is sent anew wrongly: too much, too little, twice, or to somewhere else. */
import { type DeliveryRecord, DeliveryStore, Endpoint, Idempotency, type RetentionStore } from "@nexio/core"
import { Effect, Layer } from "effect"
import type { Stores } from "../../src/laws/index.ts"
import type { Fault } from "./Fault.ts"
import { everything, turns } from "./Listed.ts"

type Ports = Stores | RetentionStore
type Store = DeliveryStore["Service"]

const wrong = (name: string, breaks: string, wrap: (right: Store) => Partial<Store>): Fault<Ports> => ({
  name,
  breaks,
  port: "DeliveryStore",
  of: (right) =>
    Layer.effect(
      DeliveryStore,
      Effect.map(DeliveryStore, (store) => ({ ...store, ...wrap(store) }))
    ).pipe(Layer.provideMerge(right))
})

/** Shows each delivery as `look` does. */
const shown =
  (look: (record: DeliveryRecord) => DeliveryRecord) =>
  ({ find, list }: Store): Partial<Store> => ({
    find: (scope, id) => Effect.map(find(scope, id), look),
    list: (...asked) => Effect.map(list(...asked), (page) => ({ ...page, items: page.items.map(look) }))
  })

const redelivered =
  (as: (made: Parameters<Parameters<Store["redeliver"]>[2]>[0], before: DeliveryRecord) => typeof made) =>
  ({ redeliver }: Store): Partial<Store> => ({
    redeliver: (scope, id, decide, remember) =>
      redeliver(scope, id, (before, endpoint) => as(decide(before, endpoint), before as DeliveryRecord), remember)
  })

/** Recovers what `which` finds in the list, the latest first, one after the other. */
const recovering =
  (which: (all: ReadonlyArray<DeliveryRecord>, since: string) => ReadonlyArray<DeliveryRecord>, pause = 0) =>
  ({ list, redeliver }: Store): Partial<Store> => ({
    recover: Effect.fnUntraced(function* (scope, endpointId, { sent, since }, decide) {
      const all = yield* everything((page) => list(scope, endpointId, {}, page))
      const chosen = which(all, `evt_${floorOf(since)}`)
      yield* turns(pause)
      const made = yield* Effect.forEach(chosen, ({ id }) => Effect.result(redeliver(scope, id, decide)))
      return { sent: sent + made.filter(({ _tag }) => _tag === "Success").length }
    })
  })

const floorOf = (at: number) =>
  at
    .toString(16)
    .padStart(12, "0")
    .replace(/^(.{8})/u, "$1-")

const isLatest = (one: DeliveryRecord, _: number, all: ReadonlyArray<DeliveryRecord>) =>
  all.find(({ eventId }) => eventId === one.eventId) === one

const failedSince = (since: string) => (one: DeliveryRecord) => one.status === "failed" && one.eventId >= since

/** The first batch of a recovery, and those that follow it. */
const asked =
  (as: (recovery: Parameters<Store["recover"]>[2]) => Parameters<Store["recover"]>[2]) =>
  ({ recover }: Store): Partial<Store> => ({
    recover: (scope, id, recovery, decide, remember) => recover(scope, id, as(recovery), decide, remember)
  })

export const faults: ReadonlyArray<Fault<Ports>> = [
  wrong(
    "lists deliveries of any status",
    "A status that is asked for is the only one (5, deliveries).",
    ({ list }) => ({
      list: (scope, id, { status: _status, ...filter }, page) => list(scope, id, filter, page)
    })
  ),
  wrong("lists deliveries of events of any type", "A type that is asked for is the only one (5).", ({ list }) => ({
    list: (scope, id, { eventType: _eventType, ...filter }, page) => list(scope, id, filter, page)
  })),
  wrong("takes created_after as exclusive", "created_after is inclusive (3, Lists).", ({ list }) => ({
    list: (scope, id, { createdAfter, ...filter }, page) =>
      list(scope, id, createdAfter === undefined ? filter : { ...filter, createdAfter: createdAfter + 1 }, page)
  })),
  wrong("takes created_before as inclusive", "created_before is exclusive (3, Lists).", ({ list }) => ({
    list: (scope, id, { createdBefore, ...filter }, page) =>
      list(scope, id, createdBefore === undefined ? filter : { ...filter, createdBefore: createdBefore + 1 }, page)
  })),
  wrong("recovers events of any type", "Of the types that are named, where some are (5, recover).", ({ recover }) => ({
    recover: (scope, id, { eventTypes: _eventTypes, ...recovery }, decide, remember) =>
      recover(scope, id, recovery, decide, remember)
  })),
  wrong("lists the oldest first", "Lists are newest first (3, Lists).", ({ list }) => ({
    list: (...asked) => Effect.map(list(...asked), (page) => ({ ...page, items: page.items.toReversed() }))
  })),
  wrong(
    "begins each page with the last of the one before",
    "A page goes on after its position (3, Lists).",
    ({ list }) => {
      let last: DeliveryRecord | undefined
      return {
        list: (scope, id, filter, page) =>
          Effect.map(list(scope, id, filter, page), ({ items, ...rest }) => {
            const all = page.after !== undefined && last?.id === page.after ? [last, ...items.slice(0, -1)] : items
            last = items.at(-1)
            return { ...rest, items: all }
          })
      }
    }
  ),
  wrong("lists nothing of a deleted endpoint", "DELETE keeps history (5, webhooks).", ({ list }) => ({
    list: (scope, id, filter, page) =>
      Effect.flatMap(list(scope, id, filter, page), (page) =>
        page.items.length > 0 && page.items.every(({ status }) => status !== "pending") && filter.status === undefined
          ? Effect.fail(new Endpoint.EndpointNotFound())
          : Effect.succeed(page)
      )
  })),
  wrong("lists nothing that was sent anew of a run", "All of a run's event (5, deliveries).", ({ listOfRun }) => ({
    listOfRun: (...asked) =>
      Effect.map(listOfRun(...asked), (page) => ({
        ...page,
        items: page.items.filter(({ redeliveryOf }) => redeliveryOf === undefined)
      }))
  })),
  wrong("lists nothing of a run that does not exist", "What does not exist is 404 (2, rule 6).", ({ listOfRun }) => ({
    listOfRun: (...asked) => Effect.catchTag(listOfRun(...asked), "RunNotFound", () => Effect.succeed({ items: [] }))
  })),
  wrong(
    "lists a whole endpoint's for a run",
    "Those of the run's own event (5, deliveries).",
    ({ list, listOfRun }) => ({
      listOfRun: Effect.fnUntraced(function* (reach, runId, page) {
        const [first] = (yield* listOfRun(reach, runId, { limit: 1 })).items
        return first === undefined
          ? yield* listOfRun(reach, runId, page)
          : yield* Effect.catchTag(list(reach, first.endpointId, {}, page), "EndpointNotFound", Effect.die)
      })
    })
  ),
  wrong(
    "shows the last attempt first",
    "Attempts are in the order in which they were begun (DeliveryRecord).",
    shown((record) => ({ ...record, attempts: record.attempts.toReversed() }))
  ),
  wrong(
    "shows the last attempt only",
    "Each attempt is shown (5, deliveries).",
    shown((record) => ({ ...record, attempts: record.attempts.slice(-1) }))
  ),
  wrong(
    "shows no attempt that has only begun",
    "An attempt is there from its claim on (DeliveryRecord).",
    shown((record) => ({ ...record, attempts: record.attempts.filter(({ latencyMs }) => latencyMs !== undefined) }))
  ),
  wrong(
    "forgets what a redelivery repeats",
    "A redelivery says of which it is (5, redelivery_of).",
    shown(({ redeliveryOf: _redeliveryOf, ...record }) => record)
  ),
  wrong(
    "says when what is held is due",
    "It has no dueAt while a dispatcher holds it (DeliveryRecord).",
    shown((record) => (record.status === "pending" ? { ...record, dueAt: record.dueAt ?? record.createdAt } : record))
  ),
  wrong(
    "shows each event as one of a run that completed",
    "A delivery says of which type its event is (5, deliveries).",
    shown((record) => ({ ...record, eventType: "run.completed" }))
  ),

  wrong("sends a test twice", "A test is one event (5, test).", ({ send }) => ({
    send: (scope, id, decide, remember) =>
      Effect.tap(send(scope, id, decide, remember), () => Effect.ignore(send(scope, id, decide)))
  })),
  wrong("sends no test to an endpoint that is not active", "Active or not (5, test).", ({ send }) => ({
    send: Effect.fnUntraced(function* (scope, id, decide, remember) {
      const seen: Array<Endpoint.Endpoint> = []
      const record = yield* send(scope, id, (endpoint) => decide(seen[seen.push(endpoint) - 1]!), remember)
      return seen.every(({ active }) => active) ? record : yield* new Endpoint.EndpointNotFound()
    })
  })),
  wrong("sends a test for each repetition of a request", "One effect for each key (3).", ({ send }) => ({
    send: (scope, id, decide) => send(scope, id, decide)
  })),
  wrong(
    "redelivers to where the event went first",
    "A redelivery goes to the endpoint's present URL (5, redeliver).",
    redelivered((made, { url }) => ({ ...made, url }))
  ),
  wrong(
    "redelivers without saying what",
    "A redelivery says of which it is (5, redelivery_of).",
    redelivered(({ redeliveryOf: _redeliveryOf, ...made }) => made)
  ),
  wrong(
    "counts the failures of the one before",
    "A redelivery begins anew (5, redeliver).",
    redelivered((made, { failures }) => ({ ...made, failures }))
  ),
  wrong("redelivers only what failed", "Any delivery can be sent once more (5, redeliver).", ({ find, redeliver }) => ({
    redeliver: (scope, id, decide, remember) =>
      Effect.flatMap(find(scope, id), (before) =>
        before.status === "failed" ? redeliver(scope, id, decide, remember) : Effect.succeed(before)
      )
  })),
  wrong("redelivers for each repetition of a request", "One effect for each key (3).", ({ redeliver }) => ({
    redeliver: (scope, id, decide) => redeliver(scope, id, decide)
  })),

  wrong(
    "takes since as exclusive",
    "Events since then, that instant too (5, recover).",
    asked((one) => ({ ...one, since: one.since + 1 }))
  ),
  wrong(
    "takes since a millisecond too early",
    "Events since then, and no earlier one (5, recover).",
    asked((one) => ({ ...one, since: one.since - 1 }))
  ),
  wrong(
    "recovers one more than the limit",
    "At most limit at once (DeliveryStore.recover).",
    asked((one) => ({ ...one, limit: one.limit + 1 }))
  ),
  wrong(
    "counts each batch from nothing",
    "Gives how many with those before (DeliveryStore.recover).",
    asked((one) => ({ ...one, sent: 0 }))
  ),
  wrong("stops after the first batch", "However many (5, recover).", ({ recover }) => ({
    recover: (...asked) => Effect.map(recover(...asked), ({ sent }) => ({ sent }))
  })),
  wrong("stops at two", "However many (5, recover).", ({ recover }) => ({
    recover: (...asked) => (asked[2].sent >= 2 ? Effect.succeed({ sent: asked[2].sent }) : recover(...asked))
  })),
  wrong("leaves out one between two batches", "One for each event (5, recover).", ({ list, recover }) => ({
    recover: Effect.fnUntraced(function* (scope, id, recovery, decide, remember) {
      const all = yield* everything((page) => list(scope, id, { status: "failed" }, page))
      const after = all.toReversed().find((one) => recovery.after !== undefined && one.id > recovery.after)?.id
      return yield* recover(scope, id, { ...recovery, ...(after === undefined ? {} : { after }) }, decide, remember)
    })
  })),
  wrong(
    "recovers each failed delivery, also where a later one succeeded",
    "Of an event whose latest delivery failed (5, recover).",
    recovering((all, since) => all.filter(failedSince(since)))
  ),
  wrong(
    "recovers what was cancelled too",
    "Of an event whose latest delivery failed (5, recover).",
    recovering((all, since) =>
      all
        .filter(isLatest)
        .filter((one) => one.eventId >= since && (one.status === "failed" || one.status === "cancelled"))
    )
  ),
  wrong(
    "recovers what is still pending too",
    "Of an event whose latest delivery failed (5, recover).",
    recovering((all, since) =>
      all
        .filter(isLatest)
        .filter((one) => one.eventId >= since && (one.status === "failed" || one.status === "pending"))
    )
  ),
  wrong(
    "recovers by when a delivery was made, not its event",
    "Events since then (5, recover).",
    recovering((all, since) =>
      all.filter(isLatest).filter((one) => one.status === "failed" && `evt_${one.id}` >= since)
    )
  ),
  wrong(
    "recovers nothing that was redelivered before",
    "Of an event whose latest delivery failed, whichever (5, recover).",
    recovering((all, since) =>
      all
        .filter(isLatest)
        .filter((one) => one.redeliveryOf === undefined)
        .filter(failedSince(since))
    )
  ),
  wrong(
    "finds what failed before it locks the endpoint",
    "Two recoveries send nothing twice (DeliveryStore.recover).",
    recovering((all, since) => all.filter(isLatest).filter(failedSince(since)), 3)
  ),
  wrong(
    "counts what retention has emptied",
    "What cannot be sent is not recovered (DeliveryStore).",
    ({ list, recover }) => ({
      recover: Effect.fnUntraced(function* (scope, id, recovery, decide, remember) {
        const all = yield* everything((page) => list(scope, id, {}, page))
        const gone = all.filter(isLatest).filter((one) => one.status === "failed" && one.emptiedAt !== undefined)
        const { sent, ...rest } = yield* recover(scope, id, recovery, decide, remember)
        return { ...rest, sent: sent + (recovery.after === undefined ? gone.length : 0) }
      })
    })
  ),
  wrong(
    "recovers to where the events went first",
    "A redelivery goes to the endpoint's present URL (5).",
    ({ recover }) => ({
      recover: (scope, id, recovery, decide, remember) =>
        recover(scope, id, recovery, (before, endpoint) => ({ ...decide(before, endpoint), url: before.url }), remember)
    })
  ),
  wrong("recovers again where a request is repeated", "One effect for each key (3).", ({ recover }) => ({
    recover: (scope, id, recovery, decide) => recover(scope, id, recovery, decide)
  })),
  wrong(
    "remembers the answer after the first batch",
    "The whole number is remembered (DeliveryStore.recover).",
    ({ recover }) => {
      let first: number | undefined
      return {
        recover: (scope, id, recovery, decide, remember) =>
          remember !== undefined && first !== undefined && recovery.after === undefined
            ? Effect.fail(new Idempotency.Replayed({ answer: String(first) }))
            : Effect.tap(recover(scope, id, recovery, decide, remember), ({ sent }) =>
                Effect.sync(() => {
                  first ??= sent
                })
              )
      }
    }
  )
]
