/** When a key was rolled, and when it was last used. */
import { across } from "./Policies.ts"

export const keyLifetimes: ReadonlyArray<string> = [
  `alter table api_keys add column rolled_at bigint, add column last_used_at bigint`,
  // It gives the columns that there were when it was made.
  `drop function find_api_keys(text[])`,
  ...across(
    "find_api_keys(text[])",
    `create function find_api_keys(hashes text[]) returns setof api_keys
     language sql stable security definer set search_path = pg_catalog, pg_temp
     begin atomic select * from nexio.api_keys where hash = any (hashes); end`
  )
]
