/** Runs are claimed turn by turn: an index that finds the next environment with due runs by one seek. */
import { across, byKey } from "./Policies.ts"

const least = "'00000000-0000-0000-0000-000000000000'::uuid"
const greatest = "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"

export const turns: ReadonlyArray<string> = [
  // Nobody but a live environment is called so (contract section 2).
  "alter table runs add column live boolean not null generated always as (environment = 'live') stored",
  "create index runs_turns on runs (live, org_id, environment_id, due_at, id) where due_at is not null",
  "drop function claim_runs(bigint, bigint, text, integer)",
  ...across(
    "claim_runs(bigint, bigint, text, integer, uuid, uuid, uuid[], uuid[], integer)",
    // PL/pgSQL looks up what runs are when it is called, so that they can get more columns.
    `create function claim_runs(now_at bigint, until_at bigint, token text, at_most integer, after_org uuid,
       after_environment uuid, ahead_orgs uuid[], ahead_environments uuid[], non_live integer)
     returns table (run runs, executor text, secrets text)
     language plpgsql volatile security definer set search_path = pg_catalog, pg_temp ${byKey}
     as $$
     declare
       kind boolean;
       seek_org uuid;
       seek_environment uuid;
       around boolean;
       enough integer;
       place record;
       suspended boolean;
       late boolean;
       -- Environments with due runs, those that are ahead last.
       waiting integer := 0;
       in_time integer := 0;
       orgs uuid[] := '{}';
       environments uuid[] := '{}';
       lives boolean[] := '{}';
       laps boolean[] := '{}';
       lates boolean[] := '{}';
       -- How many runs each could give, as far as that is known; how many it shall give; how many it gave.
       could integer[];
       shares integer[];
       taken integer[];
       first integer;
       final integer;
       total integer := at_most;
       total_non_live integer := non_live;
       remaining integer;
       remaining_non_live integer;
       before integer;
       short boolean;
       one record;
     begin
       foreach kind in array array[true, false] loop
         enough := case when kind then at_most else least(at_most, non_live) end;
         around := after_org is null;
         seek_org := coalesce(after_org, ${least});
         seek_environment := coalesce(after_environment, ${least});
         while enough > 0 loop
           select r.org_id, r.environment_id, r.due_at into place from nexio.runs r
             where r.live = kind and r.due_at is not null and (r.org_id, r.environment_id) > (seek_org, seek_environment)
             order by r.org_id, r.environment_id, r.due_at limit 1;
           if not found then
             exit when around;
             around := true;
             seek_org := ${least};
             seek_environment := ${least};
             continue;
           end if;
           exit when around and (place.org_id, place.environment_id) > (after_org, after_environment);
           suspended := exists (select from nexio.orgs o where o.id = place.org_id and o.suspended_at is not null);
           if place.due_at <= now_at and not suspended then
             late := exists (select from unnest(ahead_orgs, ahead_environments) as a (org_id, environment_id)
               where (a.org_id, a.environment_id) = (place.org_id, place.environment_id));
             waiting := waiting + 1;
             orgs[waiting] := place.org_id;
             environments[waiting] := place.environment_id;
             lives[waiting] := kind;
             laps[waiting] := around;
             lates[waiting] := late;
             if not late then
               in_time := in_time + 1;
               enough := enough - 1;
             end if;
           end if;
           seek_org := place.org_id;
           seek_environment := case when suspended then ${greatest} else place.environment_id end;
         end loop;
       end loop;
       if waiting = 0 then
         return;
       end if;

       select array_agg(w.org_id order by w.nth), array_agg(w.environment_id order by w.nth),
           array_agg(w.live order by w.nth)
         into orgs, environments, lives
         from (select *, row_number() over (order by u.late, u.lap, u.org_id, u.environment_id) as nth
           from unnest(orgs, environments, lives, laps, lates) as u (org_id, environment_id, live, lap, late)) as w;
       could := array_fill(at_most, array[waiting]);
       taken := array_fill(0, array[waiting]);
       foreach late in array array[false, true] loop
         first := case when late then in_time + 1 else 1 end;
         final := case when late then waiting else in_time end;
         loop
           -- Round after round one each.
           shares := array_fill(0, array[waiting]);
           remaining := total;
           remaining_non_live := total_non_live;
           loop
             before := remaining;
             for nth in first .. final loop
               if remaining > 0 and shares[nth] < could[nth] and (lives[nth] or remaining_non_live > 0) then
                 shares[nth] := shares[nth] + 1;
                 remaining := remaining - 1;
                 remaining_non_live := remaining_non_live - (not lives[nth])::integer;
               end if;
             end loop;
             exit when remaining = before;
           end loop;
           for one in
             with turn as (
               select * from unnest(orgs, environments, lives, shares, taken) with ordinality
                 as t (org_id, environment_id, live, share, had, nth)
               where t.nth between first and final and t.share > t.had
             ), due as materialized (
               select r.org_id, r.environment_id, r.id, turn.nth from turn cross join lateral (
                 select runs.org_id, runs.environment_id, runs.id from nexio.runs
                 where runs.live = turn.live and runs.org_id = turn.org_id
                   and runs.environment_id = turn.environment_id and runs.due_at <= now_at
                 order by runs.due_at, runs.id limit turn.share - turn.had for no key update skip locked
               ) as r
             ), claimed as (
             update nexio.runs as held set status = 'processing', started_at = coalesce(held.started_at, now_at),
               due_at = until_at, lease_token = token
             from due where (held.org_id, held.environment_id, held.id) = (due.org_id, due.environment_id, due.id)
             returning held as run, held.org_id, held.engine, held.release, due.nth
             )
             select c.run, v.executor, e.secrets, c.nth from claimed c
             join nexio.engine_versions v on (v.org_id, v.engine, v.version) = (c.org_id, c.engine, c.release)
             join nexio.engines e on (e.org_id, e.slug) = (c.org_id, c.engine)
           loop
             taken[one.nth] := taken[one.nth] + 1;
             run := one.run;
             executor := one.executor;
             secrets := one.secrets;
             return next;
           end loop;
           short := false;
           for nth in first .. final loop
             if taken[nth] < shares[nth] then
               could[nth] := taken[nth];
               short := true;
             end if;
           end loop;
           exit when not short;
         end loop;
         for nth in first .. final loop
           total := total - taken[nth];
           total_non_live := total_non_live - case when lives[nth] then 0 else taken[nth] end;
         end loop;
         exit when total = 0;
       end loop;
     end $$`
  )
]
