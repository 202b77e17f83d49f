/** Endpoints are kept as they are decided to be, in their own environment, and nowhere else. */

import assert from "node:assert/strict"
import { Endpoint, type Id, Sealed, WebhookStore } from "@nexio/core"
import { Effect, Result, Schema } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import { originAt } from "../../Origins.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet, tagOf } from "../Answers.ts"
import { changeOrg, found, removeEnvironment, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { listedEndpoints, walk } from "../Observed.ts"
import { endpoint, removeEndpoint, subscribe, updateEndpoint } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

/** What is as long as it may be. */
const long = {
  url: `https://example.com/${"é".repeat(2_028)}`,
  description: "\u{1f600}".repeat(128),
  authToken: Sealed.make("x".repeat(1_500))
}

const fields = fc.oneof(
  { weight: 4, arbitrary: arbitrary.endpoint },
  { weight: 1, arbitrary: arbitrary.endpoint.map((endpoint) => ({ ...endpoint, ...long })) }
)

const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ _tag: fc.constant("Update"), by: arbitrary.endpointChange }) },
  { weight: 1, arbitrary: fc.constant({ _tag: "Update", by: long }) },
  {
    weight: 2,
    arbitrary: fc.record({ _tag: fc.constant("Rotate"), sealed: arbitrary.sealed, overlap: fc.nat({ max: 100 }) })
  },
  { weight: 1, arbitrary: fc.constant({ _tag: "Refuse" }) }
) as fc.Arbitrary<
  | { readonly _tag: "Update"; readonly by: Endpoint.EndpointChange }
  | { readonly _tag: "Rotate"; readonly sealed: Sealed; readonly overlap: number }
  | { readonly _tag: "Refuse" }
>

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "keeps an endpoint as was decided of it, field by field, and decides on all that its environment has",
    guards: "Deliveries would go elsewhere, unsigned or wrongly signed, or what a customer changed would change back.",
    given: fc.record({
      fields,
      limit: fc.integer({ min: 2, max: 9 }),
      changes: fc.array(change, { maxLength: 5 }),
      removed: fc.boolean()
    }),
    holds: Effect.fnUntraced(function* ({ changes, fields, limit, removed }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live, dev] = yield* found(ids, start, ["dev"], { endpointLimit: limit })
      const scope = scopeOf(live)
      const gone = endpoint(ids, live, start)
      const beside = endpoint(ids, live, start)
      for (const one of [gone, beside, endpoint(ids, dev!, start)]) yield* subscribe(one)
      yield* removeEndpoint(gone, start + 1)
      const { id, ...made } = endpoint(ids, live, start)
      let one: Endpoint.Endpoint = { ...made, ...fields, ...scope, environment: live.slug, createdAt: start, id }
      const decided = Effect.fnUntraced(function* (
        among: ReadonlyArray<Endpoint.Endpoint>,
        decide: (among: Endpoint.Endpoints) => Result.Result<Endpoint.Decision, { readonly _tag: string }>
      ) {
        let seen: Endpoint.Endpoints | undefined
        const answer = yield* Effect.result(
          webhooks.change(scope, (state) => {
            seen = state
            return decide(state)
          })
        )
        same("The cap that is decided by", seen?.limit, limit)
        sameSet("The endpoints that are decided on", seen?.endpoints ?? [], among)
        if (Result.isSuccess(answer)) one = answer.success
        return answer
      })
      const seen = Effect.fnUntraced(function* (what: string) {
        const kept = yield* webhooks.find(scope, id)
        same(`${what}, found`, kept, one)
        assert.ok(Schema.is(Schema.toType(Endpoint.Endpoint))(kept), "An endpoint is as its schema says")
        same(`${what}, listed`, yield* listedEndpoints(scope), [one, beside])
      })

      const first = one
      yield* decided([beside], (among) => Endpoint.create(among, first, originAt(start)))
      same("The answer to its making", one, first)
      yield* seen("The endpoint as it was made")
      for (const [nth, change] of changes.entries()) {
        const at = start + 1_000 * (nth + 1)
        const among = { limit, endpoints: [one, beside] }
        const decide = (state: Endpoint.Endpoints): Result.Result<Endpoint.Decision, { readonly _tag: string }> =>
          change._tag === "Update"
            ? Endpoint.update(state, id, change.by, originAt(at))
            : change._tag === "Rotate"
              ? Endpoint.rotate(state, id, { id: `secret ${nth}`, sealed: change.sealed }, change.overlap, originAt(at))
              : Result.fail({ _tag: "Refused" })
        const [expected, answer] = [decide(among), yield* decided(among.endpoints, decide)]
        same(
          `The answer to ${change._tag}`,
          Result.merge(answer),
          Result.merge(Result.map(expected, ({ endpoint }) => endpoint))
        )
        yield* seen(`The endpoint after ${change._tag}`)
      }
      if (!removed) return
      yield* removeEndpoint(one, start + 9_000)
      same("An endpoint that was deleted", yield* tagOf(webhooks.find(scope, id)), "EndpointNotFound")
      same("Its change", yield* tagOf(updateEndpoint(one, { active: true }, start + 9_001)), "EndpointNotFound")
      same("The list without it", yield* listedEndpoints(scope), [beside])
    })
  }),

  law({
    name: "finds, lists and changes an endpoint in its own scope only",
    guards: "One customer, or one environment, would see or redirect the events of another.",
    given: fc.integer({ min: 1, max: 3 }),
    holds: Effect.fnUntraced(function* (count) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const [other] = yield* found(ids, start)
      const own = scopeOf(live)
      const made = Array.from({ length: count }, () => endpoint(ids, live, start))
      for (const one of made) yield* subscribe(one)
      const foreign: ReadonlyArray<Id.Scope> = [scopeOf(dev!), scopeOf(other)]
      const mixed: ReadonlyArray<Id.Scope> = [
        { ...own, orgId: other.orgId },
        { ...own, environmentId: other.id }
      ]
      for (const scope of [...foreign, ...mixed]) {
        for (const { id } of made) {
          same("An endpoint of elsewhere", yield* tagOf(webhooks.find(scope, id)), "EndpointNotFound")
        }
        same("The list of elsewhere", yield* listedEndpoints(scope), [])
      }
      for (const scope of foreign) {
        for (const { id } of made) {
          const there = { ...scope, id }
          same(
            "A change from elsewhere",
            yield* tagOf(updateEndpoint(there, { active: false }, start)),
            "EndpointNotFound"
          )
          same("A deletion from elsewhere", yield* tagOf(removeEndpoint(there, start)), "EndpointNotFound")
        }
      }
      sameSet("The endpoints afterwards", yield* listedEndpoints(own), made)
    })
  }),

  law({
    name: "changes nothing in an environment that was deleted or whose org is suspended",
    guards: "Endpoints of an environment that is no more would come back to life, or a suspended customer would go on.",
    given: fc.record({ suspended: fc.boolean(), create: fc.boolean() }),
    holds: Effect.fnUntraced(function* ({ create, suspended }) {
      const ids = new Minted()
      const [live, dev] = yield* found(ids, start, ["dev"])
      const [one, elsewhere] = [endpoint(ids, dev!, start), endpoint(ids, live, start)]
      for (const each of [one, elsewhere]) yield* subscribe(each)
      yield* suspended ? changeOrg(dev!.orgId, { suspended }, start + 1) : removeEnvironment(dev!, start + 1)
      const before = yield* listedEndpoints(scopeOf(dev!))
      if (!suspended) {
        const { active, deletedAt } = before[0]!
        same("An endpoint of a deleted environment", { active, deletedAt }, { active: false })
      }
      const another = endpoint(ids, dev!, start + 2)
      const late = WebhookStore.use((webhooks) =>
        webhooks.change(scopeOf(dev!), (among) =>
          create
            ? Endpoint.create(among, another, originAt(start + 2))
            : Endpoint.update(among, one.id, { active: true, url: "https://example.org" }, originAt(start + 2))
        )
      )
      const refusal = suspended ? "OrgSuspended" : "EnvironmentGone"
      same("A change that comes too late", yield* tagOf(late), refusal)
      same("The endpoints afterwards", yield* listedEndpoints(scopeOf(dev!)), before)
      same("An endpoint elsewhere", yield* listedEndpoints(scopeOf(live)), [elsewhere])
      if (suspended) yield* changeOrg(dev!.orgId, { suspended: false }, start + 3)
      same("The same change once it may be", yield* tagOf(late), suspended ? "done" : refusal)
    })
  }),

  law({
    name: "lists endpoints newest first, each once, at whatever limit, also while more are made",
    guards: "Who reads all endpoints page by page would miss some.",
    given: fc.record({
      endpoints: fc.uniqueArray(
        fc
          .integer({ min: start, max: start + 3 })
          .chain((at) => fc.record({ at: fc.constant(at), id: arbitrary.idAt<Id.EndpointId>(at) })),
        { maxLength: 10, selector: ({ id }) => id }
      ),
      limit: fc.integer({ min: 1, max: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ endpoints, limit }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const made = endpoints.map(({ at, id }) => endpoint(ids, live, at, { id }))
      for (const one of made) yield* subscribe(one)
      const newestFirst = made.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      const more = Effect.suspend(() => subscribe(endpoint(ids, live, start + 9)))
      same("The whole list", yield* listedEndpoints(scopeOf(live)), newestFirst)
      const paged = yield* walk(limit, (page) => webhooks.list(scopeOf(live), page), more)
      same("The list, page by page, while more are made", paged, newestFirst)
    })
  })
]
