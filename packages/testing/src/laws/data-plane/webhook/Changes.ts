/** Changes of endpoints that are made at once: the caps hold, and no change is lost. */
import assert from "node:assert/strict"
import { type Endpoint, Sealed, type WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, tagOf } from "../Answers.ts"
import { changeOrg, found, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { listedEndpoints } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { endpoint, removeEndpoint, subscribe, updateEndpoint } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)
const later = start + 1

type Change = Effect.Effect<Endpoint.Endpoint, { readonly _tag: string }, WebhookStore>

const active = (scope: Parameters<typeof listedEndpoints>[0]) =>
  Effect.map(listedEndpoints(scope), (endpoints) => endpoints.filter(({ active }) => active).length)

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "makes or activates exactly as many endpoints at once as are free under the cap of each environment",
    guards: "Customers would get more endpoints than their cap says, or be refused ones that it allows.",
    given: fc.record({
      limit: fc.integer({ min: 1, max: 4 }),
      // Never more than the cap on all has room for.
      asks: fc.array(fc.record({ live: fc.boolean(), make: fc.boolean(), wait }), { minLength: 1, maxLength: 10 })
    }),
    holds: Effect.fnUntraced(function* ({ asks, limit }) {
      const ids = new Minted()
      const [live, dev] = yield* found(ids, start, ["dev"])
      const made = asks.map((ask) => endpoint(ids, ask.live ? live : dev!, start))
      for (const [nth, { make }] of asks.entries()) if (!make) yield* subscribe({ ...made[nth]!, active: false })
      yield* changeOrg(live.orgId, { endpointLimit: limit }, start)
      const answers = yield* Effect.forEach(
        asks,
        ({ make, wait }, nth) => {
          const change: Change = make ? subscribe(made[nth]!) : updateEndpoint(made[nth]!, { active: true }, later)
          return after(wait, answerOf(change))
        },
        together
      )
      const refused = answers.filter(({ _tag }) => _tag !== "done")
      for (const answer of refused) {
        same("A refusal", answer, { _tag: "EndpointLimitReached", limit, counted: "active" })
      }
      const expected = [true, false].map((isLive) => Math.min(limit, asks.filter(({ live }) => live === isLive).length))
      same("How many are active in each", [yield* active(scopeOf(live)), yield* active(scopeOf(dev!))], expected)
      same("How many were refused", refused.length, asks.length - expected[0]! - expected[1]!)
    })
  }),

  law({
    name: "has never more active endpoints than the cap, whatever is made, activated, deactivated and deleted at once",
    guards: "Customers would get more endpoints than their cap says.",
    given: fc.record({
      limit: fc.integer({ min: 1, max: 3 }),
      changes: fc.array(
        fc.record({
          how: fc.constantFrom("make", "activate", "deactivate", "delete"),
          nth: fc.nat({ max: 4 }),
          wait
        }),
        { minLength: 2, maxLength: 16 }
      )
    }),
    holds: Effect.fnUntraced(function* ({ changes, limit }) {
      const ids = new Minted()
      const [live] = yield* found(ids, start, [], { endpointLimit: limit })
      const dormant = Array.from({ length: 5 }, () => endpoint(ids, live, start, { active: false }))
      for (const one of dormant) yield* subscribe(one)
      const more = changes.map(() => endpoint(ids, live, start))
      const tags = yield* Effect.forEach(
        changes,
        ({ how, nth, wait }, which) => {
          const one = dormant[nth]!
          const change: Change =
            how === "make"
              ? subscribe(more[which]!)
              : how === "delete"
                ? removeEndpoint(one, later)
                : updateEndpoint(one, { active: how === "activate" }, later)
          return after(wait, tagOf(change))
        },
        together
      )
      const done = (how: string, tag: string) =>
        changes.filter((change, which) => change.how === how && tags[which] === tag).length
      same("Deactivations that were refused", done("deactivate", "EndpointLimitReached"), 0)
      const now = yield* active(scopeOf(live))
      assert.ok(now <= limit, `${now} are active, and at most ${limit} may be`)
      assert.ok(now >= Math.min(limit, done("make", "done")), "What was made is still active")
    })
  }),

  law({
    name: "loses none of the changes of an endpoint that are made at once",
    guards: "A customer's change would be acknowledged and undone by one that has nothing to do with it.",
    given: fc.record({
      changes: fc.shuffledSubarray(
        [
          { url: "https://example.org" },
          { events: ["run.failed"] },
          { description: "changed" },
          { authToken: Sealed.make("a token") },
          { active: false }
        ] satisfies ReadonlyArray<Endpoint.EndpointChange>,
        { minLength: 2 }
      ),
      waits: fc.array(wait, { minLength: 5, maxLength: 5 })
    }),
    holds: Effect.fnUntraced(function* ({ changes, waits }) {
      const ids = new Minted()
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start)
      yield* subscribe(one)
      const update = (change: Endpoint.EndpointChange, nth: number) =>
        after(waits[nth]!, updateEndpoint(one, change, later))
      yield* Effect.forEach(changes, update, together)
      const expected: Endpoint.Endpoint = Object.assign({ ...one, updatedAt: later }, ...changes)
      same("The endpoint afterwards", yield* listedEndpoints(scopeOf(live)), [expected])
    })
  }),

  law({
    name: "makes ten times as many endpoints as may be active, deleted ones aside, and not one more",
    guards: "One environment could fill the database with endpoints, or could make none after it deleted some.",
    given: fc.record({
      limit: fc.nat({ max: 2 }),
      beyond: fc.integer({ min: 1, max: 4 }),
      deleted: fc.nat({ max: 3 })
    }),
    holds: Effect.fnUntraced(function* ({ beyond, deleted, limit }) {
      const ids = new Minted()
      const [live] = yield* found(ids, start, [], { endpointLimit: limit })
      const make = (count: number) =>
        Effect.forEach(
          Array.from({ length: count }, () => endpoint(ids, live, start, { active: false })),
          (one) => answerOf(subscribe(one)),
          together
        )
      const answers = yield* make(limit * 10 + beyond)
      const refused = answers.filter(({ _tag }) => _tag !== "done")
      same(
        "The refusals",
        refused,
        Array.from({ length: beyond }, () => ({ _tag: "EndpointLimitReached", limit: limit * 10, counted: "all" }))
      )
      const made = yield* listedEndpoints(scopeOf(live))
      same("How many there are", made.length, limit * 10)
      const free = Math.min(deleted, made.length)
      for (const one of made.slice(0, free)) yield* removeEndpoint(one, later)
      const again = yield* make(free + 1)
      same("How many more are made", again.filter(({ _tag }) => _tag === "done").length, free)
    })
  })
]
