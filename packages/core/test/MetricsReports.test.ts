import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type BinRow,
  type Environment,
  Granularity,
  Histogram,
  Instant,
  type Metrics,
  MetricsReports,
  MetricsStore,
  Usage,
  UsageReports,
  type UsageRow,
  UsageStore
} from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { inTestTime } from "./ports.ts"
import { runs } from "./runs.ts"

const start = Date.UTC(2027, 11, 1)
const end = Date.UTC(2028, 2, 1)

/** Something that ended: a run, or a delivery, and how long that took. */
interface Fact {
  readonly environment: Environment.Environment
  readonly at: Instant.Instant
  readonly ended: "run" | "success" | "failure"
  readonly ms: number
}

interface History {
  readonly environments: ReadonlyArray<Environment.Environment>
  readonly facts: ReadonlyArray<Fact>
}

const fact = fc.record({
  nth: fc.nat({ max: 3 }),
  at: fc.integer({ min: start, max: end - 1 }),
  ended: fc.constantFrom("run" as const, "run" as const, "success" as const, "success" as const, "failure" as const),
  ms: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 5_000 }), fc.nat({ max: 7_200_000 }))
})

const history: fc.Arbitrary<History> = fc
  .tuple(
    fc.uniqueArray(arbitrary.environment, { selector: ({ id }) => id, minLength: 1, maxLength: 3 }),
    fc.array(fact, { maxLength: 40 })
  )
  .map(([made, facts]) => {
    const environments = made.map((environment) => ({ ...environment, orgId: made[0]!.orgId }))
    return {
      environments,
      facts: facts.map(({ nth, ...fact }) => ({ ...fact, environment: environments[nth % environments.length]! }))
    }
  })

/** Whole months, so that it is on a boundary whatever the granularity. */
const range = fc
  .record({ granularity: fc.constantFrom(...Granularity.Granularity.literals), first: fc.nat({ max: 2 }) })
  .map(({ first, granularity }) => ({
    granularity,
    from: Date.UTC(2027, 11 + first, 1),
    to: granularity === "hour" ? Date.UTC(2027, 12 + first, 1) : end
  }))

const usageOf = ({ at, ended, environment, ms }: Fact, width: number): UsageRow => ({
  environmentId: environment.id,
  bucket: at - (at % width),
  counts: {
    ...Usage.none,
    ...(ended === "run"
      ? { runsCompleted: 1, runDurationMs: ms }
      : ended === "success"
        ? { deliveriesSucceeded: 1 }
        : { deliveriesFailed: 1 })
  }
})

const binOf = ({ at, ended, environment, ms }: Fact, width: number): BinRow => ({
  environmentId: environment.id,
  bucket: at - (at % width),
  measure: ended === "run" ? "run_duration" : "delivery_latency",
  bin: Histogram.binOf(ms),
  count: 1
})

const report = ({ environments, facts }: History, which: Environment.Environment["id"] | "all", asked: object) => {
  const inRange = ({ from, to }: { readonly from: number; readonly to: number }) =>
    facts.filter(({ at, environment }) => at >= from && at < to && (which === "all" || environment.id === which))
  const stores = Layer.merge(
    Layer.succeed(UsageStore, {
      read: (_org, _which, range) =>
        Effect.succeed({
          environments: environments.filter(({ id }) => which === "all" || id === which),
          rows: inRange(range).map((fact) => usageOf(fact, range.width))
        })
    }),
    Layer.succeed(MetricsStore, {
      read: (_org, _which, range) =>
        Effect.succeed(
          inRange(range)
            .filter(({ ended }) => ended !== "failure")
            .map((fact) => binOf(fact, range.width))
        )
    })
  )
  return inTestTime(
    TestClock.setTime(start).pipe(
      Effect.andThen(MetricsReports.use((reports) => reports.report(environments[0]!.orgId, which, asked))),
      Effect.result,
      Effect.provide(MetricsReports.layer.pipe(Layer.provide(UsageReports.layer), Layer.provide(stores)))
    )
  )
}

/** By the nearest rank. */
const exactly = (values: ReadonlyArray<number>, percent: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil((percent * values.length) / 100) - 1]!

const expectNear = (quantiles: Histogram.Quantiles | undefined, values: ReadonlyArray<number>): void => {
  expect(quantiles === undefined).toBe(values.length === 0)
  if (quantiles === undefined) return
  for (const percent of [50, 90, 99] as const) {
    const exact = exactly(values, percent)
    expect(Math.abs(quantiles[`p${percent}`] - exact)).toBeLessThanOrEqual(exact * 0.02)
  }
}

/** Fails unless these are the metrics of just those facts. */
const expectOf = (metrics: Metrics.Metrics, facts: ReadonlyArray<Fact>): void => {
  const ended = (how: Fact["ended"]) => facts.filter(({ ended }) => ended === how).map(({ ms }) => ms)
  const [succeeded, failed] = [ended("success"), ended("failure").length]
  const { deliveryLatencyMs, runDurationMs, ...counts } = metrics
  expect(counts).toEqual({
    runsSubmitted: 0,
    runsCompleted: ended("run").length,
    runsDegraded: 0,
    runsFailed: 0,
    runsCancelled: 0,
    deliveriesSucceeded: succeeded.length,
    deliveriesFailed: failed,
    ...(succeeded.length + failed === 0 ? {} : { deliverySuccessRate: succeeded.length / (succeeded.length + failed) })
  })
  expectNear(runDurationMs, ended("run"))
  expectNear(deliveryLatencyMs, succeeded)
}

describe("A report of metrics", () => {
  it("has at each level what a recount of just that gives: of all and of each environment, in all and in each bucket", () =>
    fc.assert(
      fc.asyncProperty(history, range, async (history, asked) => {
        const answered = await report(history, "all", asked)
        if (answered._tag === "Failure") throw answered.failure
        const { environments, series, totals } = answered.success
        const facts = history.facts.filter(({ at }) => at >= asked.from && at < asked.to)
        const levels = [
          { totals, series, facts },
          ...environments.map(({ environment, ...level }) => ({
            ...level,
            facts: facts.filter((fact) => fact.environment.id === environment.id)
          }))
        ]
        const buckets = Granularity.buckets(asked.granularity, asked.from, asked.to)
        for (const { facts, series, totals } of levels) {
          expectOf(totals, facts)
          expect(series.map(({ bucket }) => bucket)).toEqual(buckets)
          const byBucket = Map.groupBy(facts, ({ at }) => Granularity.floor(asked.granularity, at))
          for (const { bucket, metrics } of series) expectOf(metrics, byBucket.get(bucket) ?? [])
        }
        const used = new Set(facts.map(({ environment }) => environment.id))
        expect(environments.map(({ environment }) => environment.id)).toEqual(
          history.environments
            .filter(({ deletedAt, id }) => deletedAt === undefined || used.has(id))
            .map(({ id }) => id)
        )
      }),
      runs
    ))

  it("of one environment is that environment's alone", () =>
    fc.assert(
      fc.asyncProperty(history, range, async (history, asked) => {
        const { id } = history.environments[0]!
        const [part, all] = [await report(history, id, asked), await report(history, "all", asked)]
        if (part._tag === "Failure" || all._tag === "Failure") throw new Error("refused")
        const own = all.success.environments.filter(({ environment }) => environment.id === id)
        expect(part.success.environments.map(({ environment }) => environment.id)).toEqual([id])
        if (own.length > 0) expect(part.success.environments).toEqual(own)
        const [{ series, totals }] = part.success.environments as [(typeof own)[number]]
        expect({ series: part.success.series, totals: part.success.totals }).toEqual({ series, totals })
      }),
      runs
    ))

  it("is refused as usage is, and where all its environments have more buckets than bins can be read of", async () => {
    const [sample] = fc.sample(arbitrary.environment, 1)
    const environments = Array.from({ length: 10 }, (_, nth) => {
      const { deletedAt: _gone, ...environment } = sample!
      return { ...environment, id: `${environment.id.slice(0, -1)}${nth}` as typeof environment.id }
    })
    const of = (which: "all" | (typeof environments)[number]["id"], asked: object) =>
      report({ environments, facts: [] }, which, asked)
    const hours = (count: number) => ({ granularity: "hour", from: start, to: start + count * Instant.hour })
    expect(await of("all", hours(1_001))).toMatchObject({ failure: { _tag: "InvalidRange", path: "granularity" } })
    expect(await of("all", hours(1_000))).toMatchObject({ _tag: "Success" })
    expect(await of(environments[0]!.id, hours(1_001))).toMatchObject({ _tag: "Success" })
    expect(await of("all", { from: start + 1 })).toMatchObject({ failure: { _tag: "InvalidRange", path: "from" } })
  })
})
