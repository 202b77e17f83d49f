import {
  Announcement,
  type Attempt,
  Delivery,
  EventType,
  Id,
  Instant,
  type Principal,
  RetrySchedule,
  Run,
  RunStore,
  Runs,
  WebhookStore,
  Webhooks
} from "@nexio/core"
import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { at, caller, inFolder, open } from "./Installation.ts"
import * as Tables from "./Tables.ts"

const now = Date.UTC(2027, 0, 1)

/** Longer than any test, and any server, takes. */
const until = now + 10 * Instant.day

/** A new org, whose live environment has an endpoint for all that happens to runs. */
const installed = Effect.gen(function* () {
  const principal = yield* caller
  const { endpoint } = yield* Webhooks.use((webhooks) =>
    webhooks.create(principal, { url: "https://example.com", events: EventType.literals })
  )
  return { caller: principal, endpoint }
}).pipe(at(now))

const submit = (caller: Principal.Principal) =>
  at(now)(Runs.use((runs) => runs.submit(caller, "default", { input: { a: 1 } })))

const claimRuns = (at: number) => RunStore.use((store) => store.claim({ at, until, limit: 100 }))
const claimDeliveries = (at: number) => WebhookStore.use((store) => store.claimDue({ at, until, limit: 100 }))

/** A run that was cancelled, and so has a delivery that is due. */
const announced = (caller: Principal.Principal) =>
  Effect.gen(function* () {
    const run = yield* submit(caller)
    return yield* at(now)(Runs.use((runs) => runs.cancel(caller, run.id)))
  })

const failed = (delivery: Delivery.Delivery, at: number) =>
  Result.getOrThrow(Delivery.next(delivery, { _tag: "Failed" }, at, RetrySchedule.standard, 0.5))

const attempt = (number: number): Attempt.Attempt => ({ number, startedAt: now, latencyMs: 5, reason: "too slow" })

const attempts = (path: string) =>
  Tables.read(path, "select number, latency_ms, reason from attempts order by number").map((row) => ({ ...row }))

describe("When a database is opened again", () => {
  it("a run that was under way is claimed anew at once, and keeps its first start", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        const [submitted, before] = yield* open(path)(
          Effect.gen(function* () {
            const { caller } = yield* installed
            const run = yield* submit(caller)
            return [run, yield* claimRuns(now + 1)] as const
          })
        )
        yield* open(path)(
          Effect.gen(function* () {
            const [claimed, ...others] = yield* claimRuns(now + 2)
            expect(others).toEqual([])
            expect(claimed?.run).toEqual({ ...submitted, status: "processing", startedAt: now + 1 })
            expect(claimed?.claim.token).not.toBe(before[0]?.claim.token)
            expect(yield* claimRuns(now + 2)).toEqual([])
          })
        )
      })
    ))

  it("what was claimed before is lost: a report of it changes nothing", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        const { delivery, run } = yield* open(path)(
          Effect.gen(function* () {
            const { caller } = yield* installed
            yield* announced(caller)
            yield* submit(caller)
            return { run: (yield* claimRuns(now))[0]!, delivery: (yield* claimDeliveries(now))[0]! }
          })
        )
        yield* open(path)(
          Effect.gen(function* () {
            const [ids, runs, webhooks] = [yield* Id.Ids, yield* RunStore, yield* WebhookStore]
            const before = Tables.dump(path, ["runs", "events", "deliveries", "usage", "histograms"])
            const ended = Result.getOrThrow(
              Run.next(run.run, { _tag: "Ended", outcome: { status: "completed" }, at: now })
            )
            const ending = { run: ended, announcement: Announcement.ofEnd(ended, now, ids) }
            const attempted = { attempt: attempt(1), delivery: failed(delivery.delivery, now) }
            expect(yield* Effect.flip(runs.finish(run.claim, ending))).toMatchObject({ _tag: "LeaseLost" })
            expect(yield* Effect.flip(webhooks.record(delivery.claim, attempted))).toMatchObject({ _tag: "LeaseLost" })
            expect(yield* runs.renew([run.claim], until)).toEqual([run.claim])
            expect(yield* webhooks.renew([delivery.claim], until)).toEqual([delivery.claim])
            expect(Tables.dump(path, ["runs", "events", "deliveries", "usage", "histograms"])).toEqual(before)
          })
        )
      })
    ))

  it("an attempt that was cut off stays unknown, and the schedule goes on from the failures that are known", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        const first = yield* open(path)(
          Effect.gen(function* () {
            const { caller } = yield* installed
            yield* announced(caller)
            return (yield* claimDeliveries(now))[0]!
          })
        )
        expect(first).toMatchObject({ attempt: 1, delivery: { failures: 0 } })
        yield* open(path)(
          Effect.gen(function* () {
            const webhooks = yield* WebhookStore
            const [second, ...others] = yield* claimDeliveries(now + 1)
            expect(others).toEqual([])
            expect(second).toMatchObject({ attempt: 2, delivery: { id: first.delivery.id, failures: 0 } })
            const delivery = failed(second!.delivery, now + 1)
            yield* webhooks.record(second!.claim, { attempt: attempt(2), delivery })
            expect(attempts(path)).toEqual([
              { number: 1, latency_ms: null, reason: null },
              { number: 2, latency_ms: 5, reason: "too slow" }
            ])
            const due = now + 1 + RetrySchedule.standard[0]!
            expect(yield* claimDeliveries(due - 1)).toEqual([])
            expect(yield* claimDeliveries(due)).toMatchObject([{ attempt: 3, delivery: { failures: 1 } }])
          })
        )
      })
    ))

  it("a delivery that waits for its next attempt goes on waiting", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        const due = now + RetrySchedule.standard[0]!
        yield* open(path)(
          Effect.gen(function* () {
            const { caller } = yield* installed
            yield* announced(caller)
            const [claimed] = yield* claimDeliveries(now)
            yield* WebhookStore.use((webhooks) =>
              webhooks.record(claimed!.claim, { attempt: attempt(1), delivery: failed(claimed!.delivery, now) })
            )
          })
        )
        yield* open(path)(
          Effect.gen(function* () {
            expect(yield* claimDeliveries(due - 1)).toEqual([])
            expect(yield* claimDeliveries(due)).toMatchObject([{ attempt: 2, delivery: { failures: 1 } }])
          })
        )
      })
    ))

  it("what has ended stays so", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        yield* open(path)(
          Effect.gen(function* () {
            const { caller, endpoint } = yield* installed
            yield* announced(caller)
            yield* claimDeliveries(now)
            yield* Webhooks.use((webhooks) => webhooks.remove(caller, endpoint.id))
          })
        )
        const before = Tables.dump(path)
        yield* open(path)(
          Effect.gen(function* () {
            expect(yield* claimRuns(until)).toEqual([])
            expect(yield* claimDeliveries(until)).toEqual([])
          })
        )
        expect(Tables.dump(path)).toEqual(before)
      })
    ))
})

describe("An attempt whose lease ran out", () => {
  it("is recorded late, once, and moves nothing on: the delivery is its new holder's", () =>
    inFolder((path) =>
      open(path)(
        Effect.gen(function* () {
          const webhooks = yield* WebhookStore
          const { caller } = yield* installed
          yield* announced(caller)
          const claim = (at: number) => webhooks.claimDue({ at, until: at + 15, limit: 1 })
          const [first] = yield* claim(now)
          const [second] = yield* claim(now + 15)
          const before = Tables.dump(path, ["deliveries", "usage", "histograms"])
          const report = (number: number, reason: string) =>
            webhooks.record(first!.claim, {
              attempt: { ...attempt(number), reason },
              delivery: failed(first!.delivery, now + 20)
            })
          expect(yield* Effect.flip(report(1, "late"))).toMatchObject({ _tag: "LeaseLost" })
          expect(yield* Effect.flip(report(1, "later"))).toMatchObject({ _tag: "LeaseLost" })
          expect(attempts(path)).toEqual([
            { number: 1, latency_ms: 5, reason: "late" },
            { number: 2, latency_ms: null, reason: null }
          ])
          expect(Tables.dump(path, ["deliveries", "usage", "histograms"])).toEqual(before)
          const { failures: _failures, ...delivery } = first!.delivery
          const succeeded: Delivery.Delivery = { ...delivery, failures: 0, status: "succeeded", endedAt: now + 21 }
          yield* webhooks.record(second!.claim, {
            attempt: { number: 2, startedAt: now + 15, latencyMs: 6, statusCode: 204, answer: "" },
            delivery: succeeded
          })
          expect(Tables.read(path, "select status, attempts, failures from deliveries")).toEqual([
            { status: "succeeded", attempts: 2, failures: 0 }
          ])
          expect(yield* Effect.flip(report(2, "too late"))).toMatchObject({ _tag: "LeaseLost" })
          expect(attempts(path)[1]).toEqual({ number: 2, latency_ms: 6, reason: null })
        })
      )
    ))
})
