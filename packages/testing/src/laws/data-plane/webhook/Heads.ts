/** An ordered endpoint is told one thing after the other, by event creation: contract section 6. */
import assert from "node:assert/strict"
import { type ClaimedDelivery, type Delivery, DeliveryStore, Event, Instant, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { endpoint, subscribe, updateEndpoint } from "../Work.ts"
import { recorded, start, told } from "./Pending.ts"

/** What can happen to an endpoint; a delivery is one of those that are held, or were told. */
const happenings = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({ _tag: "Tell" } as const) },
    { weight: 4, arbitrary: fc.record({ _tag: fc.constant("Claim" as const), limit: fc.integer({ min: 1, max: 3 }) }) },
    {
      weight: 3,
      arbitrary: fc.record({ _tag: fc.constant("Record" as const), nth: fc.nat(), succeeds: fc.boolean() })
    },
    { weight: 2, arbitrary: fc.record({ _tag: fc.constant("Renew" as const), nth: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ _tag: fc.constant("Redeliver" as const), nth: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ _tag: fc.constant("Order" as const), ordered: fc.boolean() }) },
    {
      weight: 2,
      arbitrary: fc.record({
        _tag: fc.constant("Pass" as const),
        time: fc.constantFrom(1, lease, Instant.minute, Instant.day)
      })
    }
  ),
  { minLength: 4, maxLength: 40, size: "max" }
)

const placeOf = ({ eventId, id }: Delivery.Delivery) => `${eventId} ${id}`

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "gives of an ordered endpoint the oldest event's delivery and no other, once it is due and while none is held",
    guards: "A receiver would learn of things in the wrong order, or of two at once.",
    given: happenings,
    holds: Effect.fnUntraced(function* (happenings) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start, { ordered: true })
      yield* subscribe(one)
      let [now, ordered, always] = [start, true, true]
      /** All that were made: also an older event can be sent once more. */
      const sent: Array<Delivery.Delivery> = []
      /** Those that have not ended, as they were last seen, and until when they are held. */
      const pending = new Map<string, Delivery.Delivery>()
      const held = new Map<string, { readonly claimed: ClaimedDelivery; readonly until: number }>()
      const underWay = () => [...held].filter(([, { until }]) => until > now)
      const chosen = <A>(among: ReadonlyArray<A>, nth: number) => among[nth % Math.max(1, among.length)]
      for (const step of happenings) {
        if (step._tag === "Tell") {
          const { attempts: _attempts, ...delivery } = yield* told(ids, one, ++now)
          pending.set(delivery.id, delivery)
          sent.push(delivery)
        } else if (step._tag === "Redeliver") {
          const of = chosen(sent, step.nth)
          if (of === undefined) continue
          const block = ids.block()
          const again = yield* DeliveryStore.use((store) =>
            store.redeliver(one, of.id, (delivery, to) => Event.redelivery(delivery, to, now, new Minted(block)))
          )
          const { attempts: _attempts, ...delivery } = again
          pending.set(delivery.id, delivery)
        } else if (step._tag === "Pass") {
          now += step.time
        } else if (step._tag === "Order") {
          yield* updateEndpoint(one, { ordered: step.ordered }, now)
          ordered = step.ordered
          always &&= ordered
        } else if (step._tag === "Renew") {
          const renewed = chosen([...held], step.nth)
          if (renewed === undefined) continue
          const [id, { claimed }] = renewed
          const lost = yield* webhooks.renew([claimed.claim], now + lease)
          if (lost.length === 0) held.set(id, { claimed, until: now + lease })
          else assert.ok(!underWay().some(([other]) => other === id), "What is held is held for longer")
        } else if (step._tag === "Record") {
          const over = chosen(underWay(), step.nth)
          if (over === undefined) continue
          const [id, { claimed }] = over
          const after = recorded(claimed, step.succeeds ? "Succeeded" : "Failed", now)
          yield* webhooks.record(claimed.claim, after)
          held.delete(id)
          if (after.delivery.status === "pending") pending.set(id, after.delivery)
          else pending.delete(id)
        } else {
          const [head] = [...pending.values()].toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
          const isFree =
            head !== undefined && underWay().length === 0 && (held.get(head.id)?.until ?? head.dueAt!) <= now
          const claimed = yield* webhooks.claimDue({ at: now, until: now + lease, limit: step.limit })
          for (const each of claimed) held.set(each.delivery.id, { claimed: each, until: now + lease })
          if (ordered) {
            same(
              "What is given",
              claimed.map(({ delivery }) => delivery.id),
              isFree ? [head.id] : []
            )
          }
        }
        if (always) assert.ok(underWay().length <= 1, "No two are held at once")
      }
    })
  }),

  law({
    name: "gives an ordered endpoint's deliveries one after the other in the order of their events, however many dispatchers claim",
    guards: "Two servers would send to an ordered receiver at once, or overtake each other.",
    given: fc.record({
      events: fc.integer({ min: 1, max: 6 }),
      others: fc.nat({ max: 3 }),
      dispatchers: fc.array(fc.record({ wait, limit: fc.integer({ min: 1, max: 4 }) }), { minLength: 2, maxLength: 5 }),
      cut: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ cut, dispatchers, events, others }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start, { ordered: true })
      const beside = endpoint(ids, live, start)
      for (const each of [one, beside]) yield* subscribe(each)
      const sent: Array<string> = []
      for (let nth = 0; nth < events; nth += 1) sent.push((yield* told(ids, one, start + nth)).id)
      for (let nth = 0; nth < others; nth += 1) yield* told(ids, beside, start)
      const done: Array<string> = []
      let now = start + 100
      for (let round = 0; done.length < events; round += 1) {
        assert.ok(round < 40, "All come to their end")
        const shares = yield* Effect.forEach(
          dispatchers,
          ({ limit, wait }) => after(wait, webhooks.claimDue({ at: now, until: now + lease, limit })),
          together
        )
        const given = shares.flat().filter(({ delivery }) => delivery.endpointId === one.id)
        assert.ok(given.length <= 1, `An ordered endpoint has ${given.length} at once`)
        for (const each of given) {
          same("What is given", each.delivery.id, sent[done.length])
          if (cut[round % cut.length] && round < 20) continue
          yield* webhooks.record(each.claim, recorded(each, "Succeeded", now))
          done.push(each.delivery.id)
        }
        now += lease
      }
    })
  }),

  law({
    name: "sends an older event anew before newer ones, but not beside one that is held, and takes what lapsed from its holder",
    guards: "A receiver would be sent an old event and a new one at once.",
    given: fc.boolean(),
    holds: Effect.fnUntraced(function* (lapses) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start, { ordered: true })
      yield* subscribe(one)
      const claim = (at: number) => webhooks.claimDue({ at, until: at + lease, limit: 2 })
      const older = yield* told(ids, one, start)
      for (const each of yield* claim(start)) yield* webhooks.record(each.claim, recorded(each, "Succeeded", start))
      yield* told(ids, one, start + 1)
      const [newer] = yield* claim(start + 1)
      const again = yield* DeliveryStore.use((store) =>
        store.redeliver(one, older.id, (delivery, to) =>
          Event.redelivery(delivery, to, start + 2, new Minted(ids.block()))
        )
      )
      same("What is given while one is held", yield* claim(start + 2), [])
      if (!lapses) yield* webhooks.record(newer!.claim, recorded(newer!, "Failed", start + 3))
      const next = yield* claim(start + 1 + lease)
      same(
        "What is given then",
        next.map(({ delivery }) => delivery.id),
        [again.id]
      )
      const lost = yield* webhooks.renew([newer!.claim], start + 3 * lease)
      same("What is lost", lost, [newer!.claim])
    })
  })
]
