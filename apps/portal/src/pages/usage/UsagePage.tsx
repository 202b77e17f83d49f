/** What was counted, by environment: exact, and what is billed by. */
import { useQuery } from "@tanstack/react-query"
import { useSearch } from "@tanstack/react-router"
import { useMemo } from "react"
import { answerOf, api, type Schemas } from "../../api/Api.ts"
import { useEnvironment } from "../../environment/Choice.ts"
import { EnvironmentTag } from "../../parts/Badge.tsx"
import { Failure } from "../../parts/Failure.tsx"
import { Page, Section } from "../../parts/Page.tsx"
import { SkeletonBlock } from "../../parts/Skeleton.tsx"
import { type Column, Table } from "../../parts/Table.tsx"
import { took } from "../../parts/Time.tsx"
import { bucketName, Count, count, Figures } from "../../report/Figures.tsx"
import { type RangeName, rangeNamed, useRange } from "../../report/Range.ts"
import { ReportBar } from "../../report/ReportBar.tsx"
import { UsageCharts } from "./UsageCharts.tsx"

type Counts = Schemas["UsageCounts"]
type Usage = Schemas["Usage"]

const offered: ReadonlyArray<RangeName> = ["month", "last-month", "24h", "7d", "30d", "90d", "year"]

export const UsagePage = () => {
  const environment = useEnvironment()
  const chosen = rangeNamed(useSearch({ from: "/frame/usage" }).range, offered, "month")
  const range = useRange(chosen)
  const usage = useQuery({
    queryKey: ["usage", environment, range],
    queryFn: () => answerOf(api.GET("/api/usage", { params: { query: { environment, ...range } } }))
  })
  return (
    <Page title="Usage" about="What ran and what was delivered, counted exactly as it happened.">
      <ReportBar of="usage" environment={environment} chosen={chosen} offered={offered} range={range} />
      {usage.data !== undefined ? (
        <Report usage={usage.data} />
      ) : usage.isPending ? (
        <SkeletonBlock />
      ) : (
        <Failure error={usage.error} again={() => void usage.refetch()} />
      )}
    </Page>
  )
}

const Report = ({ usage }: { readonly usage: Usage }) => {
  const { totals } = usage
  const buckets = useMemo(() => bucketsOf(usage), [usage])
  return (
    <>
      <Figures
        of={[
          ["Runs submitted", count(totals.runs_submitted)],
          ["Completed", count(totals.runs_completed + totals.runs_degraded)],
          ["Failed", count(totals.runs_failed)],
          ["Time of runs", took(totals.run_duration_ms)],
          ["Delivered", count(totals.deliveries_succeeded)],
          ["Failed deliveries", count(totals.deliveries_failed)]
        ]}
      />
      <UsageCharts usage={usage} buckets={buckets} />
      <Section title="By environment">
        <Table
          label="Usage by environment"
          keyOf={({ environment_id }) => environment_id}
          items={usage.environments}
          columns={[
            {
              title: "Environment",
              cell: ({ deleted, environment }) => (
                <>
                  <EnvironmentTag slug={environment} /> {deleted && <span className="faint">deleted</span>}
                </>
              )
            },
            ...columnsOf<Usage["environments"][number]>(({ totals }) => totals)
          ]}
        />
      </Section>
      <Section title={`By ${usage.granularity}`}>
        <Table
          label={`Usage by ${usage.granularity}`}
          keyOf={({ bucket }) => bucket}
          items={buckets.filter(({ bucket }) => Date.parse(bucket) <= Date.now()).toReversed()}
          columns={[
            { title: "From, UTC", cell: ({ bucket }) => <code>{bucketName(bucket, usage.granularity)}</code> },
            ...columnsOf<Bucket>((bucket) => bucket)
          ]}
        />
      </Section>
    </>
  )
}

const columnsOf = <Item,>(countsOf: (item: Item) => Counts): ReadonlyArray<Column<Item>> => [
  { title: "Submitted", number: true, cell: (item) => <Count of={countsOf(item).runs_submitted} /> },
  {
    title: "Completed",
    number: true,
    wide: true,
    cell: (item) => <Count of={countsOf(item).runs_completed + countsOf(item).runs_degraded} />
  },
  { title: "Failed", number: true, cell: (item) => <Count of={countsOf(item).runs_failed} /> },
  { title: "Cancelled", number: true, wide: true, cell: (item) => <Count of={countsOf(item).runs_cancelled} /> },
  { title: "Time of runs", number: true, wide: true, cell: (item) => took(countsOf(item).run_duration_ms) },
  { title: "Delivered", number: true, cell: (item) => <Count of={countsOf(item).deliveries_succeeded} /> },
  {
    title: "Failed deliveries",
    number: true,
    wide: true,
    cell: (item) => <Count of={countsOf(item).deliveries_failed} />
  }
]

type Bucket = Counts & { readonly bucket: string }

/** Each bucket over all environments of the report. */
const bucketsOf = ({ series }: Usage): ReadonlyArray<Bucket> =>
  [...Map.groupBy(series, ({ bucket }) => bucket)].map(([bucket, parts]) => {
    const sum = (name: keyof Counts) => parts.reduce((total, part) => total + part[name], 0)
    return {
      bucket,
      runs_submitted: sum("runs_submitted"),
      runs_completed: sum("runs_completed"),
      runs_degraded: sum("runs_degraded"),
      runs_failed: sum("runs_failed"),
      runs_cancelled: sum("runs_cancelled"),
      run_duration_ms: sum("run_duration_ms"),
      deliveries_succeeded: sum("deliveries_succeeded"),
      deliveries_failed: sum("deliveries_failed")
    }
  })
