/** The audit log, and the head of each org's chain in the org's row. */
export const auditLog: ReadonlyArray<string> = [
  `alter table orgs add column audit_number integer not null default 0`,
  `alter table orgs add column audit_mac text not null default ''`,
  `create table audit_log (
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
  ) strict, without rowid`
]
