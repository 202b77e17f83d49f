/** Usage counted anew from the histories of runs and deliveries, and what the counters say. */
import { Instant, SnakeCase, Usage } from "@nexio/core"
import * as Tables from "./Tables.ts"

/** `org environment hour count`, for each count that is not zero, with how much it is. */
export type Counted = Readonly<Record<string, number>>

const hourOf = (column: string) => `${column} - ${column} % ${Instant.hour} as hour`

const facts = [
  `select org_id, environment_id, ${hourOf("created_at")}, 'runs_submitted' as what, 1 as amount from runs`,
  `select org_id, environment_id, ${hourOf("completed_at")}, 'runs_' || status, 1 from runs where completed_at is not null`,
  `select org_id, environment_id, ${hourOf("completed_at")}, 'run_duration_ms', max(0, completed_at - started_at) from runs
     where completed_at is not null and started_at is not null`,
  `select org_id, environment_id, ${hourOf("ended_at")}, 'deliveries_' || status, 1 from deliveries
     where ended_at is not null and status <> 'cancelled'`
]

/** What the histories give. */
export const recounted = (path: string): Counted =>
  counted(
    Tables.read(
      path,
      `select org_id, environment_id, hour, what, sum(amount) as amount from (${facts.join(" union all ")}) group by 1, 2, 3, 4`
    )
  )

const names = Object.keys(Usage.none).map(SnakeCase.snakeCase)

/** What was counted. */
export const counters = (path: string): Counted =>
  counted(
    Tables.read(
      path,
      names
        .map((name) => `select org_id, environment_id, hour, '${name}' as what, ${name} as amount from usage`)
        .join(" union all ")
    )
  )

const counted = (rows: ReturnType<typeof Tables.read>): Counted =>
  Object.fromEntries(
    rows
      .filter(({ amount }) => amount !== 0)
      .map((row) => [`${row["org_id"]} ${row["environment_id"]} ${row["hour"]} ${row["what"]}`, Number(row["amount"])])
      .toSorted()
  )

/** The sum of what concerns an org, of one environment or of all. */
export const totals = (counted: Counted, orgId: string, environmentId: string = ""): Usage.Counts =>
  Object.entries(counted)
    .filter(([key]) => key.startsWith(`${orgId} ${environmentId}`))
    .reduce((sum, [key, amount]) => {
      const field = Object.keys(Usage.none)[names.indexOf(key.split(" ")[3] ?? "")]
      return Usage.plus(sum, { [field ?? ""]: amount })
    }, Usage.none)
