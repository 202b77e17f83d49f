import { policed } from "./Policies.ts"

/** The audit log, and the head of each org's chain in the org's row. Servers add to it and change nothing. */
export const auditLog: ReadonlyArray<string> = [
  `alter table orgs add column audit_number bigint not null default 0`,
  `alter table orgs add column audit_mac text not null default ''`,
  `create table audit_log (
    org_id uuid not null references orgs (id),
    number bigint not null,
    created_at bigint not null,
    actor text not null,
    address text,
    action text not null,
    target text not null,
    environment_id uuid,
    details text,
    mac text not null,
    primary key (org_id, number)
  )`,
  ...policed("audit_log", "select, insert"),

  // What it gives is a row of the table, whatever its columns are when it is called.
  `create or replace function list_orgs(after uuid, at_most integer) returns setof orgs
   language sql stable security definer set search_path = pg_catalog, pg_temp
   as 'select * from nexio.orgs where $1 is null or id < $1 order by id desc limit $2'`
]
