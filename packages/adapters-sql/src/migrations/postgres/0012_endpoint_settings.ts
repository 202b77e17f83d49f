/** How fast and in which order deliveries go to an endpoint. */
import { across, byKey, policed } from "./Policies.ts"

export const endpointSettings: ReadonlyArray<string> = [
  `alter table endpoints add column rate_limit_per_second bigint, add column ordered boolean not null default false`,
  `alter table deliveries add column ordered boolean not null default false`,
  // What goes next to an ordered endpoint.
  `create index deliveries_ordered on deliveries (org_id, environment_id, endpoint_id, event_id, id)
   where ordered and status = 'pending'`,

  // Of each endpoint that is ordered, or was: an event that goes to it is made after this instant. Not in its row, which
  // ends of runs share: whoever makes an event for it holds this one alone.
  `create table endpoint_orders (
    org_id uuid not null,
    environment_id uuid not null,
    endpoint_id uuid not null,
    last_event_at bigint not null,
    primary key (org_id, environment_id, endpoint_id)
  ) with (fillfactor = 50)`,
  ...policed("endpoint_orders", "select, insert, update"),

  // What is claimed says whether it is ordered.
  `drop function claim_deliveries(bigint, bigint, text, integer)`,
  ...across(
    "claim_deliveries(bigint, bigint, text, integer)",
    `create function claim_deliveries(now_at bigint, until_at bigint, token text, at_most integer)
   returns table (org_id uuid, environment_id uuid, id uuid, endpoint_id uuid, event_id text, url text, ordered boolean,
     status text, failures integer, attempts integer, created_at bigint, due_at bigint, ended_at bigint,
     redelivery_of uuid, type text, payload text, event_created_at bigint, secrets text, auth_token text)
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
     select c.org_id, c.environment_id, c.id, c.endpoint_id, c.event_id, c.url, c.ordered, c.status, c.failures,
       c.attempts, c.created_at, c.due_at, c.ended_at, c.redelivery_of, e.type, e.payload, e.created_at, p.secrets,
       p.auth_token
     from claimed c
     join nexio.events e on (e.org_id, e.environment_id, e.id) = (c.org_id, c.environment_id, c.event_id)
     join nexio.endpoints p on (p.org_id, p.environment_id, p.id) = (c.org_id, c.environment_id, c.endpoint_id);
   end`
  )
]
