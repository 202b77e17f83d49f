import {
  type Environment,
  Environments,
  type Granularity,
  Instant,
  type Metrics,
  type MetricsReport,
  MetricsReports,
  type UsageReport,
  UsageReports
} from "@nexio/core"
import { Effect } from "effect"
import { Caller } from "../api/Access.ts"
import * as BothFaces from "./BothFaces.ts"
import * as Csv from "./Csv.ts"

export const layer = BothFaces.group(
  "reports",
  Effect.fnUntraced(function* (handlers) {
    const environments = yield* Environments
    const [usage, metrics] = [yield* UsageReports, yield* MetricsReports]
    return handlers.handleAll({
      usage: Effect.fnUntraced(function* ({ query, request }) {
        const caller = yield* Caller
        const report = yield* usage.report(caller.orgId, yield* environments.select(caller, query.environment), query)
        return (yield* Csv.isPreferred(request))
          ? Csv.answer(nameOf("usage", report), usageRows(report))
          : usageJson(report)
      }),
      metrics: Effect.fnUntraced(function* ({ query, request }) {
        const caller = yield* Caller
        const report = yield* metrics.report(caller.orgId, yield* environments.select(caller, query.environment), query)
        return (yield* Csv.isPreferred(request))
          ? Csv.answer(nameOf("metrics", report), metricsRows(report))
          : metricsJson(report)
      })
    })
  })
)

const whose = ({ id, slug }: Environment.Environment) => ({ environment: slug, environmentId: id })

const described = (environment: Environment.Environment) => ({
  ...whose(environment),
  kind: environment.kind,
  ...(environment.deletedAt === undefined ? {} : { deleted: true as const })
})

const usageJson = (report: UsageReport) => ({
  ...report,
  environments: report.environments.map(({ environment, totals }) => ({ ...described(environment), totals })),
  series: report.series.map(({ bucket, counts, environment }) => ({ bucket, ...whose(environment), ...counts }))
})

const metricsJson = (report: MetricsReport) => {
  const flat = (series: MetricsReport["series"]) => series.map(({ bucket, metrics }) => ({ bucket, ...metrics }))
  return {
    ...report,
    series: flat(report.series),
    environments: report.environments.map(({ environment, series, totals }) => ({
      ...described(environment),
      totals,
      series: flat(series)
    }))
  }
}

/** What each row of a table begins with. */
const place = (bucket: Instant.Instant, environment: Environment.Environment) => ({
  bucket: Instant.format(bucket),
  ...whose(environment),
  kind: environment.kind
})

const usageRows = ({ series }: UsageReport) =>
  series.map(({ bucket, counts, environment }) => ({ ...place(bucket, environment), ...counts }))

const metricsRows = ({ environments, series }: MetricsReport) =>
  series.flatMap(({ bucket }, nth) =>
    environments.map(({ environment, series }) => ({
      ...place(bucket, environment),
      ...columnsOf(series[nth]!.metrics)
    }))
  )

const columnsOf = ({
  deliveriesFailed,
  deliveriesSucceeded,
  deliveryLatencyMs,
  deliverySuccessRate,
  runDurationMs,
  ...runs
}: Metrics.Metrics) => ({
  ...runs,
  runDurationMsP50: runDurationMs?.p50,
  runDurationMsP90: runDurationMs?.p90,
  runDurationMsP99: runDurationMs?.p99,
  deliveriesSucceeded,
  deliveriesFailed,
  deliverySuccessRate,
  deliveryLatencyMsP50: deliveryLatencyMs?.p50,
  deliveryLatencyMsP90: deliveryLatencyMs?.p90,
  deliveryLatencyMsP99: deliveryLatencyMs?.p99
})

/** `usage-2026-03-01-2026-04-01`: how much of its bounds says what they are. */
const nameOf = (what: string, { from, granularity, to }: Pick<UsageReport, "from" | "to" | "granularity">): string =>
  [what, ...[from, to].map((at) => Instant.format(at).slice(0, boundLengths[granularity]))].join("-")

const boundLengths: Readonly<Record<Granularity.Granularity, number>> = {
  month: "2026-03".length,
  day: "2026-03-01".length,
  hour: "2026-03-01T08".length
}
