import { Backlog } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { Transaction } from "./Transaction.ts"

interface DueRow {
  readonly runs: number
  readonly oldest_run: number | null
  readonly deliveries: number
  readonly oldest_delivery: number | null
}

/** Reads no more of each queue's index than it counts. */
export const layer = Layer.effect(
  Backlog,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    return Backlog.of({
      read: ({ at, atMost }) =>
        transaction.read(
          [],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const [row] = yield* sql.onDialectOrElse({
              pg: () => sql<DueRow>`select * from backlog(${at}, ${atMost})`,
              orElse: () => sql<DueRow>`select r.count as runs, r.oldest as oldest_run, d.count as deliveries,
                  d.oldest as oldest_delivery
                from (select count(*) as count, min(due_at) as oldest from
                  (select due_at from runs where due_at <= ${at} order by due_at limit ${atMost})) as r,
                (select count(*) as count, min(due_at) as oldest from
                  (select due_at from deliveries where due_at <= ${at} order by due_at limit ${atMost})) as d`
            })
            const { deliveries, oldest_delivery, oldest_run, runs } = row!
            return {
              runs: { count: runs, oldest: oldest_run ?? undefined },
              deliveries: { count: deliveries, oldest: oldest_delivery ?? undefined }
            }
          })
        )
    })
  })
)
