/**
 * An environment's lanes have their turns in the order of their keys, from after the one that had the last: so a claim
 * looks for as many lanes as it could have turns, however many have something due.
 */
import { across, byKey } from "./Policies.ts"

const least = "'00000000-0000-0000-0000-000000000000'::uuid"
const greatest = "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"

/** The indexes give what is looked for in its order, whatever the planner thinks of sorting. */
const inOrder = `${byKey} set enable_sort = off`

/** How many attempts may begin within a second of `now_at`; null where there is no rate. See `Pace` of the core. */
const fits = `case when e.rate_limit_per_second is not null then greatest(0,
  ((now_at + 1000) * 1000 - greatest(now_at * 1000, coalesce(p.next_at, 0)) + s.step - 1) / s.step) end`

export const roundsOfLanes: ReadonlyArray<string> = [
  // An environment on the way once around its lanes: where that stands, null once it is over, and what these could give.
  `create type look as (org_id uuid, environment_id uuid, ahead boolean, free bigint, last uuid, at_endpoint uuid,
     around boolean, lanes bigint, due bigint)`,

  // The next lane that could give some, on the way once around from after `last`; null where there is none. With the
  // settings of who calls it, which is `due_lanes` alone.
  `create function next_lane(now_at bigint, of_org uuid, of_environment uuid, free bigint, last uuid, any_paced boolean,
     per_lane bigint, places jsonb, inout at_endpoint uuid, inout around boolean, out due bigint, out alone boolean)
   language plpgsql volatile as $$
   declare
     place record;
     most bigint;
     fits bigint;
   begin
     loop
       select d.endpoint_id, d.due_at, d.ordered into place from nexio.deliveries as d
         where d.org_id = of_org and d.environment_id = of_environment and d.endpoint_id > at_endpoint
           and d.queued and d.due_at is not null
         order by d.org_id, d.environment_id, d.endpoint_id, d.due_at limit 1;
       if not found or around and place.endpoint_id > last then
         at_endpoint := case when not around then ${least} end;
         exit when around;
         around := true;
         continue;
       end if;
       at_endpoint := place.endpoint_id;
       most := least(free, coalesce((places ->> concat_ws(' ', of_org, of_environment, at_endpoint))::bigint, per_lane));
       continue when place.due_at > now_at or most <= 0;
       fits := null;
       if any_paced then
         select ${fits} into fits from nexio.endpoints as e
           left join nexio.endpoint_paces as p
             on (p.org_id, p.environment_id, p.endpoint_id) = (e.org_id, e.environment_id, e.id)
           cross join lateral (select (1000000 + e.rate_limit_per_second - 1) / e.rate_limit_per_second as step) as s
           where (e.org_id, e.environment_id, e.id) = (of_org, of_environment, at_endpoint);
       end if;
       alone := place.ordered or fits is not null;
       if place.ordered then
         select count(*) into due from (
           select h.queued, h.due_at from nexio.deliveries as h
           where h.org_id = of_org and h.environment_id = of_environment and h.endpoint_id = at_endpoint
             and h.ordered and h.status = 'pending' order by h.event_id, h.id limit 1) as head
         where head.queued and head.due_at <= now_at and not exists (
           select from nexio.deliveries as held
           where held.org_id = of_org and held.environment_id = of_environment and held.endpoint_id = at_endpoint
             and held.ordered and not held.queued and held.lease_token is not null);
       else
         select count(*) into due from (select from nexio.deliveries as d
           where d.org_id = of_org and d.environment_id = of_environment and d.endpoint_id = at_endpoint
             and d.queued and d.due_at <= now_at order by d.due_at, d.id limit most) as given;
       end if;
       due := least(due, fits);
       exit when due > 0;
     end loop;
   end $$`,
  "alter function next_lane owner to nexio_across",
  "revoke all on function next_lane from public",

  "drop function due_lanes(bigint, integer, uuid, uuid, text[], bigint, bigint, jsonb)",
  ...across(
    "due_lanes(bigint, integer, uuid, uuid, text[], bigint, bigint, jsonb, jsonb)",
    // Queues what waited until now, a part of it at a time, until there is a lane that could give some; then one lane of
    // each environment in the order of the turns, and one more of each, until there are as many as turns. Environments
    // that are ahead come once the others cannot fill these.
    `create function due_lanes(now_at bigint, at_most integer, after_org uuid, after_environment uuid, ahead text[],
       per_lane bigint, per_environment bigint, places jsonb, after_lanes jsonb)
     returns table (org_id uuid, environment_id uuid, endpoint_id uuid, due bigint, alone boolean, more boolean)
     language plpgsql volatile security definer set search_path = pg_catalog, pg_temp ${inOrder}
     as $$
     #variable_conflict use_column
     declare
       chunk constant integer := 512;
       any_paced constant boolean :=
         exists (select from nexio.endpoints as e where e.rate_limit_per_second is not null);
       queued_now integer;
       seek_org uuid;
       seek_environment uuid;
       place record;
       scope text;
       lane record;
       looks nexio.look[];
       look nexio.look;
       nth integer;
       around boolean;
       all_seen boolean;
       any_given boolean;
       of_ahead boolean;
       enough bigint;
       given bigint;
     begin
       loop
         with waiting as materialized (
           select w.org_id, w.environment_id, w.id from nexio.deliveries as w
           where not w.queued and w.due_at <= now_at order by w.due_at limit chunk for no key update skip locked
         )
         update nexio.deliveries as d set queued = true from waiting as w
           where (d.org_id, d.environment_id, d.id) = (w.org_id, w.environment_id, w.id);
         get diagnostics queued_now = row_count;
         more := queued_now = chunk;
         around := after_org is null;
         seek_org := coalesce(after_org, ${least});
         seek_environment := coalesce(after_environment, ${least});
         all_seen := false;
         any_given := false;
         of_ahead := false;
         looks := '{}';
         nth := 0;
         enough := at_most;
         given := 0;
         while enough > 0 loop
           nth := nth + 1;
           if nth > cardinality(looks) and all_seen then
             -- A round is over.
             exit when of_ahead and not any_given;
             if not any_given then
               of_ahead := true;
               enough := at_most - given;
             end if;
             any_given := false;
             nth := 0;
             continue;
           elsif nth > cardinality(looks) then
             nth := nth - 1;
             select d.org_id, d.environment_id into place from nexio.deliveries as d
               where d.queued and d.due_at is not null
                 and (d.org_id, d.environment_id) > (seek_org, seek_environment)
               order by d.org_id, d.environment_id, d.endpoint_id, d.due_at limit 1;
             if not found or around and (place.org_id, place.environment_id) > (after_org, after_environment) then
               all_seen := around;
               around := true;
               seek_org := ${least};
               seek_environment := ${least};
               continue;
             end if;
             seek_org := place.org_id;
             seek_environment := place.environment_id;
             if exists (select from nexio.orgs as o where o.id = place.org_id and o.suspended_at is not null) then
               seek_environment := ${greatest};
               continue;
             end if;
             scope := concat_ws(' ', place.org_id, place.environment_id);
             look.org_id := place.org_id;
             look.environment_id := place.environment_id;
             look.ahead := scope = any (ahead);
             look.free := least(at_most, coalesce((places ->> scope)::bigint, per_environment));
             look.last := after_lanes ->> scope;
             look.at_endpoint := coalesce(look.last, ${least});
             look.around := look.last is null;
             look.lanes := 0;
             look.due := 0;
             nth := nth + 1;
             looks[nth] := look;
           end if;
           look := looks[nth];
           continue when look.ahead <> of_ahead or look.at_endpoint is null or look.lanes >= look.free;
           select * into lane from nexio.next_lane(now_at, look.org_id, look.environment_id, look.free, look.last, any_paced,
             per_lane, places, look.at_endpoint, look.around);
           look.at_endpoint := lane.at_endpoint;
           look.around := lane.around;
           if lane.at_endpoint is not null then
             given := given - least(look.free, look.due) + least(look.free, look.due + lane.due);
             look.due := look.due + lane.due;
             look.lanes := look.lanes + 1;
             any_given := true;
             enough := enough - 1;
             org_id := look.org_id;
             environment_id := look.environment_id;
             endpoint_id := lane.at_endpoint;
             due := lane.due;
             alone := lane.alone;
             return next;
           end if;
           looks[nth] := look;
         end loop;
         exit when given > 0 or queued_now < chunk;
       end loop;
     end $$`
  )
]
