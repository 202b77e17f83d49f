/** The rows of orgs and environments, which several stores read and lock. */
import { Environment, type Id, Org, Standing, type Tenancy } from "@nexio/core"
import { Effect, Schema, Struct } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import * as Row from "./Row.ts"

export const orgs = Row.codec(Org.Org)
export const environments = Row.codec(Environment.Environment)

/** What a submission is decided on of an environment. */
export const admitting = Row.codec(
  Schema.Struct(Struct.pick(Environment.Environment.fields, ["deletedAt", "pinnedEngineVersion"]))
)

/** How a read row is held until the transaction ends: for a change of its own, or against changes by others. */
export type Lock = "for no key update" | "for share" | "for update"

/** A lock where writers run side by side; nothing where they are serialised already. */
export const locked = (sql: SqlClient.SqlClient, lock: Lock | undefined) =>
  sql.onDialectOrElse({ pg: () => sql.literal(lock ?? ""), orElse: () => sql.literal("") })

/** Locks the rows that a statement is about to write, in the order in which batches lock theirs. */
export const lockedInOrder = Effect.fnUntraced(function* (table: "api_keys" | "endpoints", which: Statement.Fragment) {
  const sql = yield* SqlClient.SqlClient
  yield* sql.onDialectOrElse({
    pg: () => sql`select from ${sql(table)} where ${which} order by id for no key update`,
    orElse: () => Effect.void
  })
})

/** The org; read with a lock, it comes before all else that the transaction locks. */
export const findOrg = Effect.fnUntraced(function* (orgId: Id.OrgId, lock?: Lock) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<Row.Row>`select * from orgs where id = ${orgId} ${locked(sql, lock)}`
  if (rows[0] === undefined) return yield* new Org.OrgNotFound({ orgId })
  return orgs.decode(rows[0])
})

/** The org with its active environments, live first. Locked, nobody changes them until the transaction ends. */
export const findTenancy = Effect.fnUntraced(function* (orgId: Id.OrgId, lock?: Lock) {
  const sql = yield* SqlClient.SqlClient
  const org = yield* findOrg(orgId, lock)
  const rows = yield* sql<Row.Row>`select * from environments where org_id = ${orgId} and deleted_at is null
    order by (kind <> 'live'), id`
  return { org, environments: rows.map(environments.decode) } satisfies Tenancy.Tenancy
})

/** Writes what can change of an environment. */
export const updateEnvironment = Effect.fnUntraced(function* (environment: Environment.Environment) {
  const sql = yield* SqlClient.SqlClient
  const { deleted_at, description, pinned_engine_version } = environments.encode(environment)
  yield* sql`update environments set ${sql.update({ deleted_at, description, pinned_engine_version })}
    where org_id = ${environment.orgId} and id = ${environment.id}`
})

/** The org of an environment that takes what is written in it, until the transaction ends. */
export const findOpen = Effect.fnUntraced(function* (scope: Id.Scope, lock: Lock) {
  const found = yield* findActive(scope.orgId, lock, ({ id }) => id === scope.environmentId)
  yield* Effect.fromResult(
    Standing.check({ suspended: found?.org.suspendedAt !== undefined, environment: found?.environment })
  )
  return found!.org
})

/** The first active environment that is the one looked for, with its org; nobody changes either until the end. */
export const findActive = Effect.fnUntraced(
  function* (orgId: Id.OrgId, lock: Lock, is: (environment: Environment.Environment) => boolean) {
    const { environments, org } = yield* findTenancy(orgId, lock)
    const environment = environments.find(is)
    return environment && { environment, org }
  },
  Effect.catchTag("OrgNotFound", () => Effect.undefined)
)
