/** Sessions of members. */
export const sessions: ReadonlyArray<string> = [
  `create table sessions (
    org_id text not null,
    hash text not null unique,
    member_id text not null,
    created_at integer not null,
    used_at integer not null,
    primary key (org_id, hash),
    foreign key (org_id, member_id) references members (org_id, id)
  ) strict, without rowid`,
  `create index sessions_member on sessions (org_id, member_id)`,
  // A person is found whatever orgs it is a member of.
  `create index members_person on members (email)`
]
