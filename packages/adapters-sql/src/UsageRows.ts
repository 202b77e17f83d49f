/** The rows of usage: one for each environment and hour. */
import { SnakeCase, Usage } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** The counts' fields, in the order of their columns. */
export const fields = Object.keys(Usage.none) as ReadonlyArray<keyof Usage.Counts>
export const columns = fields.map(SnakeCase.snakeCase)

/** Adds to the row of an environment and hour, making it where there is none: `org_id, environment_id, hour, …counts`. */
export const upsert = `insert into usage (org_id, environment_id, hour, ${columns.join(", ")})
  values (${Array.from({ length: columns.length + 3 }, () => "?").join(", ")})
  on conflict (org_id, environment_id, hour) do update set
    ${columns.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}`

/** The parameters of {@link upsert}. */
export const parameters = (bump: Usage.Bump): ReadonlyArray<string | number> => [
  bump.orgId,
  bump.environmentId,
  bump.hour,
  ...fields.map((field) => bump.adds[field] ?? 0)
]

export const add = Effect.fnUntraced(function* (bump: Usage.Bump) {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(upsert, parameters(bump))
})
