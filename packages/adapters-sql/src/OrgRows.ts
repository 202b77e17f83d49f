/** The rows of orgs and environments, which several stores read. */
import { Environment, type Id, Org, type Tenancy } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import * as Row from "./Row.ts"

export const orgs = Row.codec(Org.Org)
export const environments = Row.codec(Environment.Environment)

export const findOrg = Effect.fnUntraced(function* (orgId: Id.OrgId) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<Row.Row>`select * from orgs where id = ${orgId}`
  if (rows[0] === undefined) return yield* new Org.OrgNotFound({ orgId })
  return orgs.decode(rows[0])
})

/** The org with its active environments, live first. Locks nothing where writers are serialised already. */
export const findTenancy = Effect.fnUntraced(function* (orgId: Id.OrgId) {
  const sql = yield* SqlClient.SqlClient
  const org = yield* findOrg(orgId)
  const rows = yield* sql<Row.Row>`select * from environments where org_id = ${orgId} and deleted_at is null
    order by (kind <> 'live'), id`
  return { org, environments: rows.map(environments.decode) } satisfies Tenancy.Tenancy
})

/** The active environment of this id, unless its org is suspended. */
export const findOpen = Effect.fnUntraced(function* (scope: Id.Scope) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ readonly endpoint_limit: number }>`select o.endpoint_limit from environments e
    join orgs o on o.id = e.org_id
    where e.org_id = ${scope.orgId} and e.id = ${scope.environmentId}
      and e.deleted_at is null and o.suspended_at is null`
  return rows[0]
})
