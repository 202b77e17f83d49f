/** Usage counted anew from the histories of runs and deliveries, and what a server's counters say. */
import { Instant, SnakeCase, Usage } from "@nexio/core"
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

/** What the histories give. */
export const recounted = async (database: string): Promise<ReadonlyArray<Count>> =>
  sorted(
    await rowsOf<Count>(
      database,
      `select org_id, environment_id, hour, what, cast(sum(amount) as bigint) as amount
       from (${facts.join(" union all ")}) as facts group by 1, 2, 3, 4`
    )
  )

const names = Object.keys(Usage.none).map(SnakeCase.snakeCase)

/** What was counted. */
export const counters = async (database: string): Promise<ReadonlyArray<Count>> =>
  sorted(
    await rowsOf<Count>(
      database,
      // What is counted of an hour may stand in several rows.
      names
        .map(
          (name) => `select org_id, environment_id, hour, '${name}' as what, cast(sum(${name}) as bigint) as amount
            from usage group by org_id, environment_id, hour`
        )
        .join(" union all ")
    )
  )

const keyOf = ({ environment_id, hour, org_id, what }: Count) => [org_id, environment_id, hour, what].join(" ")

const sorted = (counts: ReadonlyArray<Count>): ReadonlyArray<Count> =>
  counts
    .filter(({ amount }) => amount !== 0)
    .map((count) => ({ ...count }))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))

/** The totals of an org, as a report has them. */
export const totalsOf = (counts: ReadonlyArray<Count>, orgId: string): Readonly<Record<string, number>> => {
  const totals = Object.fromEntries(names.map((name) => [name, 0]))
  for (const { amount, org_id, what } of counts) if (org_id === orgId) totals[what] = (totals[what] ?? 0) + amount
  return totals
}
