/**
 * What waits for workers, of all orgs that are not suspended: read no further than it is counted. Of runs the
 * environments with due work are found one after the other, each by one seek in `runs_turns`, so that no suspended
 * org's are walked.
 */
import { across, byKey } from "./Policies.ts"

const least = "'00000000-0000-0000-0000-000000000000'::uuid"

const worked = (org: string) =>
  `not exists (select from nexio.orgs where orgs.id = ${org} and orgs.suspended_at is not null)`

export const backlog: ReadonlyArray<string> = [
  // Claims find runs by `runs_turns`.
  "drop index runs_due",
  ...across(
    "backlog(bigint, integer)",
    `create function backlog(now_at bigint, at_most integer)
   returns table (runs bigint, oldest_run bigint, deliveries bigint, oldest_delivery bigint)
   language sql stable security definer set search_path = pg_catalog, pg_temp ${byKey}
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
     )
     select (select count(*) from (select from waiting as w join nexio.runs as r
         on (r.live, r.org_id, r.environment_id) = (w.live, w.org_id, w.environment_id) and r.due_at <= now_at
         limit at_most) as due),
       (select min(w.due_at) from waiting as w), d.count, d.oldest
     from (select count(*) as count, min(due_at) as oldest from
       (select t.due_at from nexio.deliveries as t where t.due_at <= now_at and ${worked("t.org_id")}
        order by t.due_at limit at_most) as due) as d;
   end`
  )
]
