import {
  ApiKeys,
  Environments,
  EventType,
  type Idempotency,
  Instant,
  Orgs,
  Permission,
  Runs,
  Wakeups,
  Webhooks
} from "@nexio/core"
import { Cause, Clock, Duration, Effect, Exit, Fiber, Layer, Option, Queue } from "effect"
import { describe, expect, it } from "vitest"
import { caller } from "../Installation.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as PostgresTables from "./PostgresTables.ts"
import * as PostgresTest from "./PostgresTest.ts"
import * as Tenants from "./Tenants.ts"

const onServer = PostgresServer.open()

/** Another server on the same database. */
const another = ({ url }: PostgresTest.PostgresTest) => Layer.build(PostgresServer.layer(url))

const together = { concurrency: "unbounded" } as const

/** Longer than a wake takes, and shorter than the wait that it ends. */
const soon = Duration.seconds(10)
const long = Duration.minutes(10)

const isWoken = (wait: Effect.Effect<void>) => Effect.map(Effect.timeoutOption(wait, soon), Option.isSome)

/** The sessions that listen, as soon as there are so many, and none of them is one of these. */
const listeners = (test: PostgresTest.PostgresTest, count: number, not: ReadonlyArray<number> = []) =>
  Effect.gen(function* () {
    while (true) {
      const rows = yield* test.admin<{ readonly pid: number }>`select pid from pg_stat_activity
        where datname = current_database() and application_name = 'nexio' and query ilike 'listen %'`
      const pids = rows.map(({ pid }) => pid).filter((pid) => !not.includes(pid))
      if (pids.length >= count) return pids
    }
  })

describe("A worker that waits", () => {
  it("is woken by what another server committed, for its own queue alone", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const here = yield* Wakeups
        const there = yield* Wakeups.pipe(Effect.provide(yield* another(test)))
        yield* listeners(test, 2)
        // A listener wakes all when it begins.
        yield* Effect.all([there.wait("runs", soon), there.wait("deliveries", soon)])
        const runs = yield* Effect.forkChild(isWoken(there.wait("runs", long)))
        const deliveries = yield* Effect.forkChild(isWoken(there.wait("deliveries", long)), { startImmediately: true })
        yield* here.wake("runs")
        expect(yield* Fiber.join(runs)).toBe(true)
        expect(deliveries.pollUnsafe()).toBe(undefined)
        yield* here.wake("deliveries")
        expect(yield* Fiber.join(deliveries)).toBe(true)
      })
    ))

  it("is woken again after the sessions that listened were lost", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const here = yield* Wakeups
        const there = yield* Wakeups.pipe(Effect.provide(yield* another(test)))
        const before = yield* listeners(test, 2)
        for (const pid of before) yield* test.admin`select pg_terminate_backend(${pid})`
        yield* listeners(test, 2, before)
        // What was sent meanwhile is lost, so whoever waits is woken to look.
        expect(yield* isWoken(there.wait("runs", long))).toBe(true)
        const woken = yield* Effect.forkChild(isWoken(there.wait("runs", long)))
        yield* here.wake("runs")
        expect(yield* Fiber.join(woken)).toBe(true)
      })
    ))

  it("is woken by one notification for many commits", () =>
    onServer((test) =>
      Effect.gen(function* () {
        const wakeups = yield* Wakeups
        const heard = yield* (yield* PostgresTest.session(test)).listen("nexio_work")
        for (let nth = 0; nth < 50; nth += 1) yield* wakeups.wake("runs")
        yield* wakeups.wake("deliveries")
        const [first, second] = [yield* Queue.take(heard), yield* Queue.take(heard)]
        expect([first.payload, second.payload]).toEqual(["runs", "deliveries"])
        yield* wakeups.wake("deliveries")
        expect((yield* Queue.take(heard)).payload).toBe("deliveries")
      })
    ))
})

/** A clock that goes wrong by some milliseconds. */
const wrongBy = (ahead: number) =>
  Clock.clockWith((clock) =>
    Effect.succeed<Clock.Clock>({
      currentTimeMillis: Effect.sync(() => clock.currentTimeMillisUnsafe() + ahead),
      currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() + ahead,
      currentTimeNanos: Effect.sync(() => clock.currentTimeNanosUnsafe() + BigInt(ahead) * 1_000_000n),
      currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe() + BigInt(ahead) * 1_000_000n,
      monotonicTimeNanos: clock.monotonicTimeNanos,
      monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
      sleep: (duration) => clock.sleep(duration)
    })
  )

describe("Servers whose clocks are hours apart", () => {
  it("judge instants alike, by the database's clock", () =>
    onServer((test) =>
      Effect.gen(function* () {
        for (const ahead of [5 * Instant.hour, -7 * Instant.hour]) {
          const server = yield* Effect.provideService(another(test), Clock.Clock, yield* wrongBy(ahead))
          const { org } = yield* Effect.provide(
            Orgs.use((orgs) => orgs.found({ name: "Acme" })),
            server
          )
          const nanos = yield* Effect.provide(Clock.currentTimeNanos, server)
          const [database] = yield* test.admin<{ readonly now: number }>`
            select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`
          expect(Math.abs(org.createdAt - database!.now), `${ahead} ms ahead`).toBeLessThan(1_000)
          expect(Math.abs(Number(nanos / 1_000_000n) - database!.now), `${ahead} ms ahead`).toBeLessThan(1_000)
        }
      })
    ))
})

type Remember = Idempotency.Remember<unknown>

/** What is done once, and the table that shows how often it was. */
const effects: Readonly<
  Record<
    string,
    (
      caller: Effect.Success<typeof import("../Installation.ts").caller>,
      remember: Remember
    ) => Effect.Effect<unknown, unknown, PostgresServer.Served>
  >
> = {
  orgs: (_, remember) => Orgs.use((orgs) => orgs.found({ name: "Other" }, remember)),
  environments: ({ orgId }, remember) =>
    Environments.use((environments) => environments.create(orgId, { slug: "dev" }, remember)),
  api_keys: ({ orgId }, remember) =>
    ApiKeys.use((apiKeys) =>
      apiKeys.mint(orgId, { name: "a key", environment: "live", granter: Permission.all }, remember)
    ),
  runs: (caller, remember) => Runs.use((runs) => runs.submit(caller, "default", { input: {} }, remember)),
  endpoints: (caller, remember) =>
    Webhooks.use((webhooks) =>
      webhooks.create(caller, { url: "https://example.com", events: EventType.literals }, remember)
    )
}

describe("Requests with the same key that reach two servers at once", () => {
  it.each(Object.entries(effects))("have one effect, and all get its answer: %s", (table, effect) =>
    onServer((test) =>
      Effect.gen(function* () {
        const there = yield* another(test)
        const principal = yield* caller
        const before = (yield* PostgresTables.dump(test.admin, [table]))[table]!.length
        const answers = yield* Effect.forEach(
          Array.from({ length: 12 }),
          (_, nth) => {
            const twin = effect(principal, { ...Tenants.remember(principal.orgId), answer: () => `of twin ${nth}` })
            return Effect.exit(nth % 2 === 0 ? twin : Effect.provide(twin, there))
          },
          together
        )
        const first = answers.findIndex(Exit.isSuccess)
        const told = answers.filter(Exit.isFailure).map(({ cause }) => Cause.squash(cause))
        expect(told).toEqual(
          Array.from({ length: 11 }, () => expect.objectContaining({ _tag: "Replayed", answer: `of twin ${first}` }))
        )
        expect((yield* PostgresTables.dump(test.admin, [table]))[table]!.length).toBe(before + 1)
      })
    )
  )
})
