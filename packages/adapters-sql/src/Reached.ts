/** Things that a read reaches: of one environment, or of all of an org's, in each of which they are looked up by key. */
import type { Id } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** The condition that a table's rows are reached. */
export const within = (sql: SqlClient.SqlClient, { environmentId, orgId }: Id.Reach) =>
  environmentId === "all"
    ? sql`org_id = ${orgId} and environment_id in (select id from environments where org_id = ${orgId})`
    : sql`org_id = ${orgId} and environment_id = ${environmentId}`

/** Where the thing of this id is; nothing where it is not reached. */
export const placeOf = Effect.fnUntraced(function* (
  table: "runs" | "endpoints" | "deliveries",
  { environmentId, orgId }: Id.Reach,
  id: string
) {
  if (environmentId !== "all") return { orgId, environmentId }
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ readonly environment_id: Id.EnvironmentId }>`select environment_id from ${sql(table)}
    where ${within(sql, { environmentId, orgId })} and id = ${id}`
  return rows[0] && { orgId, environmentId: rows[0].environment_id }
})
