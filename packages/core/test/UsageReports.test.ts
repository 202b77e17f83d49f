import { Effect, Exit, Layer, Result } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  Delivery,
  type Environment,
  Granularity,
  Instant,
  Run,
  Usage,
  type UsageReport,
  UsageReports,
  UsageStore
} from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { inTestTime } from "./ports.ts"
import { runs } from "./runs.ts"

/** What happens in an org next: `nth` chooses what it happens to, `after` is how long it takes to come. */
const step = fc.record({
  what: fc.constantFrom(
    "submit",
    "submit",
    "claim",
    "claim",
    "end",
    "end",
    "cancel",
    "delete",
    "deliver",
    "fail",
    "fail",
    "stop"
  ),
  nth: fc.nat({ max: 20 }),
  after: fc.oneof(fc.nat({ max: Instant.hour }), fc.nat({ max: 3 * Instant.day })),
  outcome: arbitrary.outcome
})

const start = Date.UTC(2027, 11, 20)

interface History {
  readonly environments: ReadonlyArray<Environment.Environment>
  readonly runs: ReadonlyArray<Run.Run>
  readonly deliveries: ReadonlyArray<Delivery.Delivery>
  /** What was counted with each fact. */
  readonly bumps: ReadonlyArray<Usage.Bump>
}

/** Runs and deliveries as their state machines have them, claims repeated and attempts retried, environments deleted. */
const history: fc.Arbitrary<History> = fc
  .tuple(
    fc.uniqueArray(arbitrary.environment, { selector: ({ id }) => id, minLength: 1, maxLength: 4 }),
    arbitrary.queued,
    fc.array(step, { maxLength: 40, size: "max" })
  )
  .map(([made, template, steps]) => {
    const environments = made.map(
      ({ deletedAt: _, ...environment }): Environment.Environment => ({ ...environment, orgId: template.orgId })
    )
    const ended: Array<Run.Run> = []
    const deliveries: Array<Delivery.Delivery> = []
    const bumps: Array<Usage.Bump> = []
    const count = (bump: Usage.Bump | undefined) => (bump === undefined ? 0 : bumps.push(bump))
    const happen = (nth: number, happening: Run.Happening) => {
      const run = ended[nth]
      const next = run === undefined ? undefined : Run.next(run, happening)
      if (next === undefined || Result.isFailure(next)) return
      ended[nth] = next.success
      count(Usage.ofEnd(next.success))
    }
    const attempt = (nth: number, outcome: Delivery.Outcome, at: number) => {
      const delivery = deliveries[nth]
      const next = delivery === undefined ? undefined : Delivery.next(delivery, outcome, at, [5_000, 60_000], 0.5)
      if (next === undefined || Result.isFailure(next)) return
      deliveries[nth] = next.success
      count(Usage.ofDelivery(next.success))
    }
    let at = start
    for (const { after, nth, outcome, what } of steps) {
      at += after
      const place = nth % environments.length
      const environment = environments[place]
      if (environment === undefined) continue
      switch (what) {
        case "submit": {
          if (environment.deletedAt !== undefined) break
          const run = { ...template, environmentId: environment.id, createdAt: at }
          ended.push(run)
          count(Usage.ofSubmission(run))
          deliveries.push({
            id: `delivery ${deliveries.length}` as Delivery.Delivery["id"],
            orgId: run.orgId,
            environmentId: environment.id,
            endpointId: "" as Delivery.Delivery["endpointId"],
            eventId: "" as Delivery.Delivery["eventId"],
            eventType: "run.completed",
            url: "",
            ordered: false,
            status: "pending",
            failures: 0,
            createdAt: at,
            dueAt: at
          })
          break
        }
        case "claim":
          happen(nth % (ended.length + 1), { _tag: "Claimed", at })
          break
        case "end":
          happen(nth % (ended.length + 1), { _tag: "Ended", outcome, at })
          break
        case "cancel":
          happen(nth % (ended.length + 1), { _tag: "Cancelled", at })
          break
        case "deliver":
          attempt(nth % (deliveries.length + 1), { _tag: "Succeeded" }, at)
          break
        case "fail":
          attempt(nth % (deliveries.length + 1), { _tag: "Failed" }, at)
          break
        case "stop":
          attempt(nth % (deliveries.length + 1), { _tag: "Cancelled" }, at)
          break
        case "delete":
          if (environment.kind === "live") break
          environments[place] = { ...environment, deletedAt: at }
          ended.forEach((run, nth) => {
            if (run.environmentId === environment.id) happen(nth, { _tag: "EnvironmentDeleted", at })
          })
      }
    }
    return { environments, runs: ended, deliveries, bumps }
  })

/** Reads what was counted, summed to buckets of the asked width, as a store does. */
const storeOf = ({ bumps, environments }: History) =>
  Layer.succeed(UsageStore, {
    read: (_orgId, which, { from, to, width }) => {
      const of = environments.filter(({ id }) => which === "all" || id === which)
      const rows = of.flatMap((environment) => {
        const buckets = new Map<number, Usage.Counts>()
        for (const { adds, environmentId, hour } of bumps) {
          if (environmentId !== environment.id || hour < from || hour >= to) continue
          const bucket = hour - (hour % width)
          buckets.set(bucket, Usage.plus(buckets.get(bucket) ?? Usage.none, adds))
        }
        return [...buckets].map(([bucket, counts]) => ({ environmentId: environment.id, bucket, counts }))
      })
      return Effect.succeed({ environments: of, rows })
    }
  })

/** The same counts, taken from the runs and deliveries as they are at the end. */
const recount = (
  history: History,
  environment: (id: string) => boolean,
  within: (at: number) => boolean
): Usage.Counts => {
  const runsOf = history.runs.filter(({ environmentId }) => environment(environmentId))
  const endedAs = (status: Run.Status) => runsOf.filter((run) => run.status === status && within(run.completedAt ?? -1))
  const deliveriesOf = (status: Delivery.Status) =>
    history.deliveries.filter(
      (one) => environment(one.environmentId) && one.status === status && within(one.endedAt ?? -1)
    ).length
  return {
    runsSubmitted: runsOf.filter(({ createdAt }) => within(createdAt)).length,
    runsCompleted: endedAs("completed").length,
    runsDegraded: endedAs("degraded").length,
    runsFailed: endedAs("failed").length,
    runsCancelled: endedAs("cancelled").length,
    runDurationMs: runsOf.reduce((sum, run) => (within(run.completedAt ?? -1) ? sum + (run.durationMs ?? 0) : sum), 0),
    deliveriesSucceeded: deliveriesOf("succeeded"),
    deliveriesFailed: deliveriesOf("failed")
  }
}

const report = (
  history: History,
  which: Environment.Environment["id"] | "all",
  range: Parameters<UsageReports["Service"]["report"]>[2],
  now = start
) =>
  UsageReports.use((reports) => reports.report(history.runs[0]?.orgId ?? ("" as never), which, range))
    .pipe(Effect.provide(Layer.provide(UsageReports.layer, storeOf(history))))
    .pipe((effect) => inTestTime(Effect.andThen(TestClock.setTime(now), Effect.exit(effect))))

const reported = async (...args: Parameters<typeof report>): Promise<UsageReport> =>
  Exit.getSuccess(await report(...args)).pipe((exit) =>
    exit._tag === "Some" ? exit.value : expect.unreachable("refused")
  )

/** A range that cuts through the history, on the boundaries of its granularity. */
const range = fc
  .tuple(fc.constantFrom(...Granularity.Granularity.literals), fc.nat({ max: 30 }), fc.nat({ max: 40 }))
  .map(([granularity, skipped, days]) => {
    const from = Granularity.floor(granularity, start + skipped * Instant.day)
    return { granularity, from, to: Granularity.ceiling(granularity, from + days * Instant.day) }
  })

/** Those that a report on all tells of: a deleted environment only where it has usage in the range. */
const listed = ({ bumps, environments }: History, { from, to }: Pick<UsageReport, "from" | "to">) =>
  environments.filter(
    ({ deletedAt, id }) =>
      deletedAt === undefined ||
      bumps.some(({ environmentId, hour }) => environmentId === id && hour >= from && hour < to)
  )

const sum = (all: ReadonlyArray<Usage.Counts>) => all.reduce<Usage.Counts>(Usage.plus, Usage.none)

const always = (check: (report: UsageReport, history: History) => void) =>
  fc.assert(
    fc.asyncProperty(history, range, async (history, range) => check(await reported(history, "all", range), history)),
    runs
  )

describe("A usage report", () => {
  it("has the total that a recount of all runs and deliveries gives, deleted environments among them", () =>
    always((report, history) => {
      expect(report.totals).toEqual(
        recount(
          history,
          () => true,
          (at) => at >= report.from && at < report.to
        )
      )
    }))

  it("has a total that is the sum of its environments', of its kinds', and of its series", () =>
    always((report) => {
      expect(sum(report.environments.map(({ totals }) => totals))).toEqual(report.totals)
      expect(sum(Object.values(report.totalsByKind))).toEqual(report.totals)
      expect(sum(report.series.map(({ counts }) => counts))).toEqual(report.totals)
    }))

  it("has in each bucket of each environment what a recount of just that gives", () =>
    always((report, history) => {
      for (const { bucket, counts, environment } of report.series) {
        const end = Granularity.ceiling(report.granularity, bucket)
        if (bucket + 2 * Instant.day < start) continue
        expect(counts).toEqual(
          recount(
            history,
            (id) => id === environment.id,
            (at) => at >= bucket && at < end
          )
        )
      }
    }))

  it("has of each kind what its environments have", () =>
    always((report, history) => {
      for (const kind of ["live", "environment", "test"] as const) {
        const ids = history.environments
          .filter((environment) => environment.kind === kind)
          .map(({ id }) => id as string)
        expect(report.totalsByKind[kind]).toEqual(
          recount(
            history,
            (id) => ids.includes(id),
            (at) => at >= report.from && at < report.to
          )
        )
      }
    }))

  it("lists every bucket of every environment once, empty ones too, oldest first; deleted ones only if used", () =>
    always((report, history) => {
      const buckets = Granularity.buckets(report.granularity, report.from, report.to)
      expect(report.series.map(({ bucket, environment }) => [bucket, environment.id])).toEqual(
        buckets.flatMap((bucket) => listed(history, report).map(({ id }) => [bucket, id]))
      )
    }))

  it("of one environment is that environment's part of the org's", () =>
    fc.assert(
      fc.asyncProperty(history, range, fc.nat(), async (history, range, nth) => {
        const one = history.environments[nth % history.environments.length]
        if (one === undefined) return
        const [all, part] = [await reported(history, "all", range), await reported(history, one.id, range)]
        expect(part.environments.map(({ environment }) => environment.id)).toEqual([one.id])
        expect(part.totals).toEqual(part.environments[0]?.totals)
        if (!listed(history, all).includes(one)) return void expect(part.totals).toEqual(Usage.none)
        expect(part.environments).toEqual(all.environments.filter(({ environment }) => environment.id === one.id))
        expect(part.series).toEqual(all.series.filter(({ environment }) => environment.id === one.id))
      }),
      runs
    ))

  const empty: History = { environments: [], runs: [], deliveries: [], bumps: [] }

  it("is about the current month by day where nothing is said", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.present, async (now) => {
        const { from, granularity, to } = await reported(empty, "all", {}, now)
        expect([Instant.format(from), granularity]).toEqual([
          `${Instant.format(now).slice(0, 7)}-01T00:00:00.000Z`,
          "day"
        ])
        expect([from <= now, now < to, to]).toEqual([true, true, Granularity.ceiling("month", from)])
      }),
      runs
    ))

  it("is refused where it does not begin and end on a boundary, with the parameter at fault", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Granularity.Granularity.literals),
        arbitrary.present,
        arbitrary.present,
        async (granularity, from, to) => {
          const onBoundary = (at: number) => Granularity.floor(granularity, at) === at
          const path = !onBoundary(from) ? "from" : !onBoundary(to) ? "to" : undefined
          fc.pre(path !== undefined)
          expect(await report(empty, "all", { granularity, from, to })).toMatchObject({
            cause: { reasons: [{ error: { _tag: "InvalidRange", path } }] }
          })
        }
      ),
      runs
    ))

  it("is refused where it ends before it begins, or has more buckets than can be read", async () => {
    const day = Date.UTC(2026, 0)
    for (const [range, path] of [
      [{ from: day, to: day }, "to"],
      [{ from: day, to: day - Instant.day }, "to"],
      [{ granularity: "hour", from: day, to: day + 1_101 * Instant.hour }, "granularity"],
      [{ granularity: "day", from: day, to: day + 1_101 * Instant.day }, "granularity"]
    ] as const) {
      expect(await report(empty, "all", range)).toMatchObject({ cause: { reasons: [{ error: { path } }] } })
    }
    expect(
      (await reported(empty, "all", { granularity: "hour", from: day, to: day + 1_100 * Instant.hour })).series
    ).toEqual([])
  })
})
