/** Events of an ordered endpoint are made one after the other, and its deliveries say that they are. */
import assert from "node:assert/strict"
import { DeliveryStore, type Endpoint, type Environment, Event, Id, Instant, RunStore, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, lease, walk } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { cancelling, ended, endpoint, endRuns, queued, subscribe, updateEndpoint } from "../Work.ts"
import { recorded, start } from "./Pending.ts"

/** The deliveries to an endpoint, newest first. */
const listed = (one: Endpoint.Endpoint) =>
  DeliveryStore.use((store) => walk(100, (page) => store.list(one, one.id, {}, page)))

/** Who makes an event, after a while, and how long ago by its own clock. */
const maker = fc.record({ how: fc.constantFrom("finish", "finish", "cancel", "test"), ago: fc.nat({ max: 6 }), wait })

/** What makes events for an endpoint: ends of runs, which wait or are held already, and tests. */
const making = Effect.fnUntraced(function* (
  ids: Minted,
  environment: Environment.Environment,
  one: Endpoint.Endpoint,
  makers: ReadonlyArray<{ readonly how: string; readonly ago: number; readonly wait: number }>
) {
  const [runs, deliveries] = [yield* RunStore, yield* DeliveryStore]
  const submitted = makers.map(() => queued(ids, environment, start))
  const submit = (which: string) =>
    Effect.forEach(submitted, (run, nth) => (makers[nth]!.how === which ? runs.submit(run) : Effect.void))
  yield* submit("finish")
  const claimed = yield* claimRuns(start)
  yield* submit("cancel")
  return makers.map(({ ago, how, wait }, nth) => {
    const { id } = submitted[nth]!
    const at = start + Instant.minute - ago
    const block = ids.block()
    const held = claimed.find(({ claim }) => claim.id === id)
    const made: Effect.Effect<unknown, unknown> =
      held !== undefined
        ? runs.finish(held.claim, ended(ids, held.run, at))
        : how === "cancel"
          ? runs.end(one, id, cancelling(ids, at))
          : deliveries.send(one, one.id, (endpoint) => Event.test(endpoint, at, new Minted(block)))
    return after(wait, made)
  })
})

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "has what is pending for an endpoint, and what is made for it, as ordered as it is, and leaves what has ended",
    guards: "Events would overtake each other although a customer asked for order, or wait for each other for nothing.",
    given: fc.record({
      first: fc.boolean(),
      changes: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
      runs: fc.integer({ min: 1, max: 3 })
    }),
    holds: Effect.fnUntraced(function* ({ changes, first, runs }) {
      const ids = new Minted()
      const [webhooks, deliveries] = [yield* WebhookStore, yield* DeliveryStore]
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start, { ordered: first })
      const beside = endpoint(ids, live, start, { ordered: !first })
      for (const each of [one, beside]) yield* subscribe(each)
      const done = new Map<string, boolean>()
      let now = first
      for (const [nth, ordered] of [first, ...changes].entries()) {
        const at = start + nth * lease
        yield* updateEndpoint(one, { ordered }, at)
        now = ordered
        yield* endRuns(ids, live, at, runs)
        yield* deliveries.send(one, one.id, (endpoint) => Event.test(endpoint, at, ids))
        const [made] = yield* listed(one)
        yield* deliveries.redeliver(one, made!.id, (delivery, endpoint) =>
          Event.redelivery(delivery, endpoint, at, ids)
        )
        const [claimed] = (yield* claimDeliveries(at)).filter(({ delivery }) => delivery.endpointId === one.id)
        if (claimed === undefined) continue
        same("Whether what is claimed is ordered", claimed.delivery.ordered, now)
        yield* webhooks.record(claimed.claim, recorded(claimed, "Succeeded", at))
        done.set(claimed.delivery.id, now)
      }
      for (const { id, ordered } of yield* listed(one)) same("Whether one is ordered", ordered, done.get(id) ?? now)
      for (const { ordered } of yield* listed(beside)) same("Whether one beside is ordered", ordered, !first)
    })
  }),

  law({
    name: "makes the events of an ordered endpoint so that none appears whose id is smaller than that of one there",
    guards: "An event that was made before another would arrive after it, although a customer asked for order.",
    given: fc.record({
      /** What is made before it is ordered, where it is not from its making on. */
      before: fc.option(fc.array(maker, { maxLength: 3 })),
      makers: fc.array(maker, { minLength: 2, maxLength: 8 }),
      looks: fc.array(wait, { minLength: 1, maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ before, looks, makers }) {
      const ids = new Minted()
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start, { ordered: before === null })
      for (const each of [one, endpoint(ids, live, start)]) yield* subscribe(each)
      yield* Effect.forEach(yield* making(ids, live, one, before ?? []), (make) => make, together)
      if (before !== null) yield* updateEndpoint(one, { ordered: true }, start)

      const early = (yield* listed(one)).map(({ eventId }) => eventId)
      const seen = early.toSorted()
      const look = Effect.gen(function* () {
        const there = (yield* listed(one)).map(({ eventId }) => eventId)
        for (const id of there.filter((id) => !seen.includes(id)).toSorted()) {
          assert.ok(id > (seen.at(-1) ?? ""), `${id} appeared after ${seen.at(-1)}`)
          seen.push(id)
        }
      })
      const makes = yield* making(ids, live, one, makers)
      yield* Effect.all([...makes, ...looks.map((wait) => after(wait, look))], together)
      yield* look
      same("How many events went to it", seen.length, early.length + makers.length)
      const instantOf = (id: string) => id.slice(4, 17)
      const instants = seen.slice(early.length).map(instantOf)
      same("How many instants they have", new Set(instants).size, makers.length)
      for (const { event } of yield* claimDeliveries(start + Instant.hour)) {
        const { created_at, id } = JSON.parse(event.payload)
        same("The event in its payload", [id, created_at], [event.id, Instant.format(event.createdAt)])
        same("The instant of its id", instantOf(event.id), Id.floorOf(event.createdAt).slice(0, 13))
      }
    })
  })
]
