/** The rows of endpoints, events, deliveries and attempts. */
import { Attempt, Delivery, Endpoint, type Event, EventType, Id, Instant } from "@nexio/core"
import { Effect, Schema, Struct } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import * as Row from "./Row.ts"

export const endpoints = Row.codec(Endpoint.Endpoint)

/** What fanning out needs of an endpoint. */
export const targets = Row.codec(
  Schema.Struct(Struct.pick(Endpoint.Endpoint.fields, ["id", "environmentId", "url", "events", "active", "deletedAt"]))
)

export const events: Row.RowCodec<Event.Event> = Row.codec(
  Schema.Struct({
    id: Id.EventId,
    orgId: Id.OrgId,
    environmentId: Id.EnvironmentId,
    type: EventType,
    payload: Schema.String,
    createdAt: Instant.Instant
  })
)

export const deliveries = Row.codec(Delivery.Delivery)

export const attempts = Row.codec(Attempt.Attempt)

/** Writes what a run's end announces: its event, and a delivery for each endpoint that it goes to. Gives how many. */
export const fanOut = Effect.fnUntraced(function* (scope: Id.Scope, announcement: Event.Announcement) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<Row.Row>`select * from endpoints
    where org_id = ${scope.orgId} and environment_id = ${scope.environmentId} and active = 1 and deleted_at is null`
  const made = announcement(rows.map(targets.decode))
  if (made === undefined) return 0
  yield* sql`insert into events ${sql.insert(events.encode(made.event))}`
  for (const delivery of made.deliveries) yield* sql`insert into deliveries ${sql.insert(deliveries.encode(delivery))}`
  return made.deliveries.length
})

/** Cancels the pending deliveries of what stopped, as the core's state machine has it. */
export const cancelPending = Effect.fnUntraced(function* (within: Statement.Fragment, at: Instant.Instant) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`update deliveries set status = 'cancelled', ended_at = ${at}, due_at = null, lease_token = null
    where ${within} and status = 'pending'`
})
