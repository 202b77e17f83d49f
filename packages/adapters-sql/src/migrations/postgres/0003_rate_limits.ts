/** How many requests an org may make in a minute, in its row and in those of its keys, and what was taken of them. */
import { across, policed } from "./Policies.ts"

export const rateLimits: ReadonlyArray<string> = [
  `alter table orgs add column rate_limit_per_minute integer`,
  `alter table api_keys add column rate_limit_per_minute integer`,

  // One row for each org that has a limit, which is of its latest minute.
  `create table rate_limits (
    org_id uuid primary key references orgs (id),
    minute bigint not null,
    total bigint not null,
    non_live bigint not null
  ) with (fillfactor = 50)`,
  ...policed("rate_limits", "select, insert, update"),

  // What gives whole rows was written down with the columns that there were.
  ...across(
    "find_api_keys(text[])",
    `create or replace function find_api_keys(hashes text[]) returns setof api_keys
     language sql stable security definer set search_path = pg_catalog, pg_temp
     begin atomic select * from nexio.api_keys where hash = any (hashes); end`
  ),
  ...across(
    "list_orgs(uuid, integer)",
    `create or replace function list_orgs(after uuid, at_most integer) returns setof orgs
     language sql stable security definer set search_path = pg_catalog, pg_temp
     begin atomic
       select * from nexio.orgs where after is null or id < after order by id desc limit at_most;
     end`
  )
]
