import { Delivery, DeliveryStore, Endpoint, Id, Page, Run } from "@nexio/core"
import { Array as Arr, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as DeliveryRows from "./DeliveryRows.ts"
import * as OrgRows from "./OrgRows.ts"
import { placeOf, within } from "./Reached.ts"
import * as Remembered from "./Remembered.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"
import * as WebhookRows from "./WebhookRows.ts"

export const layer = Layer.effect(
  DeliveryStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    return DeliveryStore.of({
      find: (reach, id) =>
        transaction.read(
          [reach.orgId],
          Effect.gen(function* () {
            const place = yield* placeOf("deliveries", reach, id)
            return place === undefined ? yield* new Delivery.DeliveryNotFound() : yield* find(place, id)
          })
        ),

      list: (reach, endpointId, filter, { after, limit }) =>
        transaction.read(
          [reach.orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const scope = yield* placeOf("endpoints", reach, endpointId)
            if (scope === undefined) return yield* new Endpoint.EndpointNotFound()
            yield* findEndpoint(scope, endpointId, "deleted too")
            const where = [
              sql`endpoint_id = ${endpointId}`,
              // In the words of the partial indexes, of which one then serves.
              ...(filter.status === undefined ? [] : [sql.literal(`status = '${filter.status}'`)]),
              ...(filter.eventType === undefined ? [] : ofType(sql, filter.eventType)),
              // An id's instant is its row's, so the key that orders the list also bounds it.
              ...(filter.createdAfter === undefined ? [] : [sql`id >= ${Id.floorOf(filter.createdAfter)}`]),
              ...(filter.createdBefore === undefined ? [] : [sql`id < ${Id.floorOf(filter.createdBefore)}`]),
              ...(after === undefined ? [] : [sql`id < ${after}`])
            ]
            return Page.of(yield* DeliveryRows.findRecords(scope, where, limit + 1), limit)
          })
        ),

      listOfRun: (reach, runId, { after, limit }) =>
        transaction.read(
          [reach.orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const scope = yield* placeOf("runs", reach, runId)
            if (scope === undefined) return yield* new Run.RunNotFound()
            const runs = yield* sql`select 1 from runs where ${within(sql, scope)} and id = ${runId}`
            if (runs.length === 0) return yield* new Run.RunNotFound()
            const [event] = yield* sql<{ readonly id: Id.EventId }>`select id from events
              where ${within(sql, scope)} and run_id = ${runId}`
            if (event === undefined) return Page.of([], limit)
            const where = [sql`event_id = ${event.id}`, ...(after === undefined ? [] : [sql`id < ${after}`])]
            return Page.of(yield* DeliveryRows.findRecords(scope, where, limit + 1), limit)
          })
        ),

      send: (scope, endpointId, decide, remember) =>
        transaction.write(
          [scope.orgId],
          Effect.gen(function* () {
            yield* Remembered.recall(remember)
            yield* OrgRows.findOpen(scope, "for share")
            const [endpoint] = yield* WebhookRows.inOrder(scope, [yield* findEndpoint(scope, endpointId)])
            const fanOut = decide(endpoint!)
            yield* WebhookRows.insertFanOut(fanOut)
            const [delivery] = fanOut.deliveries
            const record = { ...delivery!, attempts: [] }
            yield* Remembered.remember(remember, record)
            return record
          })
        ),

      redeliver: (scope, id, decide, remember) =>
        transaction.write(
          [scope.orgId],
          Effect.gen(function* () {
            yield* Remembered.recall(remember)
            yield* OrgRows.findOpen(scope, "for share")
            const sql = yield* SqlClient.SqlClient
            const before = yield* find(scope, id)
            const endpoint = yield* Effect.mapError(findEndpoint(scope, before.endpointId), (error) =>
              error._tag === "EndpointNotFound" ? new Delivery.DeliveryNotFound() : error
            )
            const kept = yield* findKept(scope, [before])
            if (!kept.has(before.eventId)) return yield* new Delivery.DeliveryNotFound()
            const delivery = decide(before, endpoint)
            yield* sql`insert into deliveries ${sql.insert(WebhookRows.deliveries.encode(delivery))}`
            const record = { ...delivery, attempts: [] }
            yield* Remembered.remember(remember, record)
            return record
          })
        ),

      recover: (scope, endpointId, { after, eventTypes, limit, sent: before, since }, decide, remember) =>
        transaction.write(
          [scope.orgId],
          Effect.gen(function* () {
            yield* Remembered.recall(remember)
            yield* OrgRows.findOpen(scope, "for share")
            const sql = yield* SqlClient.SqlClient
            // Locked, so that two recoveries come one after the other and send nothing twice.
            const endpoint = yield* findEndpoint(scope, endpointId)
            const rows = yield* sql<Row.Row>`select * from deliveries as failed where ${sql.and([
              within(sql, scope),
              sql`endpoint_id = ${endpointId} and status = 'failed'`,
              sql`event_id >= ${`evt_${Id.floorOf(since)}`}`,
              // None is older than its event, which spares reading all that was before.
              sql`id >= ${Id.floorOf(since)}`,
              ...(after === undefined ? [] : [sql`id > ${after}`]),
              ...(eventTypes === undefined ? [] : [sql.in("event_type", eventTypes)]),
              // Asked for each by its event alone: `is true` and the subquery keep PostgreSQL, where it has no statistics
              // yet, from going through all of the endpoint's for each.
              sql`(select 1 from deliveries as later
                where later.org_id = failed.org_id and later.environment_id = failed.environment_id
                  and later.event_id = failed.event_id
                  and (later.endpoint_id = failed.endpoint_id and later.id > failed.id) is true limit 1) is null`
            ])} order by id limit ${limit}`
            const failed = rows.map(WebhookRows.deliveries.decode)
            const kept = yield* findKept(scope, failed)
            const made = failed
              .filter(({ eventId }) => kept.has(eventId))
              .map((delivery) => WebhookRows.deliveries.encode(decide(delivery, endpoint)))
            if (Arr.isReadonlyArrayNonEmpty(made)) yield* sql`insert into deliveries ${sql.insert(made)}`
            const sent = before + made.length
            if (failed.length === limit) return { sent, last: failed.at(-1)!.id }
            yield* Remembered.remember(remember, sent)
            return { sent }
          })
        )
    })
  })
)

/** Most are of runs that completed: those of other types are found by an index, in whose words they are asked for. */
const ofType = (sql: SqlClient.SqlClient, type: Delivery.Delivery["eventType"]) => [
  sql`event_type = ${type}`,
  ...(type === "run.completed" ? [] : [sql.literal("event_type <> 'run.completed'")])
]

const find = Effect.fnUntraced(function* (scope: Id.Scope, id: Id.DeliveryId) {
  const sql = yield* SqlClient.SqlClient
  const [record] = yield* DeliveryRows.findRecords(scope, [sql`id = ${id}`], 1)
  return record ?? (yield* new Delivery.DeliveryNotFound())
})

/** The events of deliveries that have their payloads still, and keep them until the transaction ends. */
const findKept = Effect.fnUntraced(function* (scope: Id.Scope, deliveries: ReadonlyArray<Delivery.Delivery>) {
  if (deliveries.length === 0) return new Set<string>()
  const sql = yield* SqlClient.SqlClient
  const ids = [...new Set(deliveries.map(({ eventId }) => eventId))]
  const rows = yield* sql<{ readonly id: string }>`select id from events
    where ${within(sql, scope)} and ${sql.in("id", ids)} and emptied_at is null
    order by id ${OrgRows.locked(sql, "for share")}`
  return new Set(rows.map(({ id }) => id))
})

/** The endpoint: held until the transaction ends where that writes, or one that is deleted too where it reads. */
const findEndpoint = Effect.fnUntraced(function* (scope: Id.Scope, id: Id.EndpointId, which?: "deleted too") {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<Row.Row>`select * from endpoints where ${within(sql, scope)} and id = ${id}
    ${which === undefined ? sql`and deleted_at is null ${OrgRows.locked(sql, "for no key update")}` : sql``}`
  return rows[0] === undefined ? yield* new Endpoint.EndpointNotFound() : WebhookRows.endpoints.decode(rows[0])
})
