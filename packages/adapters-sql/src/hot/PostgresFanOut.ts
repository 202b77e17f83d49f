/** Writing what a batch announces: its events, and a delivery for each endpoint that one goes to. */
import { type Announcement, Event, type Id, Turns } from "@nexio/core"
import * as PostgresSession from "../PostgresSession.ts"
import type * as Row from "../Row.ts"
import * as WebhookRows from "../WebhookRows.ts"

const scopeTypes = ["uuid", "uuid"] as const

const findTargets = `select org_id, ${WebhookRows.targets.columns.join(", ")} from endpoints
  where (org_id, environment_id) in (select * from ${PostgresSession.unnest(scopeTypes)})
    and active and deleted_at is null
  order by org_id, environment_id, id for share`

/** Reads the active endpoints of environments; none of them is changed until the transaction ends. */
export const targets = (scopes: ReadonlyArray<Id.Scope>): PostgresSession.Statement => {
  const distinct = new Map(scopes.map((scope) => [Turns.keyOf(scope), [scope.orgId, scope.environmentId]]))
  return [findTargets, ...PostgresSession.columnsOf([...distinct.values()], scopeTypes)]
}

const endpointTypes = [...scopeTypes, "uuid"] as const

const findOrders = `select endpoint_id, last_event_at from endpoint_orders
  where (org_id, environment_id, endpoint_id) in (select * from ${PostgresSession.unnest(endpointTypes)})
  order by org_id, environment_id, endpoint_id for no key update`

/**
 * Reads the last events of those of these endpoints that are ordered, if there are any; nobody else makes one for them
 * until the transaction ends.
 */
export const orders = (endpoints: ReadonlyArray<Row.Row>): ReadonlyArray<PostgresSession.Statement> => {
  const ordered = endpoints.filter((row) => row["ordered"])
  if (ordered.length === 0) return []
  const keys = ordered.map(({ environment_id, id, org_id }) => [org_id!, environment_id!, id!])
  return [[findOrders, ...PostgresSession.columnsOf(keys, endpointTypes)]]
}

/** Has events announced one after the other, among endpoints that were read with the last events of those in order. */
export const announcing = (endpoints: ReadonlyArray<Row.Row>, orders: ReadonlyArray<Row.Row>) => {
  const lastOf = new Map(orders.map((row) => [row["endpoint_id"], row["last_event_at"]]))
  const rowsOf = Map.groupBy(endpoints, (row) => `${row["org_id"]} ${row["environment_id"]}`)
  const targetsOf = new Map<string, ReadonlyArray<Event.Target>>()
  const read = (key: string): ReadonlyArray<Event.Target> =>
    (rowsOf.get(key) ?? []).map((row) => {
      const lastEventAt = lastOf.get(row["id"]!) as number | undefined
      const target = WebhookRows.targets.decode(row)
      return lastEventAt === undefined ? target : { ...target, lastEventAt }
    })
  return (scope: Id.Scope, announcement: Announcement.Announcement): Event.FanOut | undefined => {
    const key = Turns.keyOf(scope)
    const targets = targetsOf.get(key) ?? read(key)
    const fanOut = announcement(targets)
    targetsOf.set(key, fanOut === undefined ? targets : Event.following(targets, fanOut))
    return fanOut
  }
}

const insertion = <A>(table: string, codec: Row.RowCodec<A>, values: ReadonlyArray<A>): PostgresSession.Statement => [
  `insert into ${table} (${codec.columns.join(", ")}) select * from ${PostgresSession.unnest(codec.types)}`,
  ...PostgresSession.columnsOf(values.map(codec.values), codec.types)
]

const lastTypes = [...endpointTypes, "bigint"] as const

const setLast = `update endpoint_orders set last_event_at = given.at
  from ${PostgresSession.unnest(lastTypes)} as given (org_id, environment_id, endpoint_id, at)
  where (endpoint_orders.org_id, endpoint_orders.environment_id, endpoint_orders.endpoint_id)
    = (given.org_id, given.environment_id, given.endpoint_id)`

/** Writes which events are the last now of the endpoints that are ordered. */
const lastEvents = (made: ReadonlyArray<Event.FanOut>): ReadonlyArray<PostgresSession.Statement> => {
  const last = new Map<string, ReadonlyArray<Row.Value>>()
  for (const { deliveries, event } of made) {
    for (const { endpointId, environmentId, ordered, orgId } of deliveries) {
      if (ordered) last.set(endpointId, [orgId, environmentId, endpointId, event.createdAt])
    }
  }
  return last.size === 0 ? [] : [[setLast, ...PostgresSession.columnsOf([...last.values()], lastTypes)]]
}

/** Writes events with their deliveries, in the order of their making. */
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
        ),
        ...lastEvents(made)
      ]
