import { Context, Effect, Layer } from "effect"
import type { Environment } from "../environment/Environment.ts"
import type { EnvironmentId, OrgId } from "../id/Id.ts"
import type { Instant } from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as Granularity from "../usage/Granularity.ts"
import * as Usage from "../usage/Usage.ts"
import { type AskedRange, type InvalidRange, tooLong, type UsageReport, UsageReports } from "../usage/UsageReports.ts"
import { Histogram } from "./Histogram.ts"
import type { Measure } from "./Measurement.ts"
import * as Metrics from "./Metrics.ts"
import { type BinRow, MetricsStore } from "./MetricsStore.ts"
import * as Slice from "./Slice.ts"

/** The metrics of one bucket. */
export interface MetricsBucket {
  readonly bucket: Instant
  readonly metrics: Metrics.Metrics
}

/** The metrics of one environment, in the whole range and in each of its buckets, oldest first. */
export interface EnvironmentMetrics {
  readonly environment: Environment
  readonly totals: Metrics.Metrics
  readonly series: ReadonlyArray<MetricsBucket>
}

/**
 * A report. Its totals and series are those of all its environments together, deleted ones included: quantiles cannot
 * be added up, so each level has its own.
 */
export interface MetricsReport extends Pick<UsageReport, "from" | "to" | "granularity"> {
  readonly totals: Metrics.Metrics
  readonly series: ReadonlyArray<MetricsBucket>
  readonly environments: ReadonlyArray<EnvironmentMetrics>
}

/** The most entries that the series of all environments can have together; each may have hundreds of bins. */
export const maxSeries = 10_000

/** The use case of metrics. */
export class MetricsReports extends Context.Service<
  MetricsReports,
  {
    /**
     * Of the range and the environments of {@link UsageReports.report}, and with its counts. Those are read first, so
     * that what ends meanwhile can be in the quantiles already; then bins, of the buckets in which something ended.
     */
    readonly report: (
      orgId: OrgId,
      which: EnvironmentId | "all",
      range: AskedRange
    ) => Effect.Effect<MetricsReport, InvalidRange | StorageUnavailable>
  }
>()("@nexio/core/metrics/MetricsReports") {
  static readonly layer = Layer.effect(
    MetricsReports,
    Effect.gen(function* () {
      const reports = yield* UsageReports
      const store = yield* MetricsStore
      return MetricsReports.of({
        report: Effect.fn("MetricsReports.report")(function* (orgId, which, range) {
          const usage = yield* reports.report(orgId, which, range)
          if (usage.series.length > maxSeries) return yield* tooLong(`${maxSeries} buckets over all its environments`)
          const measured = new Merged(usage.granularity)
          for (const slice of slicesOf(usage)) {
            const rows = yield* store.read(orgId, which, { ...slice, width: Granularity.width(usage.granularity) })
            for (const row of rows) measured.add(row)
            yield* Effect.yieldNow
          }
          return compose(usage, measured)
        })
      })
    })
  )
}

/** Where usage counts nothing, nothing was measured. */
const slicesOf = ({ environments, granularity, series }: UsageReport): ReadonlyArray<Slice.Slice> => {
  const used = series.filter(({ counts }) => Object.values(counts).some((count) => count !== 0))
  return Slice.of(granularity, new Set(used.map(({ bucket }) => bucket)), environments.length)
}

const compose = ({ environments, from, granularity, series, to, totals }: UsageReport, measured: Merged) => {
  const metrics = (which: Which, when: When, counts: Usage.Counts): Metrics.Metrics =>
    Metrics.of(counts, measured.quantiles(which, when))
  const byBucket = Map.groupBy(series, ({ bucket }) => bucket)
  const byEnvironment = Map.groupBy(series, ({ environment }) => environment.id)
  return {
    from,
    to,
    granularity,
    totals: metrics("all", "always", totals),
    series: Granularity.buckets(granularity, from, to).map((bucket) => {
      const counts = (byBucket.get(bucket) ?? []).map(({ counts }) => counts)
      return { bucket, metrics: metrics("all", bucket, counts.reduce(Usage.plus, Usage.none)) }
    }),
    environments: environments.map(({ environment, totals }) => ({
      environment,
      totals: metrics(environment.id, "always", totals),
      series: (byEnvironment.get(environment.id) ?? []).map(({ bucket, counts }) => ({
        bucket,
        metrics: metrics(environment.id, bucket, counts)
      }))
    }))
  }
}

type Which = EnvironmentId | "all"
type When = Instant | "always"

/** Histograms of what was measured, by whose and in which bucket it was. */
class Merged {
  private readonly histograms = new Map<string, Histogram>()
  private readonly granularity: Granularity.Granularity

  constructor(granularity: Granularity.Granularity) {
    this.granularity = granularity
  }

  add({ bin, bucket, count, environmentId, measure }: BinRow): void {
    for (const which of ["all", environmentId] as const) {
      for (const when of ["always", Granularity.floor(this.granularity, bucket)] as const) {
        const key = keyOf(which, when, measure)
        const histogram = this.histograms.get(key) ?? new Histogram()
        this.histograms.set(key, histogram)
        histogram.add(bin, count)
      }
    }
  }

  quantiles(which: Which, when: When): Pick<Metrics.Metrics, "runDurationMs" | "deliveryLatencyMs"> {
    const of = (measure: Measure) => this.histograms.get(keyOf(which, when, measure))?.quantiles()
    const [runDurationMs, deliveryLatencyMs] = [of("run_duration"), of("delivery_latency")]
    return {
      ...(runDurationMs === undefined ? {} : { runDurationMs }),
      ...(deliveryLatencyMs === undefined ? {} : { deliveryLatencyMs })
    }
  }
}

const keyOf = (which: Which, when: When, measure: Measure): string => `${which} ${when} ${measure}`
