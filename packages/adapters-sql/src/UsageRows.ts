/** The rows of usage: one for each environment and hour. */
import { type Id, type Instant, SnakeCase, Usage } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import type * as Row from "./Row.ts"

/** The counts' fields, in the order of their columns. */
export const fields = Object.keys(Usage.none) as ReadonlyArray<keyof Usage.Counts>
export const columns = fields.map(SnakeCase.snakeCase)

/** What counts on PostgreSQL, each kind in a lane of its own: batches of two kinds never write the same row. */
export const lanes = { changes: 0, submissions: 1, ends: 2, deliveries: 3 } as const

/** Adds to the row of a key, making it where there is none. */
const addition = (key: string): string => `on conflict (${key}) do update set
    ${columns.map((column) => `${column} = usage.${column} + excluded.${column}`).join(", ")}`

const scope = "org_id, environment_id, hour"
const allColumns = [scope, ...columns].join(", ")

/** The types of {@link values} on PostgreSQL. */
export const types: ReadonlyArray<Row.PostgresType> = [
  "uuid",
  "uuid",
  "bigint",
  ...columns.map(() => "bigint" as const)
]

/** Counts on SQLite: takes a bump's {@link keyOf} and {@link countsOf}. */
export const upsert = `insert into usage (${allColumns})
  values (${types.map(() => "?").join(", ")}) ${addition(scope)}`

/** Counts many on PostgreSQL, in the order of the rows that `source` gives. */
export const upsertFrom = (source: string, lane: keyof typeof lanes): string =>
  `insert into usage (${allColumns}, lane) select counted.*, ${lanes[lane]} from ${source} as counted
   ${addition(`${scope}, lane`)}`

/** `org_id, environment_id, hour` of a bump. */
export const keyOf = (bump: Usage.Bump) => [bump.orgId, bump.environmentId, bump.hour] as const

/** What a bump adds, in the order of the counts' columns. */
export const countsOf = ({ adds }: Usage.Bump): ReadonlyArray<number> => fields.map((field) => adds[field] ?? 0)

/** `org_id, environment_id, hour, …counts` of a bump. */
export const values = (bump: Usage.Bump): ReadonlyArray<string | number> => [...keyOf(bump), ...countsOf(bump)]

/** Rows that are counted by the hour: an org's, or one environment's, from `from` (inclusive) to `to` (exclusive). */
export const within = (
  sql: SqlClient.SqlClient,
  orgId: Id.OrgId,
  which: Id.EnvironmentId | "all",
  { from, to }: { readonly from: Instant.Instant; readonly to: Instant.Instant }
) =>
  sql.and([
    sql`org_id = ${orgId}`,
    ...(which === "all" ? [] : [sql`environment_id = ${which}`]),
    sql`hour >= ${from}`,
    sql`hour < ${to}`
  ])

/** Counts one bump of a change, within its transaction. */
export const add = Effect.fnUntraced(function* (bump: Usage.Bump) {
  const sql = yield* SqlClient.SqlClient
  const counts = values(bump)
  yield* sql.onDialectOrElse({
    pg: () =>
      sql.unsafe(
        upsertFrom(`(values (${types.map((type, index) => `$${index + 1}::${type}`).join(", ")}))`, "changes"),
        counts
      ),
    orElse: () => sql.unsafe(upsert, counts)
  })
})
