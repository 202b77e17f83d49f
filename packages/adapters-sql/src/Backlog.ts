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

/**
 * What suspended orgs have is left out. Of runs the environments with due work are found one after the other, each by
 * one seek in `runs_turns`; `~` is greater than whatever follows an id.
 */
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
              orElse: () => sql<DueRow>`with recursive place(run) as (
                  select (select rowid from runs where live = kind.live and due_at is not null
                    order by org_id, environment_id, due_at limit 1)
                  from (select 0 as live union all select 1) as kind
                  union all
                  select (select next.rowid from runs as next where next.live = r.live and next.due_at is not null
                    and (next.org_id, next.environment_id) > (r.org_id, r.environment_id || '~')
                    order by next.org_id, next.environment_id, next.due_at limit 1)
                  from place cross join runs as r on r.rowid = place.run
                ), waiting as materialized (
                  select r.live, r.org_id, r.environment_id, r.due_at
                  from place cross join runs as r on r.rowid = place.run
                  where r.due_at <= ${at} and r.org_id not in (select id from orgs where suspended_at is not null)
                )
                select (select count(*) from (select 1 from waiting as w cross join runs as r
                    on r.live = w.live and r.org_id = w.org_id and r.environment_id = w.environment_id
                    and r.due_at <= ${at} limit ${atMost})) as runs,
                  (select min(due_at) from waiting) as oldest_run, d.count as deliveries, d.oldest as oldest_delivery
                from (select count(*) as count, min(due_at) as oldest from (select due_at from deliveries
                  where due_at <= ${at} and org_id not in (select id from orgs where suspended_at is not null)
                  order by due_at limit ${atMost})) as d`
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
