/** What waits for workers, of all orgs: read no further than it is counted. */
import { across } from "./Policies.ts"

const due = (table: string): string =>
  `(select count(*) as count, min(due_at) as oldest from
     (select due_at from nexio.${table} where due_at <= now_at order by due_at limit at_most) as due)`

export const backlog: ReadonlyArray<string> = across(
  "backlog(bigint, integer)",
  `create function backlog(now_at bigint, at_most integer)
   returns table (runs bigint, oldest_run bigint, deliveries bigint, oldest_delivery bigint)
   language sql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
   begin atomic
     select r.count, r.oldest, d.count, d.oldest from ${due("runs")} as r, ${due("deliveries")} as d;
   end`
)
