/** How runs and deliveries do: how many, how fast, how well. */
import { useQuery } from "@tanstack/react-query"
import { useSearch } from "@tanstack/react-router"
import { type ReactNode, useMemo } from "react"
import { answerOf, api, type Schemas } from "../../api/Api.ts"
import { useEnvironment } from "../../environment/Choice.ts"
import { Failure } from "../../parts/Failure.tsx"
import { Page, Section } from "../../parts/Page.tsx"
import { SkeletonBlock } from "../../parts/Skeleton.tsx"
import { type Column, Table } from "../../parts/Table.tsx"
import { took } from "../../parts/Time.tsx"
import { Chart } from "../../report/Chart.tsx"
import { bucketName, Count, count, Figures, percent } from "../../report/Figures.tsx"
import type { Colour } from "../../report/Plot.tsx"
import { type RangeName, rangeNamed, useRange } from "../../report/Range.ts"
import { ReportBar } from "../../report/ReportBar.tsx"

type Metrics = Schemas["Metrics"]
type Bucket = Schemas["MetricsBucket"]
type Quantiles = NonNullable<Bucket["run_duration_ms"]>

const offered: ReadonlyArray<RangeName> = ["1h", "24h", "7d", "30d", "90d"]

export const MetricsPage = () => {
  const environment = useEnvironment()
  const chosen = rangeNamed(useSearch({ from: "/frame/metrics" }).range, offered, "24h")
  const range = useRange(chosen)
  const metrics = useQuery({
    queryKey: ["metrics", environment, range],
    queryFn: () => answerOf(api.GET("/api/metrics", { params: { query: { environment, ...range } } })),
    refetchInterval: 30_000
  })
  return (
    <Page title="Metrics" about="How runs and deliveries do. Quantiles are within 2%.">
      <ReportBar of="metrics" environment={environment} chosen={chosen} offered={offered} range={range} />
      {metrics.data !== undefined ? (
        <Report metrics={metrics.data} />
      ) : metrics.isPending ? (
        <SkeletonBlock />
      ) : (
        <Failure error={metrics.error} again={() => void metrics.refetch()} />
      )}
    </Page>
  )
}

const Report = ({ metrics }: { readonly metrics: Metrics }) => {
  const { granularity, series, totals } = metrics
  const charts = useMemo(() => chartsOf(series), [series])
  return (
    <>
      <Figures
        of={[
          ["Runs", count(totals.runs_submitted)],
          ["Failed", count(totals.runs_failed)],
          ["Duration p50", quantile(totals.run_duration_ms, "p50")],
          ["Duration p99", quantile(totals.run_duration_ms, "p99")],
          ["Delivered", rate(totals.delivery_success_rate)],
          ["Delivery p99", quantile(totals.delivery_latency_ms, "p99")]
        ]}
      />
      <div className="charts">
        <Chart title="Runs" kind="bars" format={count} {...charts.runs} />
        <Chart title="Duration of runs" kind="lines" format={took} {...charts.durations} />
        <Chart title="Deliveries" kind="bars" format={count} {...charts.deliveries} />
        <Chart title="Latency of deliveries" kind="lines" format={took} {...charts.latencies} />
      </div>
      <Section title="In numbers">
        <Table
          label={`Metrics by ${granularity}`}
          keyOf={({ bucket }) => bucket}
          items={series.toReversed()}
          columns={[
            { title: "From, UTC", cell: ({ bucket }) => <code>{bucketName(bucket, granularity)}</code> },
            ...columns
          ]}
        />
      </Section>
    </>
  )
}

const none = <span className="faint">–</span>

const quantile = (of: Quantiles | undefined, which: keyof Quantiles): ReactNode =>
  of === undefined ? none : took(of[which])

const rate = (share: Bucket["delivery_success_rate"]): ReactNode => (typeof share === "number" ? percent(share) : none)

const columns: ReadonlyArray<Column<Bucket>> = [
  { title: "Runs", number: true, cell: ({ runs_submitted }) => <Count of={runs_submitted} /> },
  {
    title: "Completed",
    number: true,
    wide: true,
    cell: (each) => <Count of={each.runs_completed + each.runs_degraded} />
  },
  { title: "Failed", number: true, cell: ({ runs_failed }) => <Count of={runs_failed} /> },
  { title: "p50", number: true, wide: true, cell: ({ run_duration_ms }) => quantile(run_duration_ms, "p50") },
  { title: "p90", number: true, wide: true, cell: ({ run_duration_ms }) => quantile(run_duration_ms, "p90") },
  { title: "p99", number: true, cell: ({ run_duration_ms }) => quantile(run_duration_ms, "p99") },
  { title: "Delivered", number: true, wide: true, cell: ({ delivery_success_rate }) => rate(delivery_success_rate) },
  {
    title: "Delivery p99",
    number: true,
    wide: true,
    cell: ({ delivery_latency_ms }) => quantile(delivery_latency_ms, "p99")
  }
]

const chartsOf = (series: ReadonlyArray<Bucket>) => {
  const buckets = series.map(({ bucket }) => bucket)
  const counted = (name: string, colour: Colour, value: (each: Bucket) => number) => ({
    name,
    colour,
    values: series.map(value)
  })
  const measured = (of: "run_duration_ms" | "delivery_latency_ms") => ({
    buckets,
    series: (
      [
        ["p50", "good"],
        ["p90", "busy"],
        ["p99", "accent"]
      ] as const
    ).map(([name, colour]) => ({ name, colour, values: series.map((each) => each[of]?.[name] ?? null) }))
  })
  return {
    runs: {
      buckets,
      series: [
        counted("completed", "good", (each) => each.runs_completed),
        counted("degraded", "warn", (each) => each.runs_degraded),
        counted("failed", "bad", (each) => each.runs_failed),
        counted("cancelled", "edge", (each) => each.runs_cancelled)
      ]
    },
    durations: measured("run_duration_ms"),
    deliveries: {
      buckets,
      series: [
        counted("succeeded", "good", (each) => each.deliveries_succeeded),
        counted("failed", "bad", (each) => each.deliveries_failed)
      ]
    },
    latencies: measured("delivery_latency_ms")
  }
}
