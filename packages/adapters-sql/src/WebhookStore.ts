import { Endpoint, type Id, Page, WebhookStore } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as AuditRows from "./AuditRows.ts"
import { DeliveryQueue } from "./hot/DeliveryQueue.ts"
import * as OrgRows from "./OrgRows.ts"
import * as Reached from "./Reached.ts"
import * as Remembered from "./Remembered.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"
import * as WebhookRows from "./WebhookRows.ts"

export const layer = Layer.effect(
  WebhookStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    const append = yield* AuditRows.appending
    const queue = yield* DeliveryQueue

    const change: WebhookStore["Service"]["change"] = (scope, decide, remember) =>
      transaction.write(
        [scope.orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const sql = yield* SqlClient.SqlClient
          const { endpointLimit: limit } = yield* OrgRows.findOpen(scope, "for no key update")
          // Each row is written as a whole, and attempts write in it too.
          const rows = yield* sql<Row.Row>`select * from endpoints where ${within(sql, scope)} order by id
            ${OrgRows.locked(sql, "for no key update")}`
          const endpoints = rows.map(WebhookRows.endpoints.decode)
          const { announcement, endpoint, entry, stops } = yield* Effect.fromResult(decide({ limit, endpoints }))
          const { environment_id, id, org_id, ...columns } = WebhookRows.endpoints.encode(endpoint)
          const before = endpoints.find((other) => other.id === endpoint.id)
          yield* before !== undefined
            ? sql`update endpoints set ${sql.update(columns)}
              where org_id = ${org_id} and environment_id = ${environment_id} and id = ${id}`
            : sql`insert into endpoints ${sql.insert({ environment_id, id, org_id, ...columns })}`
          if (endpoint.ordered !== (before?.ordered ?? false)) {
            if (endpoint.ordered) yield* WebhookRows.beginOrder(endpoint)
            if (before !== undefined) yield* WebhookRows.orderPending(endpoint)
          }
          if (stops === true) {
            yield* WebhookRows.cancelPending(
              sql`org_id = ${org_id} and environment_id = ${environment_id} and endpoint_id = ${id}`,
              endpoint.updatedAt
            )
          }
          if (announcement !== undefined) {
            const targets = yield* WebhookRows.findTargets(scope)
            const fanOut = announcement(yield* WebhookRows.inOrder(scope, targets))
            if (fanOut !== undefined) yield* WebhookRows.insertFanOut(fanOut)
          }
          yield* append(scope.orgId, entry)
          yield* Remembered.remember(remember, endpoint)
          return endpoint
        })
      )

    return WebhookStore.of({
      change,
      find: (reach, id) =>
        transaction.read(
          [reach.orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from endpoints where ${within(sql, reach)} and id = ${id}`
            return rows[0] === undefined
              ? yield* new Endpoint.EndpointNotFound()
              : WebhookRows.endpoints.decode(rows[0])
          })
        ),
      list: (reach, { after, limit }) =>
        transaction.read(
          [reach.orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from endpoints where ${within(sql, reach)}
            and ${after === undefined ? sql`1 = 1` : sql`id < ${after}`} order by id desc limit ${limit + 1}`
            return Page.of(rows.map(WebhookRows.endpoints.decode), limit)
          })
        ),
      claimDue: queue.claimDue,
      renew: queue.renew,
      record: queue.record
    })
  })
)

/** The endpoints that are reached and not deleted. */
const within = (sql: SqlClient.SqlClient, reach: Id.Reach) => sql`${Reached.within(sql, reach)} and deleted_at is null`
