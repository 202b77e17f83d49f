import { Announcement, DeliveryStore, type Endpoint, Event, Id, Run, RunStore, WebhookStore } from "@nexio/core"
import { Effect, Fiber, Layer, Result } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import * as Locks from "./Locks.ts"
import * as PostgresServer from "./PostgresServer.ts"
import type * as PostgresTest from "./PostgresTest.ts"
import * as Tenants from "./Tenants.ts"

const onServer = PostgresServer.open()

const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 8 : 200 }

const { now, until } = Tenants

/** Who makes an event: by what, on which of three servers, and how long ago by that one's clock. */
const maker = fc.record({
  how: fc.constantFrom("finish", "cancel", "test"),
  server: fc.nat({ max: 2 }),
  ago: fc.nat({ max: 20 })
})
type Maker = typeof maker extends fc.Arbitrary<infer M> ? M : never

/** The first ends a run, and so comes to count it late. */
const makers = fc.tuple(
  maker.filter(({ how }) => how !== "test"),
  fc.array(maker, { minLength: 1, maxLength: 12 })
)

/** The events that went to an endpoint and are there by now, as everybody sees them. */
const eventsOf = ({ admin }: PostgresTest.PostgresTest, { id }: Endpoint.Endpoint) =>
  Effect.map(
    admin<{ readonly id: string; readonly payload: string }>`select id, payload from nexio.events
      where id in (select event_id from nexio.deliveries where endpoint_id::text = ${id})`,
    (events) => events.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  )

/** What makes each of these events, once it is told when. */
const making = Effect.fnUntraced(function* (
  makers: ReadonlyArray<Maker>,
  to: Endpoint.Endpoint,
  tenant: Tenants.Tenant
) {
  const [store, ids] = [yield* RunStore, yield* Id.Ids]
  const submitted = yield* Effect.forEach(makers, () => Tenants.another(tenant))
  const submit = (which: string) =>
    Effect.forEach(submitted, (run, nth) => (makers[nth]!.how === which ? store.submit(run) : Effect.void))
  yield* submit("finish")
  const claimed = yield* store.claim({ at: now, until, limit: 100 })
  yield* submit("cancel")
  const announced = (run: Run.Run, at: number) => ({ run, announcement: Announcement.ofEnd(run, at, ids) })
  return (nth: number, at: number): Effect.Effect<unknown, unknown, RunStore | DeliveryStore> => {
    const { id } = submitted[nth]!
    switch (makers[nth]!.how) {
      case "finish": {
        const held = claimed.find(({ claim }) => claim.id === id)!
        const ended = Result.getOrThrow(Run.next(held.run, { _tag: "Ended", outcome: { status: "completed" }, at }))
        return RunStore.use((store) => store.finish(held.claim, announced(ended, at)))
      }
      case "cancel":
        return RunStore.use((store) =>
          store.end(to, id, (run) =>
            Result.map(Run.next(run, { _tag: "Cancelled", at }), (cancelled) => announced(cancelled, at))
          )
        )
      default:
        return DeliveryStore.use((store) => store.send(to, to.id, (endpoint) => Event.test(endpoint, at, ids)))
    }
  }
})

it("makes the events of an ordered endpoint one after the other, on whatever servers: none appears before one that is there", () =>
  onServer((test) =>
    Effect.gen(function* () {
      const [tenant] = yield* Tenants.make(1)
      const { items } = yield* WebhookStore.use((store) => store.list(tenant!.endpoint, { limit: 10 }))
      const to = items.find(({ ordered }) => ordered)!
      const here = yield* Effect.context<PostgresServer.Served>()
      const servers = [here, ...(yield* Effect.all([another(test), another(test)]))]
      let clock = now

      const holds = Effect.fnUntraced(function* ([first, rest]: readonly [Maker, ReadonlyArray<Maker>]) {
        const all = [first, ...rest]
        clock += 1_000
        const make = yield* making(all, to, tenant!)
        const on = (nth: number) => Effect.provide(make(nth, clock - all[nth]!.ago), servers[all[nth]!.server]!)
        const seen = (yield* eventsOf(test, to)).map(({ id }) => id)
        const count = seen.length

        // The first stands in its transaction, with its event made, until the others wait as well.
        const lock = yield* Locks.hold(test, "usage", "writers")
        const leader = yield* Effect.forkChild(on(0))
        yield* Locks.waiting(test)
        const others = yield* Effect.forkChild(
          Effect.forEach(rest, (_, nth) => on(nth + 1), { concurrency: "unbounded", discard: true })
        )
        yield* Locks.waiting(test, 2)
        yield* Locks.release(lock)
        const look = Effect.map(eventsOf(test, to), (there) => {
          for (const { id } of there.filter(({ id }) => !seen.includes(id))) {
            expect(id > (seen.at(-1) ?? ""), `${id} after ${seen.at(-1)}`).toBe(true)
            seen.push(id)
          }
        })
        yield* Effect.raceFirst(Effect.forever(look), Effect.all([Fiber.join(leader), Fiber.join(others)]))
        yield* look
        expect(seen.length).toBe(count + all.length)
        const made = (yield* eventsOf(test, to)).slice(count)
        expect(JSON.parse(made[0]!.payload).created_at).toBe(new Date(clock - first.ago).toISOString())
        expect(new Set(made.map(({ payload }) => JSON.parse(payload).created_at)).size).toBe(made.length)
      }, Effect.scoped)

      yield* Effect.promise(() =>
        fc.assert(
          fc.asyncProperty(makers, (input) => Effect.runPromiseWith(here)(holds(input))),
          runs
        )
      )
    })
  ))

/** Another server on the same database. */
const another = ({ url }: PostgresTest.PostgresTest) => Layer.build(PostgresServer.layer(url))
