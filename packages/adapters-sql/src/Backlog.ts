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
 * one seek in `runs_turns`, and of deliveries the lanes in `deliveries_lanes`, beside which there is what the next claim
 * is to queue; `~` is greater than whatever follows an id.
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
                ), lane(delivery) as (
                  select (select rowid from deliveries where queued = 1 and due_at is not null
                    order by org_id, environment_id, endpoint_id, due_at limit 1)
                  union all
                  select (select next.rowid from deliveries as next where next.queued = 1 and next.due_at is not null
                    and (next.org_id, next.environment_id, next.endpoint_id)
                      > (d.org_id, d.environment_id, d.endpoint_id || '~')
                    order by next.org_id, next.environment_id, next.endpoint_id, next.due_at limit 1)
                  from lane cross join deliveries as d on d.rowid = lane.delivery
                ), queued as materialized (
                  select d.org_id, d.environment_id, d.endpoint_id, d.due_at
                  from lane cross join deliveries as d on d.rowid = lane.delivery
                  where d.due_at <= ${at} and d.org_id not in (select id from orgs where suspended_at is not null)
                )
                select (select count(*) from (select 1 from waiting as w cross join runs as r
                    on r.live = w.live and r.org_id = w.org_id and r.environment_id = w.environment_id
                    and r.due_at <= ${at} limit ${atMost})) as runs,
                  (select min(due_at) from waiting) as oldest_run,
                  (select count(*) from (
                    select * from (select 1 from queued as q cross join deliveries as d
                      on d.org_id = q.org_id and d.environment_id = q.environment_id and d.endpoint_id = q.endpoint_id
                      and d.queued = 1 and d.due_at <= ${at} limit ${atMost})
                    union all
                    select * from (select 1 from deliveries where queued = 0 and due_at <= ${at}
                      and org_id not in (select id from orgs where suspended_at is not null) limit ${atMost})
                    limit ${atMost})) as deliveries,
                  (select min(due_at) from (select min(due_at) as due_at from queued union all
                    select * from (select due_at from deliveries where queued = 0 and due_at <= ${at}
                      and org_id not in (select id from orgs where suspended_at is not null)
                      order by due_at limit 1))) as oldest_delivery`
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
