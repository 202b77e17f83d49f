/** Usage and metrics counted anew from the histories of runs and deliveries, and what a server's counters say. */
import { Histogram, Instant, SnakeCase, Usage } from "@nexio/core"
import { rowsOf } from "./Rows.ts"

interface Count {
  readonly org_id: string
  readonly environment_id: string
  readonly hour: number
  readonly what: string
  readonly amount: number
}

const hourOf = (column: string) => `${column} - ${column} % ${Instant.hour} as hour`

const facts = [
  `select org_id, environment_id, ${hourOf("created_at")}, 'runs_submitted' as what, 1 as amount from runs`,
  `select org_id, environment_id, ${hourOf("completed_at")}, 'runs_' || status, 1 from runs where completed_at is not null`,
  `select org_id, environment_id, ${hourOf("completed_at")}, 'run_duration_ms',
     case when completed_at > started_at then completed_at - started_at else 0 end from runs
     where completed_at is not null and started_at is not null`,
  `select org_id, environment_id, ${hourOf("ended_at")}, 'deliveries_' || status, 1 from deliveries
     where ended_at is not null and status <> 'cancelled'`
]

const took = (from: string, to: string) => `case when ${to} > ${from} then ${to} - ${from} else 0 end as ms`

const measured = [
  `select org_id, environment_id, ${hourOf("completed_at")}, 'run_duration' as measure, ${took("started_at", "completed_at")}
     from runs where completed_at is not null and started_at is not null`,
  `select org_id, environment_id, ${hourOf("ended_at")}, 'delivery_latency', ${took("created_at", "ended_at")}
     from deliveries where status = 'succeeded'`
]

interface Value extends Omit<Count, "what"> {
  readonly measure: string
  readonly ms: number
}

/** What the histories give of metrics: how many values there are in each bin. */
const remeasured = async (database: string): Promise<ReadonlyArray<Count>> => {
  const values = await rowsOf<Value>(
    database,
    `select org_id, environment_id, hour, measure, ms, count(*) as amount
     from (${measured.join(" union all ")}) as measured group by 1, 2, 3, 4, 5`
  )
  const counts = values.map(({ measure, ms, ...count }) => ({
    ...count,
    what: `${measure} ${Histogram.binOf(Number(ms))}`
  }))
  return [...Map.groupBy(counts, keyOf).values()].map((same) => ({
    ...same[0]!,
    amount: same.reduce((sum, { amount }) => sum + Number(amount), 0)
  }))
}

/** What the histories give. */
export const recounted = async (database: string): Promise<ReadonlyArray<Count>> =>
  sorted([
    ...(await rowsOf<Count>(
      database,
      `select org_id, environment_id, hour, what, cast(sum(amount) as bigint) as amount
       from (${facts.join(" union all ")}) as facts group by 1, 2, 3, 4`
    )),
    ...(await remeasured(database))
  ])

const names = Object.keys(Usage.none).map(SnakeCase.snakeCase)

/** What was counted. */
export const counters = async (database: string): Promise<ReadonlyArray<Count>> =>
  sorted([
    ...(await rowsOf<Count>(
      database,
      // What is counted of an hour may stand in several rows.
      names
        .map(
          (name) => `select org_id, environment_id, hour, '${name}' as what, cast(sum(${name}) as bigint) as amount
            from usage group by org_id, environment_id, hour`
        )
        .join(" union all ")
    )),
    ...(await rowsOf<Count>(
      database,
      `select org_id, environment_id, hour, measure || ' ' || bin as what, count as amount from histograms`
    ))
  ])

const keyOf = ({ environment_id, hour, org_id, what }: Count) => [org_id, environment_id, hour, what].join(" ")

const sorted = (counts: ReadonlyArray<Count>): ReadonlyArray<Count> =>
  counts
    .filter(({ amount }) => amount !== 0)
    .map((count) => ({ ...count }))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))

/** The totals of an org, as a report has them. */
export const totalsOf = (counts: ReadonlyArray<Count>, orgId: string): Readonly<Record<string, number>> => {
  const totals = Object.fromEntries(names.map((name) => [name, 0]))
  for (const { amount, org_id, what } of counts) {
    const total = totals[what]
    if (org_id === orgId && total !== undefined) totals[what] = total + amount
  }
  return totals
}
