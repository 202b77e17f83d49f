/** What is measured is what happened, and its quantiles are nearly exact, however it is merged. */
import {
  type BinRow,
  Delivery,
  Histogram,
  type Id,
  Instant,
  type Measurement,
  MetricsStore,
  type Run,
  RunStore,
  WebhookStore
} from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet, tagOf } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns } from "../Observed.ts"
import { cancelling, ended, endpoint, queued, subscribe } from "../Work.ts"

/** The last day of a month. */
const start = Date.UTC(2027, 0, 31)
const end = start + 90 * Instant.day

const lasts = fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 10_000 }), fc.nat({ max: 30 * Instant.day }))

/** A run and its delivery: how long each takes and how it ends, if it does. */
const life = fc.record({
  live: fc.boolean(),
  hour: fc.constantFrom(0, 0, 1, 23, 24),
  waits: fc.constantFrom(0, 7, Instant.hour),
  lasts,
  ends: fc.constantFrom("completed", "degraded", "failed", "decided", "cancelled"),
  /** Whether the lease of who took it first runs out. */
  lapses: fc.boolean(),
  arrives: lasts,
  delivery: fc.constantFrom("Succeeded", "Succeeded", "Failed", "not")
})

/** A value as the history has it. */
interface Value {
  readonly environmentId: Id.EnvironmentId
  readonly measure: Measurement.Measure
  readonly endedAt: Instant.Instant
  readonly ms: number
}

const lived = Effect.fnUntraced(function* (
  lives: ReadonlyArray<typeof life extends fc.Arbitrary<infer A> ? A : never>
) {
  const ids = new Minted()
  const [runs, webhooks] = [yield* RunStore, yield* WebhookStore]
  const [live, dev] = yield* found(ids, start, ["dev"])
  for (const environment of [live, dev!]) yield* subscribe(endpoint(ids, environment, start))
  const values: Array<Value> = []
  for (const life of lives) {
    const submittedAt = start + life.hour * Instant.hour
    const began = submittedAt + life.waits
    const at = began + life.lasts
    const run = queued(ids, life.live ? live : dev!, submittedAt)
    const { environmentId } = run
    yield* runs.submit(run)
    if (life.ends === "cancelled") yield* runs.end(run, run.id, cancelling(ids, at))
    else {
      const [first] = yield* claimRuns(began, 1, began)
      const [claimed] = life.lapses ? yield* claimRuns(began, 1, end) : [first]
      const status = life.ends === "decided" ? "completed" : (life.ends as Run.Outcome["status"])
      const ending = ended(ids, claimed!.run, at, { status })
      if (life.ends === "decided") yield* runs.end(run, run.id, () => Result.succeed(ending))
      else {
        if (life.lapses)
          same("A report under a lost lease", yield* tagOf(runs.finish(first!.claim, ending)), "LeaseLost")
        yield* runs.finish(claimed!.claim, ending)
      }
      same("A second report", yield* tagOf(runs.finish(claimed!.claim, ending)), "LeaseLost")
      values.push({ environmentId, measure: "run_duration", endedAt: at, ms: life.lasts })
    }
    const taken = yield* claimDeliveries(at, 100, end)
    if (life.delivery === "not") continue
    const { attempt, claim, delivery } = taken.find(({ event }) => event.payload.includes(run.id))!
    const endedAt = at + life.arrives
    const after = Result.getOrThrow(Delivery.next(delivery, { _tag: life.delivery as "Failed" }, endedAt, [], 0))
    const attempted = { attempt: { number: attempt, startedAt: endedAt, latencyMs: 1 }, delivery: after }
    yield* webhooks.record(claim, attempted)
    same("A second attempt", yield* tagOf(webhooks.record(claim, attempted)), "LeaseLost")
    if (life.delivery === "Succeeded")
      values.push({ environmentId, measure: "delivery_latency", endedAt, ms: life.arrives })
  }
  return { environments: [live, dev!], values }
})

interface Range {
  readonly from: Instant.Instant
  readonly to: Instant.Instant
  readonly width: number
}

/** How many values fall into each bin. */
const binned = (values: ReadonlyArray<Value>, width: number): ReadonlyArray<BinRow> => {
  const rows = Map.groupBy(
    values.map(({ endedAt, environmentId, measure, ms }) => ({
      environmentId,
      bucket: endedAt - (endedAt % width),
      measure,
      bin: Histogram.binOf(ms)
    })),
    (row) => Object.values(row).join(" ")
  )
  return [...rows.values()].map((same) => ({ ...same[0]!, count: same.length }))
}

/** By the nearest rank. */
const exactly = (values: ReadonlyArray<Value>, percent: number): number =>
  values.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.ceil((percent * values.length) / 100) - 1]!

/** Fails unless the quantiles of merged rows are within 2 % of the exact ones. */
const near = (what: string, rows: ReadonlyArray<BinRow>, values: ReadonlyArray<Value>): void => {
  const histogram = new Histogram.Histogram()
  for (const { bin, count } of rows) histogram.add(bin, count)
  const quantiles = histogram.quantiles()
  same(`Whether there are quantiles, ${what}`, quantiles !== undefined, values.length > 0)
  if (quantiles === undefined) return
  for (const percent of [50, 90, 99] as const) {
    const [quantile, exact] = [quantiles[`p${percent}`], exactly(values, percent)]
    same(`The p${percent} ${quantile} is near ${exact}, ${what}`, Math.abs(quantile - exact) <= exact * 0.02, true)
  }
}

const ranges: ReadonlyArray<Range> = [
  { from: start, to: end, width: Instant.hour },
  { from: start, to: end, width: Instant.day },
  { from: start + Instant.hour, to: start + Instant.day, width: Instant.hour },
  { from: start + Instant.day, to: start + 2 * Instant.day, width: Instant.day }
]

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "counts each value once in its bin, hour and environment, and its quantiles are within 2 % of the exact ones, however they are merged",
    guards: "Somebody would be woken by a p99 that is not there, or sleep through one that is.",
    given: fc.array(life, { minLength: 1, maxLength: 12 }),
    holds: Effect.fnUntraced(function* (lives) {
      const metrics = yield* MetricsStore
      const { environments, values } = yield* lived(lives)
      const [other] = yield* found(new Minted(1_000), start)
      for (const range of ranges) {
        const what = `from ${Instant.format(range.from)} to ${Instant.format(range.to)} by ${range.width} ms`
        const inRange = values.filter(({ endedAt }) => endedAt >= range.from && endedAt < range.to)
        for (const which of [...environments.map(({ id }) => id), "all" as const]) {
          const expected = inRange.filter(({ environmentId }) => which === "all" || environmentId === which)
          const rows = yield* metrics.read(environments[0]!.orgId, which, range)
          sameSet(`The bins of ${which}, ${what}`, rows, binned(expected, range.width))
          for (const measure of ["run_duration", "delivery_latency"] as const) {
            const isOf = (row: { readonly measure: string }) => row.measure === measure
            near(`${measure} of ${which}, ${what}`, rows.filter(isOf), expected.filter(isOf))
          }
        }
        for (const [orgId, which] of [
          [other.orgId, "all"],
          [other.orgId, environments[0]!.id]
        ] as const) {
          same("The bins that another org sees", yield* metrics.read(orgId, which, range), [])
        }
      }
    })
  })
]
