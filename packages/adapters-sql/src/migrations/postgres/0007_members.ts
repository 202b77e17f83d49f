/** Members of orgs, and the links that they sign in with. A link is spent by its hash, whatever org it is of. */
import { across, byKey, policed } from "./Policies.ts"

export const members: ReadonlyArray<string> = [
  `create table members (
    org_id uuid not null references orgs (id),
    id uuid not null,
    email text collate "C" not null check (email = lower(email)),
    permissions text not null,
    created_at bigint not null,
    issuer text,
    subject text,
    primary key (org_id, id)
  )`,
  `create unique index members_email on members (org_id, email)`,
  ...policed("members", "select, insert, update, delete"),

  `create table sign_in_links (
    org_id uuid not null,
    hash text collate "C" not null unique,
    member_id uuid not null,
    created_at bigint not null,
    expires_at bigint not null,
    primary key (org_id, hash),
    foreign key (org_id, member_id) references members (org_id, id)
  )`,
  `create index sign_in_links_member on sign_in_links (org_id, member_id)`,
  ...policed("sign_in_links", "select, insert, delete"),

  `grant select on members to nexio_across`,
  `grant select, delete on sign_in_links to nexio_across`,
  // Of several at once one deletes the link, and the others find it gone.
  ...across(
    "spend_sign_in_link(text, bigint)",
    `create function spend_sign_in_link(token_hash text, now_at bigint) returns setof members
     language sql volatile security definer set search_path = pg_catalog, pg_temp ${byKey}
     begin atomic
       with spent as (
         delete from nexio.sign_in_links l where l.hash = token_hash and l.expires_at > now_at
         returning l.org_id, l.member_id
       )
       select m.* from spent join nexio.members m on (m.org_id, m.id) = (spent.org_id, spent.member_id);
     end`
  )
]
