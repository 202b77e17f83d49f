/**
 * Deliveries are claimed lane by lane. What is due at once is queued, and found by one seek for each lane; what waits
 * for a retry, or for its lease to run out, is not, and is queued once its time has come.
 */
import { backlogOfLanes } from "./0015_backlog_of_lanes.ts"
import { across, byKey, policed } from "./Policies.ts"

const least = "'00000000-0000-0000-0000-000000000000'::uuid"
const greatest = "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"

/** The indexes give what is looked for in its order, whatever the planner thinks of sorting. */
const inOrder = `${byKey} set enable_sort = off`

/** How many attempts may begin within a second of `now_at`; null where there is no rate. See `Pace` of the core. */
const fits = (rate: string, nextAt: string) =>
  `case when ${rate} is not null
     then greatest(0, ((now_at + 1000) * 1000 - ${first(nextAt)} + ${step(rate)} - 1) / ${step(rate)}) end`
const first = (nextAt: string) => `greatest(now_at * 1000, coalesce(${nextAt}, 0))`
const step = (rate: string) => `((1000000 + ${rate} - 1) / ${rate})`

/** Nothing of an ordered lane is held. */
const unheld = (lane: string) =>
  `not exists (select from nexio.deliveries as held
     where (held.org_id, held.environment_id, held.endpoint_id)
         = (${lane}.org_id, ${lane}.environment_id, ${lane}.endpoint_id)
       and held.ordered and not held.queued and held.lease_token is not null)`

export const lanes: ReadonlyArray<string> = [
  // What there is waits, and is queued by the first claims.
  "alter table deliveries add column queued boolean not null default false",
  "alter table deliveries alter column queued set default true",
  `create index deliveries_lanes on deliveries (org_id, environment_id, endpoint_id, due_at, id, ordered)
   where queued and due_at is not null`,
  "create index deliveries_waiting on deliveries (due_at) where not queued and due_at is not null",
  "drop index deliveries_due",

  // Of an ordered endpoint nothing is claimed while one is held.
  `create index deliveries_held on deliveries (org_id, environment_id, endpoint_id)
   where ordered and not queued and lease_token is not null`,

  // When the next attempt to an endpoint with a rate limit may begin, in microseconds.
  `create table endpoint_paces (
    org_id uuid not null,
    environment_id uuid not null,
    endpoint_id uuid not null,
    next_at bigint not null,
    primary key (org_id, environment_id, endpoint_id)
  ) with (fillfactor = 50)`,
  ...policed("endpoint_paces", "select"),
  "grant select, insert, update on endpoint_paces to nexio_across",
  "create index endpoints_paced on endpoints (org_id) where rate_limit_per_second is not null",

  ...across(
    "due_lanes(bigint, integer, uuid, uuid, text[], bigint, bigint, jsonb)",
    // Queues what waited until now, a part of it at a time, until there is a lane that could give some; then the lanes
    // of as many environments as there could be turns, in the order of these, and those that are ahead on the way.
    `create function due_lanes(now_at bigint, at_most integer, after_org uuid, after_environment uuid, ahead text[],
       per_lane bigint, per_environment bigint, places jsonb)
     returns table (org_id uuid, environment_id uuid, endpoint_id uuid, since bigint, due integer, alone boolean, more boolean)
     language plpgsql volatile security definer set search_path = pg_catalog, pg_temp ${inOrder}
     as $$
     #variable_conflict use_column
     declare
       chunk constant integer := 512;
       queued_now integer;
       around boolean;
       seek_org uuid;
       seek_environment uuid;
       seek_endpoint uuid;
       place record;
       scope text;
       found_scope text;
       in_time integer;
       free bigint;
       any_paced boolean := exists (select from nexio.endpoints as e where e.rate_limit_per_second is not null);
       fits bigint;
     begin
       loop
         with waiting as materialized (
           select w.org_id, w.environment_id, w.id from nexio.deliveries as w
           where not w.queued and w.due_at <= now_at order by w.due_at limit chunk for no key update skip locked
         )
         update nexio.deliveries as d set queued = true from waiting as w
           where (d.org_id, d.environment_id, d.id) = (w.org_id, w.environment_id, w.id);
         get diagnostics queued_now = row_count;
         around := after_org is null;
         seek_org := coalesce(after_org, ${least});
         seek_environment := coalesce(after_environment, ${least});
         seek_endpoint := case when around then ${least} else ${greatest} end;
         in_time := 0;
         found_scope := null;
         loop
           select d.org_id, d.environment_id, d.endpoint_id, d.due_at, d.ordered into place from nexio.deliveries as d
             where d.queued and d.due_at is not null
               and (d.org_id, d.environment_id, d.endpoint_id) > (seek_org, seek_environment, seek_endpoint)
             order by d.org_id, d.environment_id, d.endpoint_id, d.due_at limit 1;
           if not found or around and (place.org_id, place.environment_id) > (after_org, after_environment) then
             exit when around;
             around := true;
             seek_org := ${least};
             seek_environment := ${least};
             seek_endpoint := ${least};
             continue;
           end if;
           seek_org := place.org_id;
           seek_environment := place.environment_id;
           seek_endpoint := place.endpoint_id;
           if exists (select from nexio.orgs as o where o.id = place.org_id and o.suspended_at is not null) then
             seek_environment := ${greatest};
             continue;
           end if;
           scope := concat_ws(' ', place.org_id, place.environment_id);
           exit when in_time = at_most and scope is distinct from found_scope;
           free := least(at_most, coalesce((places ->> scope)::bigint, per_environment),
             coalesce((places ->> concat_ws(' ', scope, place.endpoint_id))::bigint, per_lane));
           continue when place.due_at > now_at or free <= 0;
           fits := null;
           if any_paced then
             select ${fits("e.rate_limit_per_second", "p.next_at")} into fits from nexio.endpoints as e
               left join nexio.endpoint_paces as p
                 on (p.org_id, p.environment_id, p.endpoint_id) = (e.org_id, e.environment_id, e.id)
               where (e.org_id, e.environment_id, e.id) = (place.org_id, place.environment_id, place.endpoint_id);
           end if;
           alone := place.ordered or fits is not null;
           if place.ordered then
             select count(*) into due from (
               select h.queued, h.due_at from nexio.deliveries as h
               where (h.org_id, h.environment_id, h.endpoint_id)
                   = (place.org_id, place.environment_id, place.endpoint_id)
                 and h.ordered and h.status = 'pending' order by h.event_id, h.id limit 1) as head
             where head.queued and head.due_at <= now_at and ${unheld("place")};
           else
             select count(*) into due from (select from nexio.deliveries as d
               where (d.org_id, d.environment_id, d.endpoint_id)
                   = (place.org_id, place.environment_id, place.endpoint_id)
                 and d.queued and d.due_at <= now_at order by d.due_at, d.id limit free) as given;
           end if;
           due := least(due, fits);
           continue when due <= 0;
           if scope is distinct from found_scope and not scope = any (ahead) then
             in_time := in_time + 1;
             found_scope := scope;
           end if;
           org_id := place.org_id;
           environment_id := place.environment_id;
           endpoint_id := place.endpoint_id;
           since := place.due_at;
           more := queued_now = chunk;
           return next;
         end loop;
         exit when since is not null or queued_now < chunk;
       end loop;
     end $$`
  ),

  "drop function claim_deliveries(bigint, bigint, text, integer)",
  ...across(
    "claim_deliveries(bigint, bigint, text, uuid[], uuid[], uuid[], boolean[], bigint[])",
    // Who claims of a lane with an order or a pace is alone with it, and looks at it after whoever was before.
    `create function claim_deliveries(now_at bigint, until_at bigint, token text, orgs uuid[], environments uuid[],
       endpoints uuid[], alone boolean[], shares bigint[])
     returns table (delivery deliveries, start_at bigint, type text, payload text, event_created_at bigint, run_id uuid,
       secrets text, auth_token text)
     language plpgsql volatile security definer set search_path = pg_catalog, pg_temp ${inOrder}
     as $$
     #variable_conflict use_column
     declare
       own boolean[];
     begin
       select array_agg(case when t.alone then pg_try_advisory_xact_lock(hashtextextended(
           concat_ws(' ', t.org_id, t.environment_id, t.endpoint_id), 0)) else false end order by t.nth)
         into own from unnest(orgs, environments, endpoints, alone)
           with ordinality as t (org_id, environment_id, endpoint_id, alone, nth);
       return query with lane as materialized (
         select t.org_id, t.environment_id, t.endpoint_id, t.own, e.rate_limit_per_second as rate,
           least(t.share, ${fits("e.rate_limit_per_second", "p.next_at")}) as share, ${first("p.next_at")} as first_at,
           e.secrets, e.auth_token
         from unnest(orgs, environments, endpoints, own, shares) as t (org_id, environment_id, endpoint_id, own, share)
         join nexio.endpoints as e on (e.org_id, e.environment_id, e.id) = (t.org_id, t.environment_id, t.endpoint_id)
         left join nexio.endpoint_paces as p
           on (p.org_id, p.environment_id, p.endpoint_id) = (t.org_id, t.environment_id, t.endpoint_id)
       ), oldest as materialized (
         select d.* from lane as l cross join lateral (
           select q.org_id, q.environment_id, q.id, q.endpoint_id, q.due_at from nexio.deliveries as q
           where (q.org_id, q.environment_id, q.endpoint_id) = (l.org_id, l.environment_id, l.endpoint_id)
             and q.queued and not q.ordered and q.due_at <= now_at
           order by q.due_at, q.id limit l.share for no key update skip locked
         ) as d where l.own or l.rate is null
       ), heads as materialized (
         select d.* from lane as l cross join lateral (
           select h.id from nexio.deliveries as h
           where (h.org_id, h.environment_id, h.endpoint_id) = (l.org_id, l.environment_id, l.endpoint_id)
             and h.ordered and h.status = 'pending' order by h.event_id, h.id limit 1
         ) as head cross join lateral (
           select q.org_id, q.environment_id, q.id, q.endpoint_id, q.due_at from nexio.deliveries as q
           where (q.org_id, q.environment_id, q.id) = (l.org_id, l.environment_id, head.id)
             and q.queued and q.due_at <= now_at for no key update skip locked
         ) as d where l.own and l.share > 0 and ${unheld("l")}
       ), due as materialized (
         select d.org_id, d.environment_id, d.id, l.secrets, l.auth_token, l.rate,
           l.first_at + ${step("l.rate")} * (row_number() over (partition by d.org_id, d.environment_id, d.endpoint_id
             order by d.due_at, d.id) - 1) as start_at
         from (select * from oldest union all select * from heads) as d
         join lane as l on (l.org_id, l.environment_id, l.endpoint_id) = (d.org_id, d.environment_id, d.endpoint_id)
       ), claimed as (
         update nexio.deliveries as d set attempts = d.attempts + 1, due_at = until_at, queued = false, lease_token = token
         from due where (d.org_id, d.environment_id, d.id) = (due.org_id, due.environment_id, due.id)
         returning d as delivery, d.org_id, d.environment_id, d.id, d.endpoint_id, d.event_id, d.attempts,
           due.start_at / 1000 as start_at, due.start_at + ${step("due.rate")} as next_at, due.secrets, due.auth_token
       ), begun as (
         insert into nexio.attempts (org_id, environment_id, delivery_id, number, started_at)
         select c.org_id, c.environment_id, c.id, c.attempts, coalesce(c.start_at, now_at) from claimed as c
       ), paced as (
         insert into nexio.endpoint_paces (org_id, environment_id, endpoint_id, next_at)
         select c.org_id, c.environment_id, c.endpoint_id, max(c.next_at) from claimed as c
         where c.next_at is not null group by c.org_id, c.environment_id, c.endpoint_id
         on conflict (org_id, environment_id, endpoint_id) do update set next_at = excluded.next_at
       )
       select c.delivery, c.start_at, e.type, e.payload, e.created_at, e.run_id, c.secrets, c.auth_token
       from claimed as c
       join nexio.events as e on (e.org_id, e.environment_id, e.id) = (c.org_id, c.environment_id, c.event_id);
     end $$`
  ),

  ...backlogOfLanes
]
