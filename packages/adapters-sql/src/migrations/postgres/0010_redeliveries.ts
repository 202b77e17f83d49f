import { across, byKey } from "./Policies.ts"

/** What a delivery repeats, and how an endpoint's are found. */
export const redeliveries: ReadonlyArray<string> = [
  `alter table deliveries add column redelivery_of uuid`,
  // Partial like `deliveries_event`, for the same reason.
  `create index deliveries_endpoint on deliveries (org_id, environment_id, endpoint_id, id)
   where endpoint_id is not null`,

  // Whoever sends an event anew holds it, so that retention does not empty it meanwhile.
  `grant update (emptied_at) on events to nexio_server`,

  // What is claimed says what it repeats.
  `drop function claim_deliveries(bigint, bigint, text, integer)`,
  ...across(
    "claim_deliveries(bigint, bigint, text, integer)",
    `create function claim_deliveries(now_at bigint, until_at bigint, token text, at_most integer)
   returns table (org_id uuid, environment_id uuid, id uuid, endpoint_id uuid, event_id text, url text, status text,
     failures integer, attempts integer, created_at bigint, due_at bigint, ended_at bigint, redelivery_of uuid, type text, payload text,
     event_created_at bigint, secrets text, auth_token text)
   language sql volatile security definer set search_path = pg_catalog, pg_temp ${byKey}
   begin atomic
     with due as materialized (
       select d.org_id, d.environment_id, d.id from nexio.deliveries d
       where d.due_at <= now_at and not exists
         (select from nexio.orgs where orgs.id = d.org_id and suspended_at is not null)
       order by d.due_at, d.id limit at_most for no key update of d skip locked
     ), claimed as (
       update nexio.deliveries d set attempts = d.attempts + 1, due_at = until_at, lease_token = token
       from due where (d.org_id, d.environment_id, d.id) = (due.org_id, due.environment_id, due.id)
       returning d.*
     ), begun as (
       insert into nexio.attempts (org_id, environment_id, delivery_id, number, started_at)
       select c.org_id, c.environment_id, c.id, c.attempts, now_at from claimed c
     )
     select c.org_id, c.environment_id, c.id, c.endpoint_id, c.event_id, c.url, c.status, c.failures, c.attempts,
       c.created_at, c.due_at, c.ended_at, c.redelivery_of, e.type, e.payload, e.created_at, p.secrets, p.auth_token
     from claimed c
     join nexio.events e on (e.org_id, e.environment_id, e.id) = (c.org_id, c.environment_id, c.event_id)
     join nexio.endpoints p on (p.org_id, p.environment_id, p.id) = (c.org_id, c.environment_id, c.endpoint_id);
   end`
  )
]
