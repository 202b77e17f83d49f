/** The rows of usage: one for each environment and hour. */
import { SnakeCase, Usage } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import type * as Row from "./Row.ts"

/** The counts' fields, in the order of their columns. */
export const fields = Object.keys(Usage.none) as ReadonlyArray<keyof Usage.Counts>
export const columns = fields.map(SnakeCase.snakeCase)

/** Adds to the row of an environment and hour, making it where there is none. */
const addition = `on conflict (org_id, environment_id, hour) do update set
    ${columns.map((column) => `${column} = usage.${column} + excluded.${column}`).join(", ")}`

const allColumns = ["org_id", "environment_id", "hour", ...columns]

/** The types of {@link values} on PostgreSQL. */
export const types: ReadonlyArray<Row.PostgresType> = [
  "uuid",
  "uuid",
  "bigint",
  ...columns.map(() => "bigint" as const)
]

/** Counts one bump on SQLite: takes its {@link values}. */
export const upsert = `insert into usage (${allColumns.join(", ")})
  values (${allColumns.map(() => "?").join(", ")}) ${addition}`

/** Counts many on PostgreSQL, in the order of the rows that `source` gives. */
export const upsertFrom = (source: string): string =>
  `insert into usage (${allColumns.join(", ")}) select * from ${source} ${addition}`

/** `org_id, environment_id, hour, …counts` of a bump. */
export const values = (bump: Usage.Bump): ReadonlyArray<string | number> => [
  bump.orgId,
  bump.environmentId,
  bump.hour,
  ...fields.map((field) => bump.adds[field] ?? 0)
]

export const add = Effect.fnUntraced(function* (bump: Usage.Bump) {
  const sql = yield* SqlClient.SqlClient
  const row = Object.fromEntries(values(bump).map((value, index) => [allColumns[index]!, value]))
  yield* sql`insert into usage ${sql.insert(row)} ${sql.literal(addition)}`
})
