import { RunStore } from "@nexio/core"
import { Deferred, Duration, Effect, Exit, Fiber, Scope } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Batch from "../../src/Batch.ts"
import { PostgresDatabase } from "../../src/index.ts"
import * as PostgresSession from "../../src/PostgresSession.ts"
import { turns } from "../Installation.ts"
import * as Locks from "./Locks.ts"
import * as PostgresServer from "./PostgresServer.ts"
import type * as PostgresTest from "./PostgresTest.ts"
import * as Tenants from "./Tenants.ts"

const onServer = PostgresServer.open()

const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 15 : 500 }

const together = { concurrency: "unbounded" } as const

const upTo = (count: number) => Array.from({ length: count }, (_, nth) => nth)

/** A table of numbers, each at most once and none negative. */
const numbers = ({ admin }: PostgresTest.PostgresTest) =>
  Effect.gen(function* () {
    yield* admin.unsafe("drop table if exists public.numbers")
    yield* admin.unsafe("create table public.numbers (number bigint primary key check (number >= 0))")
    yield* admin.unsafe("grant all on public.numbers to nexio_server")
    const written = Effect.map(
      admin.unsafe<{ readonly number: number; readonly by: string }>(
        "select number, xmin::text as by from public.numbers order by number"
      ),
      (rows) => ({ numbers: rows.map(({ number }) => number), transactions: new Set(rows.map(({ by }) => by)).size })
    )
    return { written }
  })

/** Writes numbers; `before` happens within the transaction, once it has written them. */
const writer = (
  options: { readonly largest?: number; readonly patience?: Duration.Duration } = {},
  before: (numbers: ReadonlyArray<number>) => Effect.Effect<void> = () => Effect.void
) =>
  Effect.flatMap(PostgresDatabase, ({ batches }) =>
    Batch.make(batches, {
      ...options,
      perform: Effect.fnUntraced(function* (session, numbers: ReadonlyArray<number>) {
        yield* PostgresSession.send(session, [
          ["begin"],
          ["insert into public.numbers select * from unnest($1::text[]::bigint[])", numbers.map(String)]
        ])
        yield* before(numbers)
        yield* PostgresSession.send(session, [PostgresSession.commit])
        return numbers.map((number) => (number % 7 === 6 ? Exit.fail(`refused ${number}`) : Exit.succeed(number)))
      })
    })
  )

describe("An intent", () => {
  it("is heard of once it is committed, by another session too", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const { written } = yield* numbers(test)
        const write = yield* writer()
        const seen = yield* Effect.forEach(
          upTo(6).map((number) => number * 7),
          (number) => Effect.map(Effect.andThen(write(number), written), ({ numbers }) => numbers.includes(number)),
          together
        )
        expect(seen).toEqual(upTo(6).map(() => true))
      })
    ))

  it("shares its transaction with all that are queued with it, up to the largest batch", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const { written } = yield* numbers(test)
        const write = yield* writer({ largest: 100 })
        yield* Effect.forEach(upTo(250), (number) => Effect.exit(write(number)), together)
        expect(yield* written).toEqual({ numbers: upTo(250), transactions: 3 })
      })
    ))

  it("that the database refuses fails alone, whatever it is queued with, and all else is written and told", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -3, max: 30 }), { minLength: 1, maxLength: 20 }), (wanted) =>
        onServer((test) =>
          Effect.gen(function* () {
            const { written } = yield* numbers(test)
            const write = yield* writer()
            const exits = yield* Effect.forEach(wanted, (number) => Effect.exit(write(number)), together)
            const told = new Map<number, ReadonlyArray<string>>()
            for (const [nth, number] of wanted.entries()) {
              const exit = exits[nth]!
              const said = Exit.isSuccess(exit)
                ? `wrote ${exit.value}`
                : exit.cause.reasons.map((reason) =>
                    reason._tag !== "Fail"
                      ? reason
                      : typeof reason.error === "string"
                        ? reason.error
                        : reason.error._tag
                  )[0]
              told.set(number, [...(told.get(number) ?? []), String(said)].toSorted())
            }
            for (const [number, said] of told) {
              const first = number < 0 ? [] : [number % 7 === 6 ? `refused ${number}` : `wrote ${number}`]
              const others = said.slice(first.length).map(() => "StorageUnavailable")
              expect(said).toEqual([...first, ...others].toSorted())
            }
            const right = [...new Set(wanted)].filter((number) => number >= 0).toSorted((a, b) => a - b)
            expect((yield* written).numbers).toEqual(right)
          })
        )
      ),
      runs
    ))

  it("is carried out although its caller no longer waits", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 12 }), (waits) =>
        onServer((test) =>
          Effect.gen(function* () {
            const { written } = yield* numbers(test)
            yield* Effect.scoped(
              Effect.gen(function* () {
                const write = yield* writer()
                const callers = yield* Effect.forEach(waits, (_, nth) =>
                  Effect.forkChild(write(nth * 7), { startImmediately: true })
                )
                yield* Effect.forEach(
                  callers,
                  (caller, nth) => Effect.andThen(turns(waits[nth]!), Fiber.interrupt(caller)),
                  together
                )
              })
            )
            expect((yield* written).numbers).toEqual(waits.map((_, nth) => nth * 7))
          })
        )
      ),
      runs
    ))
})

describe("Batches", () => {
  it("that are slow hold others up for a moment only, and no more than three are under way", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const { written } = yield* numbers(test)
        const released = yield* Deferred.make<void>()
        const begun = yield* Effect.forEach(upTo(3), () => Deferred.make<void>())
        let underWay = 0
        let most = 0
        const write = yield* writer({}, () =>
          Effect.gen(function* () {
            underWay += 1
            most = Math.max(most, underWay)
            if (begun[most - 1] !== undefined) yield* Deferred.succeed(begun[most - 1]!, undefined)
            yield* Deferred.await(released)
            underWay -= 1
          })
        )
        const callers: Array<Fiber.Fiber<unknown, unknown>> = []
        for (const [nth, one] of begun.entries()) {
          callers.push(yield* Effect.forkChild(write(nth), { startImmediately: true }))
          yield* Deferred.await(one)
        }
        callers.push(yield* Effect.forkChild(write(3), { startImmediately: true }))
        // Longer than a batch is given before another begins beside it.
        yield* Effect.sleep(Duration.millis(60))
        expect((yield* written).numbers).toEqual([])
        yield* Deferred.succeed(released, undefined)
        yield* Effect.forEach(callers, Fiber.join)
        expect([most, (yield* written).numbers]).toEqual([3, [0, 1, 2, 3]])
      })
    ))

  it("follow each other beside one that is stuck, also where nobody else comes", () =>
    onServer((test) =>
      Effect.gen(function* () {
        yield* numbers(test)
        const first = { begun: yield* Deferred.make<void>(), released: yield* Deferred.make<void>() }
        const second = { begun: yield* Deferred.make<void>(), released: yield* Deferred.make<void>() }
        const write = yield* writer({}, ([number]) => {
          const held = [first, second][number!]
          return held === undefined
            ? Effect.void
            : Effect.andThen(Deferred.succeed(held.begun, undefined), Deferred.await(held.released))
        })
        yield* Effect.gen(function* () {
          yield* Effect.forkChild(write(0), { startImmediately: true })
          yield* Deferred.await(first.begun)
          const one = yield* Effect.forkChild(write(1), { startImmediately: true })
          yield* Deferred.await(second.begun)
          const two = yield* Effect.forkChild(write(2), { startImmediately: true })
          yield* Deferred.succeed(second.released, undefined)
          yield* Fiber.join(one)
          expect(yield* Effect.timeoutOption(Fiber.join(two), Duration.seconds(1))).toMatchObject({ value: 2 })
          // The latest one is over, and had its head start still when it was.
          expect(yield* Effect.timeoutOption(write(3), Duration.seconds(1))).toMatchObject({ value: 3 })
        }).pipe(Effect.ensuring(Deferred.succeed(first.released, undefined)))
      })
    ))

  it("begin before the callers of the one before them hear, which go on meanwhile", () =>
    onServer(() =>
      Effect.gen(function* () {
        const seen: Array<string> = []
        const begun = yield* Deferred.make<void>()
        const released = yield* Deferred.make<void>()
        const { batches } = yield* PostgresDatabase
        const write = yield* Batch.make(batches, {
          perform: (_, numbers: ReadonlyArray<number>) =>
            Effect.gen(function* () {
              seen.push(`began ${numbers}`)
              yield* Deferred.succeed(begun, undefined)
              yield* Deferred.await(released)
              return numbers.map((number) => Exit.succeed(number))
            })
        })
        const hear = (number: number) =>
          Effect.tap(write(number), () => Effect.sync(() => seen.push(`heard ${number}`)))
        const first = yield* Effect.forkChild(hear(0), { startImmediately: true })
        yield* Deferred.await(begun)
        const second = yield* Effect.forkChild(hear(1), { startImmediately: true })
        yield* Deferred.succeed(released, undefined)
        yield* Effect.forEach([first, second], Fiber.join)
        expect(seen.slice(0, 2)).toEqual(["began 0", "began 1"])
        expect(seen.slice(2).toSorted()).toEqual(["heard 0", "heard 1"])
      })
    ))

  it("that take too long are undone, and make room for others; their callers hear that storage is unavailable", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const { written } = yield* numbers(test)
        const write = yield* writer({ patience: Duration.millis(60) }, ([number]) =>
          number === 0 ? Effect.never : Effect.void
        )
        for (let nth = 0; nth < 4; nth += 1) {
          const late = yield* Effect.forEach([0, 100], (number) => Effect.exit(write(number)), together)
          expect(late.map((exit) => Exit.isFailure(exit) && exit.cause.reasons)).toMatchObject([
            [{ error: { _tag: "StorageUnavailable" } }],
            [{ error: { _tag: "StorageUnavailable" } }]
          ])
        }
        expect(yield* write(1)).toBe(1)
        expect((yield* written).numbers).toEqual([1])
        expect(yield* Locks.inTransactions(test)).toBe(0)
      })
    ))

  it("that wait when the database closes are written before it does", () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 40 }), (wait, count) =>
        onServer((test) =>
          Effect.gen(function* () {
            const { written } = yield* numbers(test)
            const scope = yield* Scope.make()
            const write = yield* Scope.provide(writer({ largest: 10 }), scope)
            const callers = yield* Effect.forEach(upTo(count), (number) =>
              Effect.forkChild(write(number * 7), { startImmediately: true })
            )
            yield* turns(wait)
            yield* Scope.close(scope, Exit.void)
            expect((yield* written).numbers).toEqual(upTo(count).map((number) => number * 7))
            expect(yield* Effect.forEach(callers, Fiber.join)).toEqual(upTo(count).map((number) => number * 7))
            expect(yield* Effect.flip(write(9_000))).toMatchObject({ _tag: "StorageUnavailable" })
          })
        )
      ),
      runs
    ))
})

describe("Submissions of many orgs at once", () => {
  it("go together, and each is counted for its own environment", () =>
    onServer(({ admin }) =>
      Effect.gen(function* () {
        const tenants = yield* Tenants.make(12)
        const store = yield* RunStore
        const submitted = yield* Effect.forEach(
          upTo(300),
          (nth) => Effect.tap(Tenants.another(tenants[nth % 12]!), (run) => store.submit(run)),
          together
        )
        expect(yield* Effect.forEach(submitted, (run) => store.find(run, run.id), together)).toEqual(submitted)
        const [counted] = yield* admin<{ readonly transactions: number; readonly right: boolean }>`
          select count(distinct xmin::text)::integer as transactions, not exists (
            (select org_id, environment_id, count(*) from nexio.runs group by 1, 2) except
            (select org_id, environment_id, sum(runs_submitted) from nexio.usage group by 1, 2)
          ) as right from nexio.runs where id::text = any (${submitted.map(({ id }) => id)})`
        expect(counted!.right).toBe(true)
        expect(counted!.transactions).toBeLessThan(30)
      })
    ))
})

describe("A claim that is reported many times at once", () => {
  it("ends its run once, as one of the reports says, and is counted and announced once", () =>
    onServer(({ admin }) =>
      Effect.gen(function* () {
        const [tenant] = yield* Tenants.make(1)
        const { claimedRun, dev } = tenant!
        const store = yield* RunStore
        const outcomes = upTo(20).map((nth) => (nth % 2 === 0 ? "completed" : "failed"))
        const exits = yield* Effect.forEach(
          outcomes,
          (status) =>
            Effect.flatMap(
              Tenants.ended(claimedRun, status === "completed" ? { status } : { status: "failed", error: "it broke" }),
              (end) => Effect.exit(store.finish(claimedRun.claim, end))
            ),
          together
        )
        const won = exits.flatMap((exit, nth) => (Exit.isSuccess(exit) ? [nth] : []))
        expect(won.length).toBe(1)
        const again = store.finish(claimedRun.claim, yield* Tenants.ended(claimedRun))
        expect(yield* Effect.flip(again)).toMatchObject({ _tag: "LeaseLost" })
        const run = yield* store.find(claimedRun.claim, claimedRun.claim.id as typeof claimedRun.run.id)
        expect(run.status).toBe(outcomes[won[0]!])
        const [seen] = yield* admin`
          select (select array_agg(type) from nexio.events where payload like ${`%${run.id}%`}) as events,
            (select sum(runs_completed + runs_failed)::integer from nexio.usage where environment_id::text = ${dev.id}) as counted,
            (select count(*)::integer from nexio.runs where completed_at is not null) as ended`
        expect(seen).toEqual({ events: [`run.${run.status}`], counted: 2, ended: 2 })
      })
    ))
})
