-- version 19

CREATE TABLE api_keys (
    org_id text not null,
    id text not null,
    hash text not null unique,
    environment_id text not null,
    environment text not null,
    kind text not null,
    name text not null,
    key_prefix text not null,
    permissions text not null,
    created_at integer not null,
    expires_at integer,
    revoked_at integer,
    environment_active integer not null default 1,
    org_suspended integer not null default 0, rate_limit_per_minute integer, rolled_at integer, last_used_at integer,
    primary key (org_id, id),
    foreign key (org_id, environment_id) references environments (org_id, id)
  ) strict;

CREATE INDEX api_keys_environment on api_keys (org_id, environment_id, id);

CREATE TABLE attempts (
    org_id text not null,
    environment_id text not null,
    delivery_id text not null,
    number integer not null,
    started_at integer not null,
    latency_ms integer,
    status_code integer,
    answer text,
    reason text,
    primary key (org_id, environment_id, delivery_id, number)
  ) strict, without rowid;

CREATE TABLE audit_log (
    org_id text not null references orgs (id),
    number integer not null,
    created_at integer not null,
    actor text not null,
    address text,
    action text not null,
    target text not null,
    environment_id text,
    details text,
    mac text not null,
    primary key (org_id, number)
  ) strict, without rowid;

CREATE TABLE deliveries (
    org_id text not null,
    environment_id text not null,
    id text not null,
    endpoint_id text not null,
    event_id text not null,
    url text not null,
    status text not null,
    failures integer not null,
    attempts integer not null default 0,
    created_at integer not null,
    due_at integer,
    ended_at integer,
    lease_token text, emptied_at integer, redelivery_of text, ordered integer not null default 0, queued integer not null default 1, event_type text not null default 'run.completed',
    primary key (org_id, environment_id, id)
  ) strict;

CREATE INDEX deliveries_cancelled on deliveries (org_id, environment_id, endpoint_id, id) where status = 'cancelled';

CREATE INDEX deliveries_ended on deliveries (ended_at) where ended_at is not null and emptied_at is null;

CREATE INDEX deliveries_endpoint on deliveries (org_id, environment_id, endpoint_id, id);

CREATE INDEX deliveries_event on deliveries (org_id, environment_id, event_id);

CREATE INDEX deliveries_failed on deliveries (org_id, environment_id, endpoint_id, id) where status = 'failed';

CREATE INDEX deliveries_held on deliveries (org_id, environment_id, endpoint_id)
   where ordered and queued = 0 and lease_token is not null;

CREATE INDEX deliveries_lanes on deliveries (org_id, environment_id, endpoint_id, due_at, id, ordered)
   where queued = 1 and due_at is not null;

CREATE INDEX deliveries_ordered on deliveries (org_id, environment_id, endpoint_id, event_id, id)
   where ordered and status = 'pending';

CREATE INDEX deliveries_pending on deliveries (org_id, environment_id, endpoint_id, id) where status = 'pending';

CREATE INDEX deliveries_types on deliveries (org_id, environment_id, endpoint_id, event_type, id)
   where event_type <> 'run.completed';

CREATE INDEX deliveries_waiting on deliveries (due_at) where queued = 0 and due_at is not null;

CREATE TABLE endpoint_orders (
    org_id text not null,
    environment_id text not null,
    endpoint_id text not null,
    last_event_at integer not null,
    primary key (org_id, environment_id, endpoint_id)
  ) strict, without rowid;

CREATE TABLE endpoint_paces (
    org_id text not null,
    environment_id text not null,
    endpoint_id text not null,
    next_at integer not null,
    primary key (org_id, environment_id, endpoint_id)
  ) strict, without rowid;

CREATE TABLE endpoints (
    org_id text not null,
    environment_id text not null,
    id text not null,
    environment text not null,
    url text not null,
    events text not null,
    active integer not null,
    description text,
    auth_token text,
    secrets text not null,
    created_at integer not null,
    updated_at integer not null,
    deleted_at integer, rate_limit_per_second integer, ordered integer not null default 0, failing_since integer,
    primary key (org_id, environment_id, id),
    foreign key (org_id, environment_id) references environments (org_id, id)
  ) strict;

CREATE INDEX endpoints_paced on endpoints (org_id) where rate_limit_per_second is not null;

CREATE TRIGGER engine_versions_immutable before update on engine_versions
    begin select raise(abort, 'a version of an engine never changes'); end;

CREATE TRIGGER engine_versions_kept before delete on engine_versions
    begin select raise(abort, 'versions of engines are kept'); end;

CREATE TABLE engine_versions (
    org_id text not null,
    engine text not null,
    version text not null,
    id text not null,
    changelog text not null,
    executor text not null,
    created_at integer not null,
    primary key (org_id, engine, version),
    foreign key (org_id, engine) references engines (org_id, slug)
  ) strict;

CREATE UNIQUE INDEX engine_versions_id on engine_versions (org_id, engine, id);

CREATE TABLE engines (
    org_id text not null references orgs (id),
    id text not null,
    slug text not null check (length(slug) between 3 and 50 and slug not glob '*[^a-z0-9-]*'),
    label text not null,
    engine_type text not null,
    description text,
    releases text not null,
    secrets text not null,
    created_at integer not null,
    primary key (org_id, slug)
  ) strict;

CREATE UNIQUE INDEX engines_id on engines (org_id, id);

CREATE TRIGGER environments_immutable before update on environments
    when old.org_id is not new.org_id or old.id is not new.id or old.slug is not new.slug
      or old.kind is not new.kind or old.created_at is not new.created_at
      or (old.deleted_at is not null and new.deleted_at is not old.deleted_at)
    begin select raise(abort, 'an environment''s slug and kind never change, and its deletion is for good'); end;

CREATE TRIGGER environments_kept before delete on environments
    begin select raise(abort, 'environments are kept'); end;

CREATE TRIGGER environments_not_replaced before insert on environments
    when exists (select 1 from environments where org_id = new.org_id and (id = new.id
      or (kind = 'live' and new.kind = 'live') or (slug = new.slug and deleted_at is null and new.deleted_at is null)))
    begin select raise(abort, 'environments are kept'); end;

CREATE TABLE environments (
    org_id text not null references orgs (id),
    id text not null,
    slug text not null check (length(slug) between 1 and 16 and slug not glob '*[^a-z0-9_]*'),
    kind text not null check (kind in ('live', 'environment', 'test')),
    description text,
    created_at integer not null,
    deleted_at integer check (kind <> 'live' or deleted_at is null), pinned_engine_version text,
    primary key (org_id, id)
  ) strict;

CREATE UNIQUE INDEX environments_live on environments (org_id) where kind = 'live';

CREATE UNIQUE INDEX environments_slug on environments (org_id, slug) where deleted_at is null;

CREATE TABLE events (
    org_id text not null,
    environment_id text not null,
    id text not null,
    type text not null,
    payload text not null,
    created_at integer not null, emptied_at integer, run_id text,
    primary key (org_id, environment_id, id)
  ) strict;

CREATE INDEX events_run on events (org_id, environment_id, run_id) where run_id is not null;

CREATE TABLE histograms (
    org_id text not null,
    environment_id text not null,
    hour integer not null,
    measure text not null,
    bin integer not null,
    count integer not null,
    primary key (org_id, environment_id, hour, measure, bin)
  ) strict, without rowid;

CREATE TABLE members (
    org_id text not null references orgs (id),
    id text not null,
    email text not null check (email = lower(email)),
    permissions text not null,
    created_at integer not null,
    issuer text,
    subject text,
    primary key (org_id, id)
  ) strict, without rowid;

CREATE UNIQUE INDEX members_email on members (org_id, email);

CREATE INDEX members_person on members (email);

CREATE TABLE orgs (
    id text not null primary key,
    name text not null,
    environment_limit integer not null,
    endpoint_limit integer not null,
    created_at integer not null,
    suspended_at integer
  , rate_limit_per_minute integer, audit_number integer not null default 0, audit_mac text not null default '') strict;

CREATE INDEX orgs_suspended on orgs (id) where suspended_at is not null;

CREATE TABLE remembered (
    org_id text not null,
    scope text not null,
    key text not null,
    fingerprint text not null,
    answer text not null,
    expires_at integer not null,
    primary key (org_id, scope, key)
  ) strict, without rowid;

CREATE INDEX remembered_expiry on remembered (expires_at);

CREATE TABLE runs (
    org_id text not null,
    environment_id text not null,
    id text not null,
    environment text not null,
    engine text not null,
    status text not null,
    created_at integer not null,
    input text not null,
    offerings text,
    metadata text,
    api_key_id text,
    started_at integer,
    stage text,
    output text,
    solutions text,
    error text,
    error_details text,
    completed_at integer,
    duration_ms integer,
    due_at integer,
    lease_token text, release text not null default '1.0', engine_version text, emptied_at integer, replay_of text, live integer generated always as (environment = 'live') virtual,
    primary key (org_id, environment_id, id),
    foreign key (org_id, environment_id) references environments (org_id, id)
  ) strict;

CREATE INDEX runs_ended on runs (completed_at) where completed_at is not null and emptied_at is null;

CREATE INDEX runs_otherwise on runs (org_id, environment_id, status, id)
    where status in ('failed', 'degraded', 'cancelled');

CREATE INDEX runs_turns on runs (live, org_id, environment_id, due_at, id) where due_at is not null;

CREATE TABLE sessions (
    org_id text not null,
    hash text not null unique,
    member_id text not null,
    created_at integer not null,
    used_at integer not null,
    primary key (org_id, hash),
    foreign key (org_id, member_id) references members (org_id, id)
  ) strict, without rowid;

CREATE INDEX sessions_member on sessions (org_id, member_id);

CREATE TABLE settings (
    name text not null primary key,
    value text not null
  ) strict, without rowid;

CREATE TABLE sign_in_links (
    org_id text not null,
    hash text not null unique,
    member_id text not null,
    created_at integer not null,
    expires_at integer not null,
    primary key (org_id, hash),
    foreign key (org_id, member_id) references members (org_id, id)
  ) strict, without rowid;

CREATE INDEX sign_in_links_member on sign_in_links (org_id, member_id);

CREATE TABLE usage (
    org_id text not null,
    environment_id text not null,
    hour integer not null,
    runs_submitted integer not null,
    runs_completed integer not null,
    runs_degraded integer not null,
    runs_failed integer not null,
    runs_cancelled integer not null,
    run_duration_ms integer not null,
    deliveries_succeeded integer not null,
    deliveries_failed integer not null,
    primary key (org_id, environment_id, hour)
  ) strict, without rowid;
