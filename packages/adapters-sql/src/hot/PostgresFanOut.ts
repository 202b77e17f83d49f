/** Writing what the ends of runs announce: their events, and a delivery for each endpoint that one goes to. */
import type { Event, Id } from "@nexio/core"
import * as PostgresSession from "../PostgresSession.ts"
import type * as Row from "../Row.ts"
import * as WebhookRows from "../WebhookRows.ts"

const keyOf = ({ environmentId, orgId }: Id.Scope): string => `${orgId} ${environmentId}`

const scopeTypes = ["uuid", "uuid"] as const

const findTargets = `select org_id, ${WebhookRows.targets.columns.join(", ")} from endpoints
  where (org_id, environment_id) in (select * from ${PostgresSession.unnest(scopeTypes)})
    and active and deleted_at is null
  order by org_id, environment_id, id for share`

/** Reads the active endpoints of environments; none of them is changed until the transaction ends. */
export const targets = (scopes: ReadonlyArray<Id.Scope>): PostgresSession.Statement => {
  const distinct = new Map(scopes.map((scope) => [keyOf(scope), [scope.orgId, scope.environmentId]]))
  return [findTargets, ...PostgresSession.columnsOf([...distinct.values()], scopeTypes)]
}

/** The endpoints that were read, by their environment. */
export const byEnvironment = (rows: ReadonlyArray<Row.Row>) => {
  const found = Map.groupBy(rows, (row) => `${row["org_id"]} ${row["environment_id"]}`)
  return (scope: Id.Scope): ReadonlyArray<Event.Target> =>
    (found.get(keyOf(scope)) ?? []).map(WebhookRows.targets.decode)
}

const insertion = <A>(table: string, codec: Row.RowCodec<A>, values: ReadonlyArray<A>): PostgresSession.Statement => [
  `insert into ${table} (${codec.columns.join(", ")}) select * from ${PostgresSession.unnest(codec.types)}`,
  ...PostgresSession.columnsOf(values.map(codec.values), codec.types)
]

/** Writes events with their deliveries. */
export const insertions = (made: ReadonlyArray<Event.FanOut>): ReadonlyArray<PostgresSession.Statement> =>
  made.length === 0
    ? []
    : [
        insertion(
          "events",
          WebhookRows.events,
          made.map(({ event }) => event)
        ),
        insertion(
          "deliveries",
          WebhookRows.deliveries,
          made.flatMap(({ deliveries }) => deliveries)
        )
      ]
