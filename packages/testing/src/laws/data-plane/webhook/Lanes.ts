/** Endpoints have their turns in their environments, and no more than they have places: contract section 6. */
import assert from "node:assert/strict"
import { type ClaimedDelivery, Instant, Lanes, Turns, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet } from "../Answers.ts"
import { changeOrg, found, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, lease } from "../Observed.ts"
import { after as afterTurns, together, wait } from "../Turns.ts"
import { endpoint, subscribe } from "../Work.ts"
import { recorded, start, told } from "./Pending.ts"

/** When all that was sent is due. */
const later = start + 100

/** When deliveries of each endpoint become due, in the two environments of some orgs. */
const endpoints = fc.array(fc.array(fc.nat({ max: 20 }), { maxLength: 5 }), { maxLength: 3 })
const orgs = fc.array(
  fc.record({ live: endpoints, dev: endpoints, suspended: fc.oneof(fc.constant(false), fc.boolean()) }),
  { minLength: 1, maxLength: 3 }
)
type Orgs = Parameters<Parameters<typeof orgs.map>[0]>[0]

interface DueLane extends Lanes.Lane {
  readonly suspended: boolean
  /** The longest due first. */
  readonly deliveries: ReadonlyArray<string>
}

/** Sends them, the later ones of each endpoint first; gives the lanes with some. */
const waiting = Effect.fnUntraced(function* (ids: Minted, orgs: Orgs) {
  const lanes: Array<DueLane> = []
  for (const { dev, live, suspended } of orgs) {
    const environments = yield* found(ids, start, ["dev"])
    for (const [nth, environment] of environments.entries()) {
      for (const ages of nth === 0 ? live : dev) {
        const one = endpoint(ids, environment, start)
        yield* subscribe(one)
        const sent = yield* Effect.forEach(
          ages.toSorted((a, b) => b - a),
          (age) => told(ids, one, start + age)
        )
        const oldest = sent.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
        if (oldest.length === 0) continue
        const deliveries = oldest.map(({ id }) => id)
        lanes.push({ ...scopeOf(environment), endpointId: one.id, suspended, deliveries })
      }
    }
    if (suspended) yield* changeOrg(environments[0].orgId, { suspended: true }, start)
  }
  return lanes
})

const claim = (limit: number, more: { readonly turns?: Turns.Turns; readonly places?: Lanes.Places } = {}) =>
  WebhookStore.use((webhooks) => webhooks.claimDue({ at: later, until: later + lease, limit, ...more }))

const idsOf = (claimed: ReadonlyArray<ClaimedDelivery>) => claimed.map(({ delivery }) => delivery.id as string)

const free = fc.oneof(fc.constant(1_000), fc.nat({ max: 4 }))

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "gives environments one turn each, round after round, and in each its endpoints, to none more than it has places",
    guards: "An endpoint that hangs, or one customer's many endpoints, would hold up the deliveries of all others.",
    given: fc.record({
      orgs,
      limit: fc.integer({ min: 1, max: 12 }),
      after: fc.option(fc.nat(), { nil: undefined }),
      afterLanes: fc.array(fc.nat(), { maxLength: 3 }),
      ahead: fc.array(fc.nat(), { maxLength: 2 }),
      perLane: free,
      perEnvironment: free,
      lanes: fc.array(fc.tuple(fc.nat(), free), { maxLength: 3 }),
      environments: fc.array(fc.tuple(fc.nat(), free), { maxLength: 2 })
    }),
    holds: Effect.fnUntraced(function* ({ limit, orgs, perEnvironment, perLane, ...given }) {
      const all = yield* waiting(new Minted(), orgs)
      if (all.length === 0) return
      const chosen = (nth: number) => all[nth % all.length]!
      const after = given.after === undefined ? undefined : chosen(given.after)
      const turns = { ...Turns.anyone, after, ahead: given.ahead.map(chosen) }
      const places: Lanes.Places = {
        perLane,
        perEnvironment,
        lanes: new Map(given.lanes.map(([nth, free]) => [Lanes.keyOf(chosen(nth)), free])),
        environments: new Map(given.environments.map(([nth, free]) => [Turns.keyOf(chosen(nth)), free])),
        after: new Map(given.afterLanes.map((nth) => [Turns.keyOf(chosen(nth)), chosen(nth).endpointId]))
      }
      const claimed = yield* claim(limit, { turns, places })
      assert.ok(claimed.length <= limit, `Asked for ${limit}, got ${claimed.length}`)
      const left = Lanes.left(
        places,
        claimed.map(({ delivery }) => delivery)
      )
      const keysAhead = new Set(turns.ahead.map(Turns.keyOf))
      const got = all.map((lane) => {
        const ids = idsOf(claimed.filter(({ delivery }) => delivery.endpointId === lane.endpointId))
        sameSet("What an endpoint gives: the longest due", ids, lane.deliveries.slice(0, ids.length))
        if (lane.suspended) same("What a suspended org gives", ids, [])
        const most = places.lanes.get(Lanes.keyOf(lane)) ?? perLane
        assert.ok(ids.length <= most, `A lane with ${most} places gives ${ids.length}`)
        const couldGive = !lane.suspended && ids.length < lane.deliveries.length && Lanes.free(left, lane) > 0
        return { ...lane, count: ids.length, couldGive }
      })
      const environments = Turns.inOrder(
        [...Map.groupBy(got, Turns.keyOf).values()].map((lanes) => ({
          ...lanes[0]!,
          lanes,
          count: lanes.reduce((sum, { count }) => sum + count, 0),
          ahead: keysAhead.has(Turns.keyOf(lanes[0]!)),
          couldGive: lanes.some(({ couldGive }) => couldGive)
        })),
        after
      )
      if (claimed.length < limit) same("Who could have given more", got.filter((one) => one.couldGive).length, 0)
      for (const [nth, one] of environments.entries()) {
        const most = places.environments.get(Turns.keyOf(one)) ?? perEnvironment
        assert.ok(one.count <= most, `An environment with ${most} places gives ${one.count}`)
        for (const [beside, other] of environments.entries()) {
          if (!other.couldGive || other.ahead) continue
          const fair = one.ahead ? 0 : other.count + (nth < beside ? 1 : 0)
          assert.ok(one.count <= fair, `An environment has ${one.count} turns, and one that waits ${other.count}`)
        }
        const lanes = Lanes.inOrder(one.lanes, places.after.get(Turns.keyOf(one)))
        for (const [nth, lane] of lanes.entries()) {
          for (const [beside, other] of lanes.entries()) {
            if (!other.couldGive) continue
            const fair = other.count + (nth < beside ? 1 : 0)
            assert.ok(lane.count <= fair, `An endpoint has ${lane.count} turns, and one that waits ${other.count}`)
          }
        }
      }
    })
  }),

  law({
    name: "leaves nothing that is due while there are places, whether it is new, to be retried or was cut off",
    guards: "A delivery would wait for ever behind others, or be forgotten after a failure or a crash.",
    given: fc.record({
      orgs: orgs.map((orgs) => orgs.map((org) => ({ ...org, suspended: false }))),
      steps: fc.array(
        fc.record({
          passes: fc.constantFrom(0, 1, lease, Instant.minute),
          limit: fc.integer({ min: 1, max: 6 }),
          perLane: fc.integer({ min: 1, max: 3 }),
          fates: fc.array(fc.constantFrom("fails", "is cut off", "hangs", "succeeds"), { minLength: 1, maxLength: 4 })
        }),
        { minLength: 1, maxLength: 8 }
      )
    }),
    holds: Effect.fnUntraced(function* ({ orgs, steps }) {
      const webhooks = yield* WebhookStore
      const lanes = yield* waiting(new Minted(), orgs)
      const laneOf = new Map(lanes.flatMap((lane) => lane.deliveries.map((id) => [id, lane.endpointId] as const)))
      /** When each that has not ended is due. */
      const dueAt = new Map([...laneOf.keys()].map((id) => [id, start]))
      let at = later
      for (const { fates, limit, passes, perLane } of steps) {
        at += passes
        const due = [...dueAt].filter(([, due]) => due <= at).map(([id]) => id)
        const inLanes = Map.groupBy(due, (id) => laneOf.get(id))
        const most = [...inLanes.values()].reduce((sum, ids) => sum + Math.min(perLane, ids.length), 0)
        const places = { ...Lanes.unbounded, perLane }
        const claimed = yield* webhooks.claimDue({ at, until: at + lease, limit, places })
        same("How many are given", claimed.length, Math.min(limit, most))
        for (const [nth, one] of claimed.entries()) {
          const id = one.delivery.id as string
          assert.ok(due.includes(id), "What is given is due and was not given before")
          const fate = fates[nth % fates.length]!
          dueAt.set(id, at + lease)
          if (fate === "hangs") {
            yield* webhooks.renew([one.claim], at + 4 * lease)
            dueAt.set(id, at + 4 * lease)
          } else if (fate !== "is cut off") {
            const after = recorded(one, fate === "fails" ? "Failed" : "Succeeded", at)
            yield* webhooks.record(one.claim, after)
            if (after.delivery.dueAt === undefined) dueAt.delete(id)
            else dueAt.set(id, after.delivery.dueAt)
          }
        }
      }
      sameSet("What is left in the end", idsOf(yield* claimDeliveries(at + Instant.day)), [...dueAt.keys()])
    })
  }),

  law({
    name: "gives each of several dispatchers all that it asks for at once, where there is enough for all, and nothing twice",
    guards: "Dispatchers would be idle beside work because another one looked at the same endpoint.",
    given: fc.record({
      orgs: fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }), {
        minLength: 1,
        maxLength: 4
      }),
      dispatchers: fc.array(fc.record({ wait, limit: fc.integer({ min: 1, max: 6 }) }), { minLength: 2, maxLength: 5 })
    }),
    holds: Effect.fnUntraced(function* ({ dispatchers, orgs }) {
      const ages = (count: number) => Array.from({ length: count }, (_, nth) => nth)
      const lanes = yield* waiting(
        new Minted(),
        orgs.map((counts) => ({ live: counts.map(ages), dev: [], suspended: false }))
      )
      const total = lanes.reduce((sum, { deliveries }) => sum + deliveries.length, 0)
      const asked = dispatchers.reduce((sum, { limit }) => sum + limit, 0)
      const given = yield* Effect.forEach(dispatchers, ({ limit, wait }) => afterTurns(wait, claim(limit)), together)
      const all = idsOf(given.flat())
      same("How many they have, none twice", new Set(all).size, all.length)
      if (asked > total) return
      for (const [nth, { limit }] of dispatchers.entries()) same("What one has", given[nth]!.length, limit)
    })
  })
]
