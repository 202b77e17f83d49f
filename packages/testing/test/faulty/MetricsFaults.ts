/** Metrics that measure something else than they should. */
import { type BinRow, Histogram, Instant, Measurement, type Run } from "@nexio/core"
import { Effect } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"

type Read = StoreSet["metrics"]["read"]
type Finish = StoreSet["runs"]["finish"]
type Record = StoreSet["webhooks"]["record"]

const reading = ({ metrics }: StoreSet, read: (right: Read) => Read) => ({ metrics: { read: read(metrics.read) } })

const rowsAs = (right: StoreSet, look: (rows: ReadonlyArray<BinRow>) => ReadonlyArray<BinRow>) =>
  reading(
    right,
    (read) =>
      (...args) =>
        Effect.map(read(...args), look)
  )

const added = (rows: ReadonlyArray<BinRow>): ReadonlyArray<BinRow> =>
  [
    ...Map.groupBy(rows, ({ bin, bucket, environmentId, measure }) =>
      [environmentId, bucket, measure, bin].join(" ")
    ).values()
  ]
    .map((same) => ({ ...same[0]!, count: same.reduce((sum, { count }) => sum + count, 0) }))
    .filter(({ count }) => count !== 0)

/** A measurement too many, or one that is taken away again. */
interface Extra {
  readonly measured: Measurement.Measurement | undefined
  readonly count: 1 | -1
}

/** Metrics with others in the place of some. */
const measuring = ({ metrics }: StoreSet, extra: ReadonlyArray<Extra>): StoreSet["metrics"] => ({
  read: (orgId, which, range) =>
    Effect.map(metrics.read(orgId, which, range), (rows) =>
      added([
        ...rows,
        ...extra.flatMap(({ count, measured }) => {
          if (measured === undefined) return []
          const { bin, environmentId, hour, measure } = measured
          const asked = measured.orgId === orgId && (which === "all" || which === environmentId)
          return asked && hour >= range.from && hour < range.to
            ? [{ environmentId, bucket: hour - (hour % range.width), measure, bin, count }]
            : []
        })
      ])
    )
})

/** Metrics with others beside, or in the place of, what some calls measure; the calls say which. */
const alongside = <S extends Partial<StoreSet>>(
  right: StoreSet,
  calls: (measure: (...extra: ReadonlyArray<Extra>) => Effect.Effect<void>) => S
) => {
  const all: Array<Extra> = []
  return { ...calls((...extra) => Effect.sync(() => void all.push(...extra))), metrics: measuring(right, all) }
}

/** What is measured of runs that a worker ended. */
const onFinish = (right: StoreSet, extra: (run: Parameters<Finish>[1]["run"]) => ReadonlyArray<Extra>) =>
  alongside(right, (measure) => ({
    runs: {
      ...right.runs,
      finish: ((claim, ending) =>
        Effect.tap(right.runs.finish(claim, ending), () => measure(...extra(ending.run)))) satisfies Finish
    }
  }))

/** What is measured of deliveries at an attempt. */
const onRecord = (right: StoreSet, extra: (attempted: Parameters<Record>[1]) => ReadonlyArray<Extra>) =>
  alongside(right, (measure) => ({
    webhooks: {
      ...right.webhooks,
      record: ((claim, attempted) =>
        Effect.tap(right.webhooks.record(claim, attempted), () => measure(...extra(attempted)))) satisfies Record
    }
  }))

/** What is measured of runs that something else than a worker ended. */
const onEnd = (right: StoreSet, extra: (run: Run.Run) => ReadonlyArray<Extra>) =>
  alongside(right, (measure) => ({
    runs: {
      ...right.runs,
      end: ((scope, id, decide, remember) =>
        Effect.tap(right.runs.end(scope, id, decide, remember), ({ run }) =>
          measure(...extra(run))
        )) satisfies StoreSet["runs"]["end"]
    }
  }))

const more = (measured: Measurement.Measurement | undefined): Extra => ({ measured, count: 1 })
const less = (measured: Measurement.Measurement | undefined): Extra => ({ measured, count: -1 })

export const faults = inStores("MetricsStore", [
  {
    name: "measures a report under a lost lease",
    breaks: "A lost lease counts nothing twice: a run ends once (2.9; RunStore.finish).",
    wrap: (right) =>
      alongside(right, (measure) => ({
        runs: {
          ...right.runs,
          finish: (claim, ending) =>
            Effect.tapErrorTag(right.runs.finish(claim, ending), "LeaseLost", () =>
              measure(more(Measurement.ofEnd(ending.run)))
            )
        }
      }))
  },
  {
    name: "measures a delivery once for each report of its success",
    breaks: "A delivery that ended is counted once, whoever reports it late (2.9; WebhookStore.record).",
    wrap: (right) =>
      alongside(right, (measure) => ({
        webhooks: {
          ...right.webhooks,
          record: (claim, attempted) =>
            Effect.tapErrorTag(right.webhooks.record(claim, attempted), "LeaseLost", () =>
              measure(more(Measurement.ofDelivery(attempted.delivery)))
            )
        }
      }))
  },
  {
    name: "measures durations from the submission",
    breaks: "A run's duration begins when it was first taken up (8; Run.durationMs).",
    wrap: (right) =>
      onFinish(right, (run) => [
        less(Measurement.ofEnd(run)),
        more(Measurement.ofEnd({ ...run, durationMs: run.completedAt! - run.createdAt }))
      ])
  },
  {
    name: "measures a duration in the hour in which the run was submitted",
    breaks: "What is measured belongs to the hour in which it ended (8).",
    wrap: (right) =>
      onFinish(right, (run) => {
        const measured = Measurement.ofEnd(run)
        return [less(measured), more(measured && { ...measured, hour: Instant.hourOf(run.createdAt) })]
      })
  },
  {
    name: "measures a cancelled run as one that took no time",
    breaks: "A run that never started has no duration (8; Measurement.ofEnd).",
    wrap: (right) =>
      onEnd(right, (run) => (run.durationMs === undefined ? [more(Measurement.ofEnd({ ...run, durationMs: 0 }))] : []))
  },
  {
    name: "does not measure a run that something else than its worker ended",
    breaks: "Each run that was begun is measured, whoever ends it (RunStore.end; Measurement.ofEnd).",
    wrap: (right) => onEnd(right, (run) => [less(Measurement.ofEnd(run))])
  },
  {
    name: "measures the latency of deliveries that failed",
    breaks: "Latency is that of deliveries that succeeded (8; Measurement.ofDelivery).",
    wrap: (right) =>
      onRecord(right, ({ delivery }) =>
        delivery.status === "failed" ? [more(Measurement.ofDelivery({ ...delivery, status: "succeeded" }))] : []
      )
  },
  {
    name: "measures the latency of the last attempt",
    breaks: "A delivery's latency begins when it was made (8; Measurement.ofDelivery).",
    wrap: (right) =>
      onRecord(right, ({ attempt, delivery }) => [
        less(Measurement.ofDelivery(delivery)),
        more(Measurement.ofDelivery({ ...delivery, createdAt: attempt.startedAt }))
      ])
  },
  {
    name: "knows values by tens of percent",
    breaks: "Quantiles are within 2 % (8).",
    wrap: (right) => rowsAs(right, (rows) => added(rows.map((row) => ({ ...row, bin: row.bin - (row.bin % 10) }))))
  },
  {
    name: "counts a bin once, however many values fell into it",
    breaks: "A histogram says how many values fell into each bin (MetricsStore.read).",
    wrap: (right) => rowsAs(right, (rows) => rows.map((row) => ({ ...row, count: 1 })))
  },
  {
    name: "puts what took no time with what took a millisecond",
    breaks: "Quantiles are within 2 %: of nothing they are nothing (8).",
    wrap: (right) =>
      rowsAs(right, (rows) => added(rows.map((row) => ({ ...row, bin: Math.max(row.bin, Histogram.binOf(1)) }))))
  },
  {
    name: "gives each measure for the other",
    breaks: "Durations are of runs and latencies of deliveries (8).",
    wrap: (right) =>
      rowsAs(right, (rows) =>
        rows.map((row) => ({ ...row, measure: row.measure === "run_duration" ? "delivery_latency" : "run_duration" }))
      )
  },
  {
    name: "reads the hour with which the range ends",
    breaks: "to is exclusive (8).",
    wrap: (right) =>
      reading(right, (read) => (orgId, which, range) => read(orgId, which, { ...range, to: range.to + 1 }))
  },
  {
    name: "reads a range without its first hour",
    breaks: "from is inclusive (8).",
    wrap: (right) =>
      reading(right, (read) => (orgId, which, range) => read(orgId, which, { ...range, from: range.from + 1 }))
  },
  {
    name: "reads days by the hour",
    breaks: "What was measured is summed per bucket of the width that was asked for (MetricsStore.read).",
    wrap: (right) =>
      reading(right, (read) => (orgId, which, range) => read(orgId, which, { ...range, width: Instant.hour }))
  },
  {
    name: "reads the metrics of all environments where one was asked for",
    breaks: "A report is of the environment that was asked for (8; MetricsStore.read).",
    wrap: (right) => reading(right, (read) => (orgId, _which, range) => read(orgId, "all", range))
  },
  {
    name: "leaves out deleted environments",
    breaks: "An org's metrics include those of its deleted environments (8).",
    wrap: (right) =>
      reading(
        right,
        (read) => (orgId, which, range) =>
          Effect.flatMap(right.usage.read(orgId, which, range), ({ environments }) => {
            const deleted = new Set(environments.filter(({ deletedAt }) => deletedAt !== undefined).map(({ id }) => id))
            return Effect.map(read(orgId, which, range), (rows) =>
              rows.filter(({ environmentId }) => !deleted.has(environmentId))
            )
          })
      )
  }
])
