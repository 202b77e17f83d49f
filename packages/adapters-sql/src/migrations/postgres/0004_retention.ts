/** What retention empties and forgets: when it did, how it finds what is due, and how it reaches all orgs. */
import { across, byKey } from "./Policies.ts"

export const retention: ReadonlyArray<string> = [
  ...["runs", "events", "deliveries"].map((table) => `alter table ${table} add column emptied_at bigint`),
  "create index runs_ended on runs (completed_at) where completed_at is not null and emptied_at is null",
  "create index deliveries_ended on deliveries (ended_at) where ended_at is not null and emptied_at is null",
  // Partial, so that it serves who asks for an event, and nobody walks it for want of figures about the table: what
  // writes many deliveries at once has to find them by their keys, in that order.
  "create index deliveries_event on deliveries (org_id, environment_id, event_id) where event_id is not null",
  // What is past its time is looked for in all orgs at once.
  "drop index remembered_expiry",
  "create index remembered_expiry on remembered (expires_at)",

  "grant update on events to nexio_across",
  "grant select, update on attempts to nexio_across",
  "grant select, update, delete on remembered to nexio_across",
  ...across(
    "empty_runs(bigint, bigint, integer)",
    `create function empty_runs(before_at bigint, now_at bigint, at_most integer) returns integer
     language sql volatile security definer set search_path = pg_catalog, pg_temp ${byKey}
     begin atomic
       with due as materialized (
         select org_id, environment_id, id from nexio.runs where completed_at <= before_at and emptied_at is null
         order by completed_at limit at_most for no key update skip locked
       ), emptied as (
         update nexio.runs set input = '{}', offerings = null, output = null, solutions = null, error_details = null,
           emptied_at = now_at
         from due where (runs.org_id, runs.environment_id, runs.id) = (due.org_id, due.environment_id, due.id)
         returning 1
       )
       select count(*)::integer from emptied;
     end`
  ),
  ...across(
    "empty_deliveries(bigint, bigint, integer)",
    `create function empty_deliveries(before_at bigint, now_at bigint, at_most integer)
     returns table (org_id uuid, environment_id uuid, event_id text)
     language sql volatile security definer set search_path = pg_catalog, pg_temp ${byKey}
     begin atomic
       with due as materialized (
         select d.org_id, d.environment_id, d.id from nexio.deliveries d
         where d.ended_at <= before_at and d.emptied_at is null
         order by d.ended_at limit at_most for no key update skip locked
       ), answers as (
         update nexio.attempts a set answer = null
         from due where (a.org_id, a.environment_id, a.delivery_id) = (due.org_id, due.environment_id, due.id)
           and a.answer is not null
       )
       update nexio.deliveries d set emptied_at = now_at
       from due where (d.org_id, d.environment_id, d.id) = (due.org_id, due.environment_id, due.id)
       returning d.org_id, d.environment_id, d.event_id;
     end`
  ),
  // The events are locked by one statement and judged by the next, which sees what whoever held them before has done.
  ...across(
    "empty_events(uuid[], uuid[], text[], bigint)",
    `create function empty_events(orgs uuid[], environments uuid[], ids text[], now_at bigint) returns void
     language sql volatile security definer set search_path = pg_catalog, pg_temp ${byKey}
     begin atomic
       select from nexio.events e
       where (e.org_id, e.environment_id, e.id) in (select * from unnest(orgs, environments, ids))
       order by e.org_id, e.environment_id, e.id for no key update;
       update nexio.events e set payload = '', emptied_at = now_at
       from unnest(orgs, environments, ids) as given (org_id, environment_id, id)
       where (e.org_id, e.environment_id, e.id) = (given.org_id, given.environment_id, given.id)
         and e.emptied_at is null and not exists
         (select from nexio.deliveries d where (d.org_id, d.environment_id, d.event_id) = (e.org_id, e.environment_id, e.id)
            and d.emptied_at is null);
     end`
  ),
  ...across(
    "forget_answers(bigint, integer)",
    `create function forget_answers(now_at bigint, at_most integer) returns integer
     language sql volatile security definer set search_path = pg_catalog, pg_temp ${byKey}
     begin atomic
       with over as materialized (
         select org_id, scope, key from nexio.remembered where expires_at <= now_at
         order by expires_at limit at_most for update skip locked
       ), forgotten as (
         delete from nexio.remembered r using over where (r.org_id, r.scope, r.key) = (over.org_id, over.scope, over.key)
         returning 1
       )
       select count(*)::integer from forgotten;
     end`
  )
]
