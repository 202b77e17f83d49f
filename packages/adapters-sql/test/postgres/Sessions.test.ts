import { RunStore } from "@nexio/core"
import { Effect, Exit, Fiber } from "effect"
import { describe, expect, it } from "vitest"
import { PostgresDatabase } from "../../src/index.ts"
import * as UsageRows from "../../src/UsageRows.ts"
import * as Leftovers from "./Leftovers.ts"
import * as Locks from "./Locks.ts"
import { type Operation, operations } from "./Operations.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as PostgresTables from "./PostgresTables.ts"
import * as Tenants from "./Tenants.ts"

const onServer = PostgresServer.open()

/** Sessions end, or statements in them, while an operation waits in its transaction. */
const cutOff = {
  "a session that is lost": "pg_terminate_backend",
  "a statement that takes too long": "pg_cancel_backend"
}

const onUnavailable = (exit: Exit.Exit<unknown, { readonly _tag: string }>) =>
  Exit.isFailure(exit) && exit.cause.reasons.map((reason) => (reason._tag === "Fail" ? reason.error._tag : reason))

const together = { concurrency: "unbounded" } as const

describe.each(Object.entries(cutOff))("After %s", (_, end) => {
  const interrupted = (operation: Operation) =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        // A claim queues what waited in a transaction of its own: that says only where to look, whoever takes it.
        yield* test.admin`update nexio.deliveries set queued = true where due_at is not null`
        const before = yield* PostgresTables.dump(test.admin)
        const lock = yield* Locks.hold(test, ...operation.waitsFor)
        const under = yield* Effect.forkChild(Effect.exit(operation.perform(tenant)))
        const pids = yield* Locks.waiting(test)
        for (const pid of pids) yield* test.admin.unsafe(`select ${end}(${pid})`)
        expect(onUnavailable(yield* Fiber.join(under))).toEqual(["StorageUnavailable"])
        yield* Locks.release(lock)
        expect(yield* PostgresTables.dump(test.admin)).toEqual(before)
        expect(Exit.isSuccess(yield* Effect.exit(operation.perform(tenant)))).toBe(true)
        expect(yield* Locks.inTransactions(test)).toBe(0)
        yield* Leftovers.none
      })
    )

  it.each(Object.entries(operations))(
    "storage is unavailable, nothing was written, and the next one works: %s",
    (_, operation) => interrupted(operation)
  )
})

const submitAll = Effect.fnUntraced(function* (tenants: ReadonlyArray<Tenants.Tenant>) {
  const runs = yield* Effect.forEach(tenants, Tenants.another)
  const store = yield* RunStore
  const submitted = Effect.forEach(runs, (run) => Effect.exit(store.submit(run)), together)
  return { runs, submitted }
})

describe("After a session is lost that carried many", () => {
  it("each caller that was told so has its run, and no run is there in part", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [one, another] = yield* Tenants.two(test)
        const lock = yield* Locks.hold(test, "usage", "changes")
        const { runs, submitted } = yield* submitAll([one, another, one, another, one, another])
        const under = yield* Effect.forkChild(submitted)
        for (const pid of yield* Locks.waiting(test)) yield* test.admin`select pg_terminate_backend(${pid})`
        yield* Locks.release(lock)
        const exits = yield* Fiber.join(under)
        const written = (yield* test.admin<{ readonly id: string }>`
          select id::text as id from nexio.runs where id::text = any (${runs.map(({ id }) => id)})`).map(({ id }) => id)
        const told = runs.filter((_, nth) => Exit.isSuccess(exits[nth]!)).map(({ id }) => id as string)
        expect(written.toSorted()).toEqual(told.toSorted())
        for (const exit of exits.filter(Exit.isFailure)) expect(onUnavailable(exit)).toEqual(["StorageUnavailable"])
        const [counted] = yield* test.admin<{ readonly right: boolean }>`
          select (select sum(runs_submitted) from nexio.usage) = (select count(*) from nexio.runs) as right`
        expect(counted).toEqual({ right: true })
        yield* Leftovers.none
      })
    ))
})

describe("After all sessions are lost at once, idle ones too", () => {
  it("each operation works again by itself", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        yield* Leftovers.none
        yield* test.admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity
          where datname = current_database() and application_name = 'nexio'`
        // Its end is heard of in the next turn, or by the first who uses the session.
        yield* Effect.ignore(operations["reading a run"]!.perform(tenant))
        for (const [name, { perform }] of Object.entries(operations)) {
          const exit = yield* Effect.exit(perform(tenant))
          expect(Exit.isSuccess(exit), name).toBe(true)
        }
      })
    ))
})

describe("Two that wait for each other", () => {
  it("are parted, and both are done: whom PostgreSQL ends begins anew", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [one, another] = yield* Tenants.two(test)
        // The environment was changed before, so that a deletion changes a row of its usage, as a submission does.
        const counts = UsageRows.columns.join(", ")
        yield* test.admin.unsafe(`insert into nexio.usage (org_id, environment_id, hour, lane, ${counts})
          select org_id, environment_id, hour, ${UsageRows.lanes.changes}, ${counts} from nexio.usage
          where lane = ${UsageRows.lanes.submissions}`)
        const lock = yield* Locks.hold(test, "usage", "changes")
        const { runs, submitted } = yield* submitAll([one, one])
        const batch = yield* Effect.forkChild(submitted)
        const deletion = yield* Effect.forkChild(Effect.exit(operations["deleting an environment"]!.perform(another)))
        yield* Locks.waiting(test, 2)
        // Both hold what is asked for here, and wait for what is held here; so PostgreSQL ends them one after the other.
        yield* lock.query("lock table nexio.runs in access exclusive mode")
        yield* Locks.release(lock)
        expect(Exit.isSuccess(yield* Fiber.join(deletion))).toBe(true)
        expect((yield* Fiber.join(batch)).map(Exit.isSuccess)).toEqual(runs.map(() => true))
        expect(yield* Effect.forEach(runs, (run) => RunStore.use((store) => store.find(run, run.id)))).toEqual(runs)
        yield* Leftovers.none
      })
    ))
})

describe("A session", () => {
  it("is never busy, waiting for a lock or idle in a transaction for long", () =>
    onServer(() =>
      Effect.gen(function* () {
        const { batches, client, connect } = yield* PostgresDatabase
        const bounds = `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
          current_setting('idle_in_transaction_session_timeout') as idle`
        const expected = { statement: "10s", lock: "5s", idle: "20s" }
        expect(yield* client.unsafe(bounds)).toEqual([expected])
        // A batch waits for less: there are others in it, whom the lock does not concern.
        expect((yield* batches.use((session) => session.query(bounds))).rows).toEqual([{ ...expected, lock: "1s" }])
        expect((yield* Effect.flatMap(connect, (session) => session.query(bounds))).rows).toEqual([expected])
      })
    ))

  it.runIf(process.env["NEXIO_HUNT"] !== undefined)(
    "gives up a lock that it does not get: storage is unavailable, whatever waits",
    () =>
      onServer((test) =>
        Effect.gen(function* () {
          const [tenant] = yield* Tenants.two(test)
          const before = yield* PostgresTables.dump(test.admin)
          const locks = yield* Effect.forEach(
            new Set(Object.values(operations).map(({ waitsFor: [table] }) => table)),
            (table) => Locks.hold(test, table)
          )
          const exits = yield* Effect.forEach(
            Object.values(operations),
            ({ perform }) => Effect.exit(perform(tenant)),
            together
          )
          for (const exit of exits) expect(onUnavailable(exit)).toEqual(["StorageUnavailable"])
          yield* Effect.forEach(locks, Locks.release)
          expect(yield* PostgresTables.dump(test.admin)).toEqual(before)
          yield* Leftovers.none
        })
      )
  )
})

describe("What one transaction fails of", () => {
  it("is not left to the next on its session: neither the orgs it named nor the transaction", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.two(test)
        const poison = { ...(yield* Tenants.another(tenant)), engine: "a\u0000" as typeof tenant.queued.engine }
        const store = yield* RunStore
        const submits = [
          store.submit(poison),
          store.submit(poison, { ...Tenants.remember(tenant.orgId), scope: "there" })
        ]
        for (const submit of submits) {
          expect(onUnavailable(yield* Effect.exit(submit))).toEqual(["StorageUnavailable"])
          expect(yield* Locks.inTransactions(test)).toBe(0)
          yield* Leftovers.none
        }
      })
    ))
})
