/** What row-level security there is, as the catalogs say it. */
import type { PgClient } from "@effect/sql-pg"
import { Effect } from "effect"

/** The condition of the policy that shows a server the rows of the orgs that its transaction names. */
const condition = (org: string) =>
  `((${org} = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE)`

/**
 * What a server could read or write in the schema whatever orgs it names. A view is such a thing: it reads as who owns
 * it. Protected is a table alone that has row-level security, forced also on its owner, and for the server's role one
 * policy, which is the one above, for all statements.
 */
export const unprotected = (admin: PgClient.PgClient) =>
  Effect.map(
    admin<{ readonly name: string }>`
      select c.relname::text as name from pg_class c
      where c.relnamespace = 'nexio'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not (
        c.relkind in ('r', 'p') and c.relrowsecurity and c.relforcerowsecurity and (
          select array_agg(concat_ws(' ', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, c.oid), p.polwithcheck))
          from pg_policy p where p.polrelid = c.oid and p.polroles && array['nexio_server'::regrole::oid, 0::oid]
        ) is not distinct from array['* t ' || case c.relname when 'orgs' then ${condition("id")} else ${condition("org_id")} end]
      ) order by 1`,
    (tables) => tables.map(({ name }) => name)
  )
