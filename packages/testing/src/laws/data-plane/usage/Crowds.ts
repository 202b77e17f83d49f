/** What happens at once is counted once each. */
import {
  Delivery,
  type Environment,
  Instant,
  type Measurement,
  type Run,
  RunStore,
  Usage,
  WebhookStore
} from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, tagOf } from "../Answers.ts"
import { found, removeEnvironment, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, counted, counts, listedRuns, measured } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { cancelling, ended, endpoint, queued, removeEndpoint, subscribe } from "../Work.ts"
import { recount, sum } from "./Facts.ts"

const start = Date.UTC(2027, 0, 1)
const at = start + 5

const status = fc.constantFrom("completed", "degraded", "failed")

/** What callers, workers and dispatchers do at once, each after a while of its own. */
const crowd = fc.record({
  submissions: fc.array(fc.record({ live: fc.boolean(), wait, cancels: fc.array(wait, { maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 10
  }),
  workers: fc.array(fc.array(fc.record({ wait, limit: fc.integer({ min: 1, max: 4 }), status }), { maxLength: 3 }), {
    maxLength: 3
  }),
  dispatchers: fc.array(
    fc.array(fc.record({ wait, limit: fc.integer({ min: 1, max: 4 }), succeeds: fc.boolean() }), { maxLength: 3 }),
    { maxLength: 3 }
  ),
  /** How often each report is made. */
  reports: fc.integer({ min: 1, max: 2 }),
  stop: fc.option(fc.record({ how: fc.constantFrom("environment", "endpoint"), wait: fc.nat({ max: 8 }) }))
})

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "counts and measures each submission, end and delivery once, however many are made, reported twice and stopped at once",
    guards: "Usage and metrics would drift from what happened as soon as there is traffic.",
    given: crowd,
    holds: Effect.fnUntraced(function* ({ dispatchers, reports, stop, submissions, workers }) {
      const ids = new Minted()
      const [runs, webhooks] = [yield* RunStore, yield* WebhookStore]
      const [live, dev] = yield* found(ids, start, ["dev"])
      const endpoints = [endpoint(ids, live, start), endpoint(ids, dev!, start)]
      for (const one of endpoints) yield* subscribe(one)
      let submitted = 0
      let cancelled = 0
      const finished = { completed: 0, degraded: 0, failed: 0 }
      const delivered = { succeeded: 0, failed: 0 }
      const twice = <E extends { readonly _tag: string }>(report: Effect.Effect<unknown, E>) =>
        Effect.map(
          Effect.forEach(Array.from({ length: reports }), () => tagOf(report), together),
          (tags) => {
            same("How often a report counts", tags.filter((tag) => tag === "done").length <= 1, true)
            return tags.includes("done")
          }
        )

      const submit = Effect.fnUntraced(function* ({ cancels, live: isLive, wait }: (typeof submissions)[number]) {
        const run = queued(ids, isLive ? live : dev!, start)
        const [first, later] = [cancelling(ids, at), cancelling(ids, at)]
        if ((yield* after(wait, tagOf(runs.submit(run)))) !== "done") return
        submitted += 1
        const tags = yield* Effect.forEach(
          cancels,
          (wait, nth) => after(wait, tagOf(runs.end(run, run.id, nth === 0 ? first : later))),
          together
        )
        if (tags.includes("done")) cancelled += 1
      })
      const work = Effect.fnUntraced(function* (shifts: (typeof workers)[number]) {
        for (const { limit, status, wait } of shifts) {
          for (const { claim, run } of yield* after(wait, claimRuns(start, limit, start + Instant.day))) {
            const end = ended(ids, run, at, { status: status as "failed" })
            if (yield* twice(runs.finish(claim, end))) finished[status as "failed"] += 1
          }
        }
      })
      const dispatch = Effect.fnUntraced(function* (shifts: (typeof dispatchers)[number]) {
        for (const { limit, succeeds, wait } of shifts) {
          for (const claimed of yield* after(wait, claimDeliveries(at, limit, start + Instant.day))) {
            const outcome = { _tag: succeeds ? ("Succeeded" as const) : ("Failed" as const) }
            const delivery = Result.getOrThrow(Delivery.next(claimed.delivery, outcome, at, [], 0))
            const attempt = { number: claimed.attempt, startedAt: at, latencyMs: 1 }
            const counts = yield* twice(webhooks.record(claimed.claim, { attempt, delivery }))
            if (counts) delivered[succeeds ? "succeeded" : "failed"] += 1
          }
        }
      })
      const stopping: Effect.Effect<unknown, unknown, Stores> =
        stop === null
          ? Effect.void
          : after<unknown, unknown, Stores>(
              stop.wait,
              stop.how === "environment" ? removeEnvironment(dev!, at) : removeEndpoint(endpoints[1]!, at)
            )
      yield* Effect.all(
        [
          Effect.forEach(submissions, submit, together),
          Effect.forEach(workers, work, together),
          Effect.forEach(dispatchers, dispatch, together),
          stopping
        ],
        together
      )

      const history = [...(yield* listedRuns(scopeOf(live))), ...(yield* listedRuns(scopeOf(dev!)))]
      const swept = history.filter(({ error }) => error === "environment_deleted").length
      const total = yield* counted(live.orgId)
      same(
        "What was counted, against what was acknowledged",
        { ...total, runDurationMs: 0 },
        counts({
          runsSubmitted: submitted,
          runsCompleted: finished.completed,
          runsDegraded: finished.degraded,
          runsFailed: finished.failed + swept,
          runsCancelled: cancelled,
          deliveriesSucceeded: delivered.succeeded,
          deliveriesFailed: delivered.failed
        })
      )
      const bins = yield* measured(live.orgId)
      const valuesOf = (measure: Measurement.Measure) =>
        bins.reduce((sum, row) => (row.measure === measure ? sum + row.count : sum), 0)
      same(
        "How much was measured",
        [valuesOf("run_duration"), valuesOf("delivery_latency")],
        [finished.completed + finished.degraded + finished.failed, delivered.succeeded]
      )
      for (const [environment, own] of [live, dev!].map((one) => [one, ownOf(history, one)] as const)) {
        const { deliveriesFailed: _f, deliveriesSucceeded: _s, ...ofRuns } = yield* counted(live.orgId, environment.id)
        same(`What was counted in ${environment.slug}, against its runs`, { ...counts({}), ...ofRuns }, own)
      }
    })
  })
]

/** What the history of an environment's runs adds up to. */
const ownOf = (history: ReadonlyArray<Run.RunSummary>, environment: Environment.Environment): Usage.Counts => {
  const own = history.filter(({ environmentId }) => environmentId === environment.id)
  const facts = own.flatMap((run) => [Usage.ofSubmission(run), Usage.ofEnd(run)])
  return sum(recount(facts, { from: 0, to: Instant.last, width: Instant.day }))
}
