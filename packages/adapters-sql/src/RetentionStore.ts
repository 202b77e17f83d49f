import { type Id, RetentionStore } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { Transaction } from "./Transaction.ts"

interface DeliveryRow {
  readonly org_id: Id.OrgId
  readonly environment_id: Id.EnvironmentId
  readonly id: Id.DeliveryId
  readonly event_id: Id.EventId
}

type Asked = Parameters<RetentionStore["Service"]["empty"]>[0]

export const layer = Layer.effect(
  RetentionStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    return RetentionStore.of({
      empty: (asked) =>
        transaction.write(
          [],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            return yield* sql.onDialectOrElse({
              pg: () => emptyAcross(sql, asked),
              orElse: () => emptyInFile(sql, asked)
            })
          })
        ),
      forget: ({ at, limit }) =>
        transaction.write(
          [],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            return yield* sql.onDialectOrElse({
              pg: () => first(sql<Count>`select forget_answers(${at}, ${limit}) as count`),
              orElse: () =>
                lengthOf(sql`delete from remembered where (org_id, scope, key) in (select org_id, scope, key
                  from remembered where expires_at <= ${at} order by expires_at limit ${limit}) returning 1`)
            })
          })
        )
    })
  })
)

/** By functions that look across orgs; what another server has in hand is left to it. */
const emptyAcross = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, { at, before, limit }: Asked) {
  const runs = yield* first(sql<Count>`select empty_runs(${before}, ${at}, ${limit}) as count`)
  const rows = yield* sql<DeliveryRow>`select * from empty_deliveries(${before}, ${at}, ${limit})`
  if (rows.length > 0) {
    const [orgs, environments, events] = [
      rows.map(({ org_id }) => org_id),
      rows.map(({ environment_id }) => environment_id),
      rows.map(({ event_id }) => event_id)
    ]
    yield* sql`select empty_events(${orgs}::uuid[], ${environments}::uuid[], ${events}::text[], ${at})`
  }
  return { runs, deliveries: rows.length }
})

const emptyInFile = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, { at, before, limit }: Asked) {
  const runs = yield* lengthOf(sql`update runs set input = '{}', offerings = null, output = null, solutions = null,
      error_details = null, emptied_at = ${at}
    where rowid in (select rowid from runs where completed_at <= ${before} and emptied_at is null
      order by completed_at limit ${limit}) returning 1`)
  const rows = yield* sql<DeliveryRow>`update deliveries set emptied_at = ${at}
    where rowid in (select rowid from deliveries where ended_at <= ${before} and emptied_at is null
      order by ended_at limit ${limit}) returning org_id, environment_id, id, event_id`
  for (const { environment_id, event_id, id, org_id } of rows) {
    const scope = sql`org_id = ${org_id} and environment_id = ${environment_id}`
    yield* sql`update attempts set answer = null where ${scope} and delivery_id = ${id}`
    yield* sql`update events set payload = '', emptied_at = ${at} where ${scope} and id = ${event_id}
      and not exists (select 1 from deliveries where ${scope} and event_id = ${event_id} and emptied_at is null)`
  }
  return { runs, deliveries: rows.length }
})

interface Count {
  readonly count: number
}

const first = <E, R>(rows: Effect.Effect<ReadonlyArray<Count>, E, R>) => Effect.map(rows, (rows) => rows[0]!.count)

const lengthOf = <E, R>(rows: Effect.Effect<ReadonlyArray<unknown>, E, R>) => Effect.map(rows, (rows) => rows.length)
