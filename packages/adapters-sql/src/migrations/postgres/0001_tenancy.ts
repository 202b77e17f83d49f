/** Orgs, environments, keys, runs, webhooks, usage and remembered answers. */
import { across, byKey, policed } from "./Policies.ts"

export const tenancy: ReadonlyArray<string> = [
  `create table orgs (
    id uuid primary key,
    name text not null,
    environment_limit integer not null,
    endpoint_limit integer not null,
    created_at bigint not null,
    suspended_at bigint
  )`,
  `create index orgs_suspended on orgs (id) where suspended_at is not null`,
  ...policed("orgs", "select, insert, update", "id"),

  `create table environments (
    org_id uuid not null references orgs (id),
    id uuid not null,
    slug text collate "C" not null check (slug ~ '^[a-z0-9_]{1,16}$'),
    kind text not null check (kind in ('live', 'environment', 'test')),
    description text,
    created_at bigint not null,
    deleted_at bigint check (kind <> 'live' or deleted_at is null),
    primary key (org_id, id)
  )`,
  `create unique index environments_live on environments (org_id) where kind = 'live'`,
  `create unique index environments_slug on environments (org_id, slug) where deleted_at is null`,
  `create function environments_immutable() returns trigger language plpgsql as $$ begin
    if (old.org_id, old.id, old.slug, old.kind, old.created_at) is distinct from
       (new.org_id, new.id, new.slug, new.kind, new.created_at)
       or (old.deleted_at is not null and new.deleted_at is distinct from old.deleted_at)
    then raise exception 'an environment''s slug and kind never change, and its deletion is for good'; end if;
    return new;
  end $$`,
  `create trigger environments_immutable before update on environments
    for each row execute function environments_immutable()`,
  `create function environments_kept() returns trigger language plpgsql as $$ begin
    raise exception 'environments are kept';
  end $$`,
  `create trigger environments_kept before delete on environments
    for each row execute function environments_kept()`,
  `create trigger environments_not_truncated before truncate on environments
    for each statement execute function environments_kept()`,
  ...policed("environments", "select, insert, update"),

  `create table api_keys (
    org_id uuid not null,
    id uuid not null,
    hash text collate "C" not null unique,
    environment_id uuid not null,
    environment text not null,
    kind text not null,
    name text not null,
    key_prefix text not null,
    permissions text not null,
    created_at bigint not null,
    expires_at bigint,
    revoked_at bigint,
    environment_active boolean not null default true,
    org_suspended boolean not null default false,
    primary key (org_id, id),
    foreign key (org_id, environment_id) references environments (org_id, id)
  )`,
  `create index api_keys_environment on api_keys (org_id, environment_id, id)`,
  ...policed("api_keys", "select, insert, update"),

  // Whatever inserts a run finds and locks its environment, which a foreign key would only look up once more.
  `create table runs (
    org_id uuid not null,
    environment_id uuid not null,
    id uuid not null,
    environment text not null,
    engine text not null,
    status text not null,
    created_at bigint not null,
    input text not null,
    offerings text,
    metadata text,
    api_key_id uuid,
    started_at bigint,
    stage text,
    output text,
    solutions text,
    error text,
    error_details text,
    completed_at bigint,
    duration_ms bigint,
    due_at bigint,
    lease_token text,
    primary key (org_id, environment_id, id)
  )`,
  // A queued run is due from its making; a processing one again when its lease runs out.
  `create index runs_due on runs (due_at, id) where due_at is not null`,
  // Most runs complete, and are found without it; what is looked for among them is what did not.
  `create index runs_otherwise on runs (org_id, environment_id, status, id)
    where status in ('failed', 'degraded', 'cancelled')`,
  ...policed("runs", "select, insert, update"),

  `create table endpoints (
    org_id uuid not null,
    environment_id uuid not null,
    id uuid not null,
    environment text not null,
    url text not null,
    events text not null,
    active boolean not null,
    description text,
    auth_token text,
    secrets text not null,
    created_at bigint not null,
    updated_at bigint not null,
    deleted_at bigint,
    primary key (org_id, environment_id, id),
    foreign key (org_id, environment_id) references environments (org_id, id)
  )`,
  ...policed("endpoints", "select, insert, update"),

  `create table events (
    org_id uuid not null,
    environment_id uuid not null,
    id text collate "C" not null,
    type text not null,
    payload text not null,
    created_at bigint not null,
    primary key (org_id, environment_id, id)
  )`,
  ...policed("events", "select, insert"),

  `create table deliveries (
    org_id uuid not null,
    environment_id uuid not null,
    id uuid not null,
    endpoint_id uuid not null,
    event_id text collate "C" not null,
    url text not null,
    status text not null,
    failures integer not null,
    attempts integer not null default 0,
    created_at bigint not null,
    due_at bigint,
    ended_at bigint,
    lease_token text,
    primary key (org_id, environment_id, id)
  )`,
  // A pending delivery is due at its next attempt, or, while one is under way, when that attempt's lease runs out.
  `create index deliveries_due on deliveries (due_at, id) where due_at is not null`,
  `create index deliveries_pending on deliveries (org_id, environment_id, endpoint_id) where status = 'pending'`,
  ...policed("deliveries", "select, insert, update"),

  `create table attempts (
    org_id uuid not null,
    environment_id uuid not null,
    delivery_id uuid not null,
    number integer not null,
    started_at bigint not null,
    latency_ms bigint,
    status_code integer,
    answer text,
    reason text,
    primary key (org_id, environment_id, delivery_id, number)
  )`,
  ...policed("attempts", "select, insert, update"),

  // What is counted of an hour is the sum over its lanes: batches of different kinds count in lanes of their own, so
  // that none waits for another's commit. Half of each page is free, so that a row that is counted on moves within it.
  `create table usage (
    org_id uuid not null,
    environment_id uuid not null,
    hour bigint not null,
    lane smallint not null default 0,
    runs_submitted bigint not null,
    runs_completed bigint not null,
    runs_degraded bigint not null,
    runs_failed bigint not null,
    runs_cancelled bigint not null,
    run_duration_ms bigint not null,
    deliveries_succeeded bigint not null,
    deliveries_failed bigint not null,
    primary key (org_id, environment_id, hour, lane)
  ) with (fillfactor = 50)`,
  ...policed("usage", "select, insert, update"),

  `create table remembered (
    org_id uuid not null,
    scope text not null,
    key text not null,
    fingerprint text not null,
    answer text not null,
    expires_at bigint not null,
    primary key (org_id, scope, key)
  )`,
  `create index remembered_expiry on remembered (org_id, expires_at)`,
  ...policed("remembered", "select, insert, update, delete"),

  `create table settings (
    name text primary key,
    value text not null
  )`,
  `grant select, insert on settings to nexio_server`,

  `grant select on orgs, api_keys, events, endpoints to nexio_across`,
  `grant select, update on runs, deliveries to nexio_across`,
  `grant insert on attempts to nexio_across`,
  ...across(
    "find_api_keys(text[])",
    `create function find_api_keys(hashes text[]) returns setof api_keys
     language sql stable security definer set search_path = pg_catalog, pg_temp
     begin atomic select * from nexio.api_keys where hash = any (hashes); end`
  ),
  ...across(
    "list_orgs(uuid, integer)",
    `create function list_orgs(after uuid, at_most integer) returns setof orgs
     language sql stable security definer set search_path = pg_catalog, pg_temp
     begin atomic
       select * from nexio.orgs where after is null or id < after order by id desc limit at_most;
     end`
  ),
  ...across(
    "claim_runs(bigint, bigint, text, integer)",
    `create function claim_runs(now_at bigint, until_at bigint, token text, at_most integer) returns setof runs
     language sql volatile security definer set search_path = pg_catalog, pg_temp ${byKey}
     begin atomic
       with due as materialized (
         select org_id, environment_id, id from nexio.runs
         where due_at <= now_at and not exists
           (select from nexio.orgs where orgs.id = runs.org_id and suspended_at is not null)
         order by due_at, id limit at_most for no key update of runs skip locked
       )
       update nexio.runs set status = 'processing', started_at = coalesce(started_at, now_at), due_at = until_at,
         lease_token = token
       from due where (runs.org_id, runs.environment_id, runs.id) = (due.org_id, due.environment_id, due.id)
       returning runs.*;
     end`
  ),
  ...across(
    "claim_deliveries(bigint, bigint, text, integer)",
    `create function claim_deliveries(now_at bigint, until_at bigint, token text, at_most integer)
     returns table (org_id uuid, environment_id uuid, id uuid, endpoint_id uuid, event_id text, url text, status text,
       failures integer, attempts integer, created_at bigint, due_at bigint, ended_at bigint, type text, payload text,
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
         c.created_at, c.due_at, c.ended_at, e.type, e.payload, e.created_at, p.secrets, p.auth_token
       from claimed c
       join nexio.events e on (e.org_id, e.environment_id, e.id) = (c.org_id, c.environment_id, c.event_id)
       join nexio.endpoints p on (p.org_id, p.environment_id, p.id) = (c.org_id, c.environment_id, c.endpoint_id);
     end`
  )
]
