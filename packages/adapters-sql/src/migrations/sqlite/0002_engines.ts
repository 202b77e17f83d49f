/** Engines and their versions, and which one executes a run. Each org that exists gets the engine `default` at 1.0. */
export const engines: ReadonlyArray<string> = [
  `create table engines (
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
  ) strict`,
  `create unique index engines_id on engines (org_id, id)`,

  `create table engine_versions (
    org_id text not null,
    engine text not null,
    version text not null,
    id text not null,
    changelog text not null,
    executor text not null,
    created_at integer not null,
    primary key (org_id, engine, version),
    foreign key (org_id, engine) references engines (org_id, slug)
  ) strict`,
  `create unique index engine_versions_id on engine_versions (org_id, engine, id)`,
  `create trigger engine_versions_immutable before update on engine_versions
    begin select raise(abort, 'a version of an engine never changes'); end`,
  `create trigger engine_versions_kept before delete on engine_versions
    begin select raise(abort, 'versions of engines are kept'); end`,

  // An org's id is an id of the instant that its engine and that one's version are made at, and nobody else's.
  `insert into engines (org_id, id, slug, label, engine_type, releases, secrets, created_at)
    select id, id, 'default', 'Default', 'echo', '[0]', '[]', created_at from orgs`,
  `insert into engine_versions (org_id, engine, version, id, changelog, executor, created_at)
    select id, 'default', '1.0', id, 'The output is the input.', '{"type":"echo"}', created_at from orgs`,

  `alter table runs add column release text not null default '1.0'`,
  `alter table runs add column engine_version text`
]
