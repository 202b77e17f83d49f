/** Members of orgs, and the links that they sign in with. */
export const members: ReadonlyArray<string> = [
  `create table members (
    org_id text not null references orgs (id),
    id text not null,
    email text not null check (email = lower(email)),
    permissions text not null,
    created_at integer not null,
    issuer text,
    subject text,
    primary key (org_id, id)
  ) strict, without rowid`,
  `create unique index members_email on members (org_id, email)`,

  `create table sign_in_links (
    org_id text not null,
    hash text not null unique,
    member_id text not null,
    created_at integer not null,
    expires_at integer not null,
    primary key (org_id, hash),
    foreign key (org_id, member_id) references members (org_id, id)
  ) strict, without rowid`,
  `create index sign_in_links_member on sign_in_links (org_id, member_id)`
]
