/** Reads of all environments of an org: they give what each of them has, also those that are deleted. */
import { DeliveryStore, type Environment, Event, type Id, RunStore, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../arbitraries/index.ts"
import { type Law, law } from "../Law.ts"
import type { Stores } from "../Stores.ts"
import { same, sameSet, tagOf } from "./Answers.ts"
import { found, removeEnvironment, scopeOf } from "./Founded.ts"
import { Minted } from "./Minted.ts"
import { walk } from "./Observed.ts"
import { endpoint, queued, subscribe } from "./Work.ts"

const start = Date.UTC(2027, 0, 1)

/** An endpoint of the environment, and a delivery to it. */
const deliverIn = Effect.fnUntraced(function* (ids: Minted, environment: Environment.Environment) {
  const subscribed = yield* subscribe(endpoint(ids, environment, start))
  const sent = yield* DeliveryStore.use((store) =>
    store.send(scopeOf(environment), subscribed.id, (endpoint) => Event.test(endpoint, start, ids))
  )
  return { endpoint: subscribed, delivery: sent }
})

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "reads of all environments what each has, newest first, also of deleted ones, and of no other org",
    guards: "Who looks at all of an org would miss what happened, or see what happened at another customer's.",
    given: fc.record({
      whose: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 12 }),
      limit: fc.integer({ min: 1, max: 5 }),
      position: fc.nat({ max: 12 }).chain((offset) => arbitrary.idAt<Id.RunId>(start + offset)),
      gone: fc.boolean()
    }),
    holds: Effect.fnUntraced(function* ({ gone, limit, position, whose }) {
      const ids = new Minted()
      const [runs, webhooks, deliveries] = [yield* RunStore, yield* WebhookStore, yield* DeliveryStore]
      const [live, dev, qa] = yield* found(ids, start, ["dev", "qa"])
      const [another] = yield* found(ids, start)
      const places = [live, dev!, qa!, another]
      const made = yield* Effect.forEach(whose, (who, nth) => runs.submit(queued(ids, places[who]!, start + nth)))
      const sent = yield* Effect.forEach(places, (place) => deliverIn(ids, place))
      if (gone) yield* removeEnvironment(dev!, start + whose.length)
      const all: Id.Reach = { orgId: live.orgId, environmentId: "all" }

      const own = made.filter(({ orgId }) => orgId === live.orgId).map(({ id }) => id)
      const listed = yield* walk(limit, (page) => runs.list(all, {}, page))
      same(
        "The runs",
        listed.map(({ id }) => id),
        own.toReversed()
      )
      const after = yield* runs.list(all, { status: gone ? "failed" : "queued" }, { limit: 100, after: position })
      const older = own.filter((id) => id < position)
      const kept = gone
        ? made.filter(({ environmentId, id }) => environmentId === dev!.id && older.includes(id))
        : older
      same("Those of a status after a position", after.items.length, kept.length)
      for (const { id, orgId } of made) {
        same("A run", yield* tagOf(runs.find(all, id)), orgId === live.orgId ? "done" : "RunNotFound")
      }

      const endpoints = yield* webhooks.list(all, { limit: 100 })
      const subscribed = sent.map(({ endpoint }) => endpoint).filter(({ orgId }) => orgId === live.orgId)
      sameSet(
        "The endpoints",
        endpoints.items.map(({ id }) => id),
        subscribed.map(({ id }) => id)
      )
      for (const { delivery, endpoint } of sent) {
        const isOwn = endpoint.orgId === live.orgId
        same("A delivery", yield* tagOf(deliveries.find(all, delivery.id)), isOwn ? "done" : "DeliveryNotFound")
        const list = deliveries.list(all, endpoint.id, {}, { limit: 10 })
        if (!isOwn) same("Another's list", yield* tagOf(list), "EndpointNotFound")
        else
          same(
            "Its list",
            (yield* list).items.map(({ id }) => id),
            [delivery.id]
          )
      }
    })
  })
]
