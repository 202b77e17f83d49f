import { ApiKeys, Permission, RunStore, WebhookStore } from "@nexio/core"
import { Deferred, Effect, Exit, Fiber } from "effect"
import { describe, expect, it } from "vitest"
import * as Locks from "./Locks.ts"
import { operations } from "./Operations.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as PostgresTest from "./PostgresTest.ts"
import * as Tenants from "./Tenants.ts"

const onServer = PostgresServer.open()

const { now, until } = Tenants

/**
 * Lets a change overlap with a write that came first: the write stands in its transaction, with what it wrote, until
 * the change waits for it or is over.
 */
const overlap = Effect.fnUntraced(function* <A, E>(
  test: PostgresTest.PostgresTest,
  lock: Effect.Effect<
    Parameters<typeof Locks.release>[0],
    unknown,
    Effect.Services<ReturnType<typeof PostgresTest.session>>
  >,
  write: Effect.Effect<unknown, unknown, PostgresServer.Served>,
  change: Effect.Effect<A, E, PostgresServer.Served>
) {
  const held = yield* lock
  const first = yield* Effect.forkChild(Effect.exit(write))
  yield* Locks.waiting(test)
  const over = yield* Deferred.make<void>()
  const second = yield* Effect.forkChild(Effect.ensuring(Effect.exit(change), Deferred.succeed(over, undefined)))
  yield* Effect.raceFirst(Locks.waiting(test, 2), Deferred.await(over))
  yield* Locks.release(held)
  expect([yield* Fiber.join(first), yield* Fiber.join(second)].map(Exit.isSuccess)).toEqual([true, true])
})

describe("A deletion of an environment", () => {
  const remove = (tenant: Tenants.Tenant) => operations["deleting an environment"]!.perform(tenant)

  it("stops also the run whose submission was under way", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        const run = yield* Tenants.another(tenant)
        const store = yield* RunStore
        yield* overlap(test, Locks.hold(test, "usage", "changes"), store.submit(run), remove(tenant))
        expect(yield* store.find(run, run.id)).toMatchObject({ status: "failed", error: "environment_deleted" })
      })
    ))

  it("stops also the key whose making was under way", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        const remember = { ...Tenants.remember(tenant.orgId), scope: "there" }
        const mint = ApiKeys.use((keys) =>
          keys.mint(tenant.orgId, { name: "late", environment: "dev", granter: Permission.all }, remember)
        )
        yield* overlap(test, Locks.hold(test, "remembered", "writers"), mint, remove(tenant))
        const keys = yield* test.admin`select environment_active as active from nexio.api_keys where name = 'late'`
        expect(keys).toEqual([{ active: false }])
      })
    ))
})

describe("The removal of an endpoint", () => {
  it("cancels also the delivery that an end under way made for it", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        const finish = operations["finishing a run"]!.perform(tenant)
        const remove = operations["removing an endpoint"]!.perform(tenant)
        yield* overlap(test, Locks.hold(test, "usage", "changes"), finish, remove)
        const deliveries = yield* test.admin<{ readonly status: string }>`
          select status from nexio.deliveries where endpoint_id::text = ${tenant.endpoint.id} order by id desc`
        expect(deliveries[0]).toEqual({ status: "cancelled" })
        expect(deliveries.filter(({ status }) => status === "pending")).toEqual([])
      })
    ))
})

describe("A claim", () => {
  it("passes over what somebody else holds at the moment, and takes what is due beside it", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [one, another] = yield* Tenants.two(test)
        const session = yield* PostgresTest.session(test)
        yield* session.query("begin")
        for (const table of ["runs", "deliveries"]) {
          const held = `select from nexio.${table} where org_id::text = $1 for update`
          yield* session.query(held, [one.orgId])
        }
        const claim = { at: until, until: until + 1, limit: 100 }
        const runs = yield* RunStore.use((store) => store.claim(claim))
        const deliveries = yield* WebhookStore.use((store) => store.claimDue(claim))
        expect(runs.map(({ run }) => run.orgId)).toEqual([another.orgId, another.orgId])
        expect(deliveries.map(({ delivery }) => delivery.orgId)).toEqual([another.orgId])
        yield* Locks.release(session)
        expect((yield* RunStore.use((store) => store.claim({ ...claim, at: now + 1 }))).length).toBe(1)
      })
    ))
})
