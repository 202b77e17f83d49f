/** How runs ended over time, and under All what each environment adds to what the org submitted. */
import { useMemo } from "react"
import type { Schemas } from "../../api/Api.ts"
import { Chart } from "../../report/Chart.tsx"
import { count } from "../../report/Figures.tsx"
import type { Colour } from "../../report/Plot.tsx"

type Usage = Schemas["Usage"]

interface UsageChartsProps {
  readonly usage: Usage
  /** Each bucket over all environments of the report. */
  readonly buckets: ReadonlyArray<Schemas["UsageCounts"] & { readonly bucket: string }>
}

export const UsageCharts = ({ buckets, usage }: UsageChartsProps) => {
  const charts = useMemo(() => {
    const starts = buckets.map(({ bucket }) => bucket)
    return {
      environments: { buckets: starts, series: environmentsOf(usage, starts) },
      ends: {
        buckets: starts,
        series: [
          { name: "completed", colour: "good" as const, values: buckets.map((each) => each.runs_completed) },
          { name: "degraded", colour: "warn" as const, values: buckets.map((each) => each.runs_degraded) },
          { name: "failed", colour: "bad" as const, values: buckets.map((each) => each.runs_failed) },
          { name: "cancelled", colour: "edge" as const, values: buckets.map((each) => each.runs_cancelled) }
        ]
      }
    }
  }, [usage, buckets])
  return (
    <div className="charts">
      {usage.environments.length > 1 && (
        <Chart title="Runs submitted" kind="bars" format={count} {...charts.environments} />
      )}
      <Chart title="Runs that ended" kind="bars" format={count} {...charts.ends} />
    </div>
  )
}

/** None that says good or bad of an environment. */
const colours: ReadonlyArray<Colour> = ["accent", "teal", "pink", "busy", "warn", "edge"]

const environmentsOf = ({ environments, series }: Usage, starts: ReadonlyArray<string>) => {
  const submitted = new Map(series.map((each) => [`${each.environment_id} ${each.bucket}`, each.runs_submitted]))
  return environments.map(({ deleted, environment, environment_id: id }, nth) => ({
    name: deleted ? `${environment} (deleted)` : environment,
    colour: colours[nth % colours.length]!,
    values: starts.map((bucket) => submitted.get(`${id} ${bucket}`) ?? 0)
  }))
}
