/** The rows of endpoints, events, deliveries and attempts. */
import { AnyEventType, Attempt, Delivery, Endpoint, Event, Id, Instant } from "@nexio/core"
import { Effect, Schema, Struct } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import * as OrgRows from "./OrgRows.ts"
import * as Row from "./Row.ts"

export const endpoints = Row.codec(Endpoint.Endpoint)

export const targets = Row.codec(Event.Target)

export const events: Row.RowCodec<Event.Event> = Row.codec(
  Schema.Struct({
    id: Id.EventId,
    orgId: Id.OrgId,
    environmentId: Id.EnvironmentId,
    type: AnyEventType,
    runId: Schema.optionalKey(Id.RunId),
    payload: Schema.String,
    createdAt: Instant.Instant,
    emptiedAt: Schema.optionalKey(Instant.Instant)
  })
)

export const deliveries = Row.codec(Delivery.Delivery)

export const attempts = Row.codec(Attempt.Attempt)
/** What is written of an attempt once it is over; its number is in the key. */
export const endedAttempts = Row.codec(Schema.Struct(Struct.omit(Attempt.Attempt.fields, ["number"])))

/** The active endpoints of an environment; none of them is changed until the transaction ends. */
export const findTargets = Effect.fnUntraced(function* (scope: Id.Scope) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<Row.Row>`select * from endpoints
    where org_id = ${scope.orgId} and environment_id = ${scope.environmentId} and active = ${true}
      and deleted_at is null order by id ${OrgRows.locked(sql, "for share")}`
  return rows.map(targets.decode)
})

/**
 * Endpoints of an environment, which are held already, with the last events of those that are ordered. Until the
 * transaction ends nobody else makes an event for these. What locks runs does so before.
 */
export const inOrder = Effect.fnUntraced(function* <T extends Event.Target>(
  { environmentId, orgId }: Id.Scope,
  endpoints: ReadonlyArray<T>
) {
  const ordered = endpoints.filter(({ ordered }) => ordered).map(({ id }) => id)
  if (ordered.length === 0) return endpoints
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<{ readonly id: string; readonly at: number }>`
    select endpoint_id as id, last_event_at as at from endpoint_orders
    where org_id = ${orgId} and environment_id = ${environmentId} and ${sql.in("endpoint_id", ordered)}
    order by endpoint_id ${OrgRows.locked(sql, "for no key update")}`
  const lastOf = new Map(rows.map(({ at, id }) => [id, at]))
  return endpoints.map((endpoint): T => {
    const lastEventAt = lastOf.get(endpoint.id)
    return lastEventAt === undefined ? endpoint : { ...endpoint, lastEventAt }
  })
})

/** Writes an event with a delivery for each endpoint that it goes to, and that it is the last of those that are ordered. */
export const insertFanOut = Effect.fnUntraced(function* (fanOut: Event.FanOut) {
  const sql = yield* SqlClient.SqlClient
  const { createdAt, environmentId, orgId } = fanOut.event
  yield* sql`insert into events ${sql.insert(events.encode(fanOut.event))}`
  for (const delivery of fanOut.deliveries) {
    yield* sql`insert into deliveries ${sql.insert(deliveries.encode(delivery))}`
  }
  const ordered = fanOut.deliveries.filter(({ ordered }) => ordered).map(({ endpointId }) => endpointId)
  if (ordered.length === 0) return
  yield* sql`update endpoint_orders set last_event_at = ${createdAt}
    where org_id = ${orgId} and environment_id = ${environmentId} and ${sql.in("endpoint_id", ordered)}`
})

/** Locks the pending deliveries that a statement is about to write, in the order in which batches lock theirs. */
const lockPending = Effect.fnUntraced(function* (within: Statement.Fragment) {
  const sql = yield* SqlClient.SqlClient
  yield* sql.onDialectOrElse({
    pg: () => sql`select from deliveries where ${within} and status = 'pending' order by id for no key update`,
    orElse: () => Effect.void
  })
})

/** Lets an endpoint's later events come after those that went to it so far, each of which has the instant of its delivery. */
export const beginOrder = Effect.fnUntraced(function* ({ environmentId, id, orgId }: Endpoint.Endpoint) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`insert into endpoint_orders (org_id, environment_id, endpoint_id, last_event_at)
    values (${orgId}, ${environmentId}, ${id}, coalesce((select created_at from deliveries
      where org_id = ${orgId} and environment_id = ${environmentId} and endpoint_id = ${id} and redelivery_of is null
      order by id desc limit 1), 0))
    on conflict (org_id, environment_id, endpoint_id) do update set last_event_at = excluded.last_event_at`
})

/** Has an endpoint's pending deliveries keep their order, or no longer. */
export const orderPending = Effect.fnUntraced(function* ({ environmentId, id, ordered, orgId }: Endpoint.Endpoint) {
  const sql = yield* SqlClient.SqlClient
  const within = sql`org_id = ${orgId} and environment_id = ${environmentId} and endpoint_id = ${id}`
  yield* lockPending(within)
  yield* sql`update deliveries set ordered = ${ordered} where ${within} and status = 'pending'`
})

/** Cancels the pending deliveries of what stopped, as the core's state machine has it. */
export const cancelPending = Effect.fnUntraced(function* (within: Statement.Fragment, at: Instant.Instant) {
  const sql = yield* SqlClient.SqlClient
  yield* lockPending(within)
  yield* sql`update deliveries set status = 'cancelled', ended_at = ${at}, due_at = null, lease_token = null
    where ${within} and status = 'pending'`
})
