/** The history of deliveries, as it is read. */
import { Attempt, type DeliveryRecord, type Id } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import { within } from "./Reached.ts"
import * as Row from "./Row.ts"
import * as WebhookRows from "./WebhookRows.ts"

const attempts = Row.codec(Attempt.BegunAttempt)

/** Deliveries of an environment, newest first, each with its attempts. */
export const findRecords = Effect.fnUntraced(function* (
  scope: Id.Scope,
  where: ReadonlyArray<Statement.Fragment>,
  limit: number
) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<Row.Row>`select * from deliveries where ${within(sql, scope)}
    and ${sql.and(where)} order by id desc limit ${limit}`
  if (rows.length === 0) return []
  const deliveries = rows.map((row) => {
    const { dueAt, ...delivery } = WebhookRows.deliveries.decode(row)
    return row["lease_token"] === null && dueAt !== undefined ? { ...delivery, dueAt } : delivery
  })
  const begun = yield* sql<Row.Row>`select * from attempts
    where ${within(sql, scope)} and ${sql.in(
      "delivery_id",
      deliveries.map(({ id }) => id)
    )} order by number`
  const attemptsOf = Map.groupBy(begun, (row) => row["delivery_id"])
  return deliveries.map(
    (delivery): DeliveryRecord => ({
      ...delivery,
      attempts: (attemptsOf.get(delivery.id) ?? []).map(attempts.decode)
    })
  )
})
