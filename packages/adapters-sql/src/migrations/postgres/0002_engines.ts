/** Engines and their versions, and which one executes a run. Each org that exists gets the engine `default` at 1.0. */
import { across, byKey, policed } from "./Policies.ts"

export const engines: ReadonlyArray<string> = [
  `create table engines (
    org_id uuid not null references orgs (id),
    id uuid not null,
    slug text collate "C" not null check (slug ~ '^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$'),
    label text not null,
    engine_type text not null,
    description text,
    releases text not null,
    secrets text not null,
    created_at bigint not null,
    primary key (org_id, slug)
  )`,
  `create unique index engines_id on engines (org_id, id)`,

  `create table engine_versions (
    org_id uuid not null,
    engine text collate "C" not null,
    version text collate "C" not null,
    id uuid not null,
    changelog text not null,
    executor text not null,
    created_at bigint not null,
    primary key (org_id, engine, version),
    foreign key (org_id, engine) references engines (org_id, slug)
  )`,
  `create unique index engine_versions_id on engine_versions (org_id, engine, id)`,

  // Who migrates owns the tables, and sees all orgs while no policy is forced on it. An org's id is an id of the
  // instant that its engine and that one's version are made at, and nobody else's.
  `alter table orgs no force row level security`,
  `insert into engines (org_id, id, slug, label, engine_type, releases, secrets, created_at)
    select id, id, 'default', 'Default', 'echo', '[0]', '[]', created_at from orgs`,
  `insert into engine_versions (org_id, engine, version, id, changelog, executor, created_at)
    select id, 'default', '1.0', id, 'The output is the input.', '{"type":"echo"}', created_at from orgs`,
  `alter table orgs force row level security`,
  ...policed("engines", "select, insert, update"),
  // A version never changes.
  ...policed("engine_versions", "select, insert"),

  `alter table runs add column release text not null default '1.0', add column engine_version text`,
  `alter table runs alter column release drop default`,

  // As EngineVersion.resolve has it; none where there is no such release.
  `create function release_of(releases text, asked text) returns text language sql immutable parallel safe
    return case
      when asked is null then
        nullif(jsonb_array_length(releases::jsonb), 0) || '.' || (releases::jsonb ->> -1)
      when asked ~ '^[1-9][0-9]{0,8}[.]x$' then
        split_part(asked, '.', 1) || '.' || (releases::jsonb ->> (split_part(asked, '.', 1)::integer - 1))
      when asked ~ '^[1-9][0-9]{0,8}[.](0|[1-9][0-9]{0,8})$'
        and split_part(asked, '.', 2)::bigint <=
          (releases::jsonb ->> (split_part(asked, '.', 1)::integer - 1))::bigint then asked
    end`,

  `grant select on engines, engine_versions to nexio_across`,
  `drop function claim_runs(bigint, bigint, text, integer)`,
  ...across(
    "claim_runs(bigint, bigint, text, integer)",
    `create function claim_runs(now_at bigint, until_at bigint, token text, at_most integer)
     returns table (run runs, executor text, secrets text)
     language sql volatile security definer set search_path = pg_catalog, pg_temp ${byKey}
     begin atomic
       with due as materialized (
         select org_id, environment_id, id from nexio.runs
         where due_at <= now_at and not exists
           (select from nexio.orgs where orgs.id = runs.org_id and suspended_at is not null)
         order by due_at, id limit at_most for no key update of runs skip locked
       ), claimed as (
         update nexio.runs r set status = 'processing', started_at = coalesce(r.started_at, now_at), due_at = until_at,
           lease_token = token
         from due where (r.org_id, r.environment_id, r.id) = (due.org_id, due.environment_id, due.id)
         returning r as run, r.org_id, r.engine, r.release
       )
       select c.run, v.executor, e.secrets from claimed c
       join nexio.engine_versions v on (v.org_id, v.engine, v.version) = (c.org_id, c.engine, c.release)
       join nexio.engines e on (e.org_id, e.slug) = (c.org_id, c.engine);
     end`
  )
]
