/** The backlog, once deliveries are claimed lane by lane: what is queued is counted so, beside what a claim would queue. */
import { across, byKey } from "./Policies.ts"

const least = "'00000000-0000-0000-0000-000000000000'::uuid"
const inOrder = `${byKey} set enable_sort = off`

const worked = (org: string) =>
  `not exists (select from nexio.orgs where orgs.id = ${org} and orgs.suspended_at is not null)`

export const backlogOfLanes: ReadonlyArray<string> = [
  // Of runs as it was; of deliveries lane by lane what is queued, and what is to be queued by the next claim.
  "drop function backlog(bigint, integer)",
  ...across(
    "backlog(bigint, integer)",
    `create function backlog(now_at bigint, at_most integer)
     returns table (runs bigint, oldest_run bigint, deliveries bigint, oldest_delivery bigint)
     language sql stable security definer set search_path = pg_catalog, pg_temp ${inOrder}
     begin atomic
       with recursive place as (
         select false as live, ${least} as org_id, ${least} as environment_id, null::bigint as due_at
         union all
         select next.live, next.org_id, next.environment_id, next.due_at from place as p cross join lateral
           (select r.live, r.org_id, r.environment_id, r.due_at from nexio.runs as r
            where r.due_at is not null and (r.live, r.org_id, r.environment_id) > (p.live, p.org_id, p.environment_id)
            order by r.live, r.org_id, r.environment_id, r.due_at limit 1) as next
       ), waiting as materialized (
         select p.live, p.org_id, p.environment_id, p.due_at from place as p
         where p.due_at <= now_at and ${worked("p.org_id")}
       ), lane as (
         select ${least} as org_id, ${least} as environment_id, ${least} as endpoint_id, null::bigint as due_at
         union all
         select next.org_id, next.environment_id, next.endpoint_id, next.due_at from lane as l cross join lateral
           (select d.org_id, d.environment_id, d.endpoint_id, d.due_at from nexio.deliveries as d
            where d.queued and d.due_at is not null
              and (d.org_id, d.environment_id, d.endpoint_id) > (l.org_id, l.environment_id, l.endpoint_id)
            order by d.org_id, d.environment_id, d.endpoint_id, d.due_at limit 1) as next
       ), queued as materialized (
         select l.org_id, l.environment_id, l.endpoint_id, l.due_at from lane as l
         where l.due_at <= now_at and ${worked("l.org_id")}
       )
       select (select count(*) from (select from waiting as w join nexio.runs as r
           on (r.live, r.org_id, r.environment_id) = (w.live, w.org_id, w.environment_id) and r.due_at <= now_at
           limit at_most) as due),
         (select min(w.due_at) from waiting as w),
         (select count(*) from (
           (select from queued as q join nexio.deliveries as d
             on (d.org_id, d.environment_id, d.endpoint_id) = (q.org_id, q.environment_id, q.endpoint_id)
               and d.queued and d.due_at <= now_at limit at_most)
           union all
           (select from nexio.deliveries as d where not d.queued and d.due_at <= now_at and ${worked("d.org_id")}
             limit at_most)
           limit at_most) as due),
         least((select min(q.due_at) from queued as q),
           (select d.due_at from nexio.deliveries as d where not d.queued and d.due_at <= now_at
              and ${worked("d.org_id")} order by d.due_at limit 1));
     end`
  )
]
