/** Sessions of members. A session is found by its hash, and a person by its e-mail address, whatever org they are of. */
import { across, byKey, policed } from "./Policies.ts"

export const sessions: ReadonlyArray<string> = [
  `create table sessions (
    org_id uuid not null,
    hash text collate "C" not null unique,
    member_id uuid not null,
    created_at bigint not null,
    used_at bigint not null,
    primary key (org_id, hash),
    foreign key (org_id, member_id) references members (org_id, id)
  )`,
  `create index sessions_member on sessions (org_id, member_id)`,
  `create index members_person on members (email)`,
  ...policed("sessions", "select, insert, update, delete"),

  `grant select on sessions to nexio_across`,
  ...across(
    "find_session(text)",
    `create function find_session(token_hash text) returns setof sessions
     language sql stable security definer set search_path = pg_catalog, pg_temp ${byKey}
     begin atomic
       select * from nexio.sessions where hash = token_hash;
     end`
  ),
  ...across(
    "members_of_person(text)",
    `create function members_of_person(of_email text) returns setof members
     language sql stable security definer set search_path = pg_catalog, pg_temp ${byKey}
     begin atomic
       select * from nexio.members where email = of_email order by id;
     end`
  )
]
