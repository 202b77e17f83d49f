/** An endpoint that stops takes what is pending for it with it, for good. */
import assert from "node:assert/strict"
import { Delivery, DeliveryStore, Endpoint, type Environment, Event, RunStore, Sealed, WebhookStore } from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import { originAt } from "../../Origins.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet, tagOf } from "../Answers.ts"
import { found, removeEnvironment } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, counted, counts, lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { ended, endpoint, endRuns, queued, removeEndpoint, subscribe, updateEndpoint } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

const ways = fc.constantFrom("deactivated", "deleted", "environment deleted")

const stop = (how: string, one: Endpoint.Endpoint, environment: Environment.Environment, at: number) => {
  const stopped: Effect.Effect<unknown, unknown, Stores> =
    how === "deactivated"
      ? updateEndpoint(one, { active: false }, at)
      : how === "deleted"
        ? removeEndpoint(one, at)
        : removeEnvironment(environment, at)
  return stopped
}

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "cancels for good what is pending for an endpoint that stops, held or not, and nothing else",
    guards: "A receiver that a customer switched off would still be called, at once or when it is switched on again.",
    given: fc.record({
      how: ways,
      runs: fc.integer({ min: 1, max: 4 }),
      held: fc.nat({ max: 4 }),
      succeeded: fc.nat({ max: 1 }),
      again: fc.boolean()
    }),
    holds: Effect.fnUntraced(function* ({ again, held, how, runs, succeeded }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const [one, elsewhere] = [endpoint(ids, dev!, start), endpoint(ids, live, start)]
      for (const each of [one, elsewhere]) yield* subscribe(each)
      yield* endRuns(ids, dev!, start, runs)
      const claimed = yield* claimDeliveries(start, held)
      const record = ({ attempt, claim, delivery }: (typeof claimed)[number], at: number) =>
        webhooks.record(claim, {
          attempt: { number: attempt, startedAt: at, latencyMs: 1 },
          delivery: Result.getOrThrow(Delivery.next(delivery, { _tag: "Succeeded" }, at, [], 0))
        })
      const [done, open] = [claimed.slice(0, succeeded), claimed.slice(succeeded)]
      for (const each of done) yield* record(each, start)
      const beside = endpoint(ids, dev!, start)
      yield* subscribe(beside)
      yield* endRuns(ids, live, start, runs)
      yield* endRuns(ids, dev!, start + 1, runs)

      yield* stop(how, one, dev!, start + 2)
      if (how !== "deleted") same("Whether it is active", (yield* webhooks.find(one, one.id)).active, false)
      const claims = open.map(({ claim }) => claim)
      sameSet("The claims that are lost", yield* webhooks.renew(claims, start + 2 * lease), claims)
      for (const each of open) {
        same("A report of an attempt that was under way", yield* tagOf(record(each, start + 3)), "LeaseLost")
      }
      if (again && how === "deactivated") yield* updateEndpoint(one, { active: true }, start + 4)
      sameSet(
        "Who is still to be told",
        (yield* claimDeliveries(start + 1_000 * lease)).map(({ delivery }) => delivery.endpointId),
        Array.from({ length: runs }, () =>
          how === "environment deleted" ? [elsewhere.id] : [elsewhere.id, beside.id]
        ).flat()
      )
      const { deliveriesFailed, deliveriesSucceeded } = yield* counted(dev!.orgId)
      same(
        "What was counted",
        { deliveriesFailed, deliveriesSucceeded },
        { deliveriesFailed: 0, deliveriesSucceeded: done.length }
      )
    })
  }),

  law({
    name: "leaves what was sent to an inactive endpoint pending, whatever is changed of it, until it stops again",
    guards: "A test or a recovery of an endpoint that is made ready again would be lost by making it ready.",
    given: fc.record({
      by: fc.constantFrom<Endpoint.EndpointChange>({ description: "next" }, { ordered: true }, { active: true }),
      rotates: fc.boolean(),
      again: fc.constantFrom("deactivated", "deleted")
    }),
    holds: Effect.fnUntraced(function* ({ again, by, rotates }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start, { active: false })
      yield* subscribe(one)
      const pending = Effect.map(
        DeliveryStore.use((store) => store.list(one, one.id, { status: "pending" }, { limit: 10 })),
        ({ items }) => items.length
      )
      yield* DeliveryStore.use((store) => store.send(one, one.id, (target) => Event.test(target, start + 1, ids)))
      yield* updateEndpoint(one, by, start + 2)
      if (rotates) {
        const fresh = { id: "another", sealed: Sealed.make("another secret") }
        yield* webhooks.change(one, (among) => Endpoint.rotate(among, one.id, fresh, 0, originAt(start + 3)))
      }
      same("What is pending after a change", yield* pending, 1)
      yield* stop(again, one, live, start + 4)
      same("What is pending once it has stopped again", yield* pending, 0)
    })
  }),

  law({
    name: "leaves nothing pending for an endpoint whose stop was acknowledged, whatever runs end meanwhile",
    guards: "A run that ends in the moment of a deletion would call a receiver that is no more.",
    given: fc.record({
      how: ways,
      wait,
      runs: fc.array(wait, { minLength: 1, maxLength: 8 }),
      dispatchers: fc.array(wait, { maxLength: 3 })
    }),
    holds: Effect.fnUntraced(function* ({ dispatchers, how, runs: waits, wait }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const [one, beside] = [endpoint(ids, dev!, start), endpoint(ids, dev!, start)]
      for (const each of [one, beside, endpoint(ids, live, start)]) yield* subscribe(each)
      for (const _ of waits) yield* runs.submit(queued(ids, dev!, start))
      const claimed = yield* claimRuns(start)
      const ends = claimed.map(({ run }) => ended(ids, run, start + 1))
      const [made, , shares] = yield* Effect.all(
        [
          Effect.forEach(claimed, ({ claim }, nth) => after(waits[nth]!, runs.finish(claim, ends[nth]!)), together),
          after(wait, stop(how, one, dev!, start + 1)),
          Effect.forEach(dispatchers, (wait) => after(wait, claimDeliveries(start + 1, 2)), together)
        ],
        together
      )
      const rest = yield* claimDeliveries(start + 1)
      const targets = (deliveries: typeof rest) => deliveries.map(({ delivery }) => delivery.endpointId)
      const stopped = how === "environment deleted" ? [one.id, beside.id] : [one.id]
      same(
        "What is left for what has stopped",
        targets(rest).filter((id) => stopped.includes(id)),
        []
      )
      const all = [...shares.flat(), ...rest]
      same("How often a delivery was given", new Set(all.map(({ claim }) => claim.id)).size, all.length)
      if (how === "environment deleted") {
        for (const count of made)
          assert.ok(count === 0 || count === 2, `An end makes all deliveries or none, not ${count}`)
      } else {
        for (const count of made)
          assert.ok(count === 1 || count === 2, `An end makes one or two deliveries, not ${count}`)
        same(
          "How often the one that goes on is told",
          targets(all).filter((id) => id === beside.id).length,
          waits.length
        )
      }
      same(
        "What was counted",
        yield* counted(dev!.orgId),
        counts({ runsSubmitted: waits.length, runsCompleted: waits.length, runDurationMs: waits.length })
      )
      same(
        "What is given later",
        targets(yield* claimDeliveries(start + 9 * lease)).filter((id) => stopped.includes(id)),
        []
      )
    })
  })
]
