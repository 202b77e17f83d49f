import {
  ApiKeys,
  Dispatcher,
  Environments,
  Executor,
  type Id,
  type Idempotency,
  Orgs,
  Permission,
  Runs,
  RunWorker,
  StorageUnavailable,
  UsageReports,
  Webhooks
} from "@nexio/core"
import { Clock, Effect, Layer, Random } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Faults } from "../../src/faults/index.ts"
import { Model } from "../../src/model/index.ts"
import { at } from "../model/At.ts"
import { installed } from "../model/UseCases.ts"
import { runs } from "../runs.ts"
import { now } from "./Calls.ts"

const nobody = "00000000-0000-7000-8000-000000000000" as Id.OrgId

const remember = (scope: string): Idempotency.Remember<unknown> => ({
  orgId: nobody,
  scope,
  key: "a-key",
  fingerprint: "a body",
  at: now,
  answer: () => scope
})

/** Repeats a request until it is told how it went, as a caller does who is answered 503. */
const insist = <A, E, R>(request: Effect.Effect<A, E, R>) =>
  Effect.retry(request, { while: (error) => error instanceof StorageUnavailable })

/** Everything that is done once, done until it is answered; what was answered is looked up, as after a replay. */
const doAll = Effect.gen(function* () {
  const { state } = yield* Model.Memory
  const answered: Array<string> = []
  const once = Effect.fnUntraced(function* (
    scope: string,
    request: (remember: Idempotency.Remember<unknown>) => Effect.Effect<unknown, { readonly _tag: string }>
  ) {
    const result = yield* Effect.result(insist(request(remember(scope))))
    answered.push(result._tag === "Success" ? "done" : result.failure._tag)
  })
  const orgs = yield* Orgs
  yield* once("orgs", (remember) => orgs.found({ name: "Acme" }, remember))
  const { key } = (yield* state).keys[0]!
  const caller = { ...key, apiKeyId: key.id, kind: "live" as const }
  const environments = yield* Environments
  yield* once("environments", (remember) => environments.create(key.orgId, { slug: "dev" }, remember))
  const apiKeys = yield* ApiKeys
  const input = { name: "a key", environment: "dev", granter: Permission.all }
  yield* once("keys", (remember) => apiKeys.mint(key.orgId, input, remember))
  const webhooks = yield* Webhooks
  const target = { url: "https://example.com", events: ["run.cancelled"] } as const
  yield* once("endpoints", (remember) => webhooks.create(caller, target, remember))
  const endpoint = (yield* state).endpoints[0]!
  yield* once("secrets", (remember) => webhooks.rotate(caller, endpoint.id, 60, remember))
  const runs = yield* Runs
  yield* once("submissions", (remember) => runs.submit(caller, "default", { input: {} }, remember))
  const run = (yield* state).runs[0]!.item
  yield* once("cancellations", (remember) => runs.cancel(caller, run.id, remember))
  return { answered, orgId: key.orgId }
}).pipe(at(now))

/** A test clock tells parts of milliseconds where a wait has some, which no real clock does. */
const inWholeMilliseconds = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Clock.clockWith((clock) => {
    const whole: Clock.Clock = Object.assign(Object.create(clock), {
      currentTimeMillis: Effect.map(clock.currentTimeMillis, Math.floor),
      currentTimeMillisUnsafe: () => Math.floor(clock.currentTimeMillisUnsafe())
    })
    return Effect.provideService(effect, Clock.Clock, whole)
  })

describe("Where commits are unknown", () => {
  it("what is repeated with its idempotency key has one effect, whatever fails before or after it happened", () =>
    fc.assert(
      fc.asyncProperty(Faults.failures(), (plan) =>
        installed(
          Effect.gen(function* () {
            const { answered, orgId } = yield* doAll
            expect(answered.filter((how) => how !== "done" && how !== "Replayed")).toEqual([])
            const { deliveries, endpoints, environments, events, keys, orgs, remembered, runs } =
              yield* (yield* Model.Memory).state
            expect(
              [orgs, environments, keys, endpoints, runs, events, deliveries, remembered].map(({ length }) => length)
            ).toEqual([1, 2, 2, 1, 1, 1, 1, 7])
            expect(endpoints[0]?.secrets.length).toBe(2)
            const reports = yield* UsageReports
            const { totals } = yield* at(now)(insist(reports.report(orgId, "all", {})))
            expect([totals.runsSubmitted, totals.runsCancelled]).toEqual([1, 1])
          }),
          Faults.failing(plan)
        )
      ),
      runs
    ))

  it("what is repeated without a key has as many effects as commits that nobody knew of", () =>
    installed(
      Effect.gen(function* () {
        const orgs = yield* Orgs
        yield* insist(orgs.found({ name: "Acme" }))
        expect((yield* (yield* Model.Memory).state).orgs.length).toBe(3)
      }),
      Faults.failing(["after", "before", "after"])
    ))

  it("workers end each run and each delivery once, and lose none", () =>
    fc.assert(
      fc.asyncProperty(Faults.failures(60), fc.integer({ min: 1, max: 12 }), (plan, count) =>
        installed(
          Effect.gen(function* () {
            const { live, org } = yield* Orgs.use((orgs) => orgs.found({ name: "Acme" }))
            const { key } = (yield* (yield* Model.Memory).state).keys[0]!
            const caller = { ...key, apiKeyId: key.id, kind: live.kind }
            const webhooks = yield* Webhooks
            yield* webhooks.create(caller, { url: "https://example.com", events: ["run.completed"] })
            const runs = yield* Runs
            for (let nth = 0; nth < count; nth += 1) yield* runs.submit(caller, "default", { input: { nth } })
            const workers = Layer.mergeAll(RunWorker.layer(), Dispatcher.layer()).pipe(
              Layer.provide(Faults.failing(plan)),
              Layer.provide(Executor.layerEcho)
            )
            yield* Effect.provide(TestClock.adjust("5 minutes"), workers, { local: true })
            const { attempts, deliveries, events, runs: ended } = yield* (yield* Model.Memory).state
            expect(ended.map(({ item }) => item.status)).toEqual(Array.from({ length: count }, () => "completed"))
            expect([events.length, deliveries.length]).toEqual([count, count])
            expect(deliveries.filter(({ item }) => item.status !== "succeeded")).toEqual([])
            expect((yield* yield* Model.Sent).length).toBeLessThanOrEqual(attempts.length)
            const reports = yield* UsageReports
            const { totals } = yield* reports.report(org.id, "all", {})
            expect(totals).toMatchObject({ runsSubmitted: count, runsCompleted: count, deliveriesSucceeded: count })
          }).pipe(inWholeMilliseconds, Effect.provide(TestClock.layer()), Random.withSeed("a worker's jitter"))
        )
      ),
      { ...runs, numRuns: runs.numRuns / 5 }
    ))
})
