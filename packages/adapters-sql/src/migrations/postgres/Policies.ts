/**
 * Row-level security: the second wall between orgs, which holds where a query forgets the first.
 *
 * Servers work as the role `nexio_server`, which owns nothing and bypasses nothing, and sees the rows of the orgs that
 * its transaction names in `nexio.orgs`. What has to look across orgs (a key by its hash, what is due) is a function
 * of the role `nexio_across`, with which nobody logs in.
 */

/** The statements that put a table under row-level security, and grant the server what it does there. */
export const policed = (table: string, rights: string, org = "org_id"): ReadonlyArray<string> => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  // In a sub-select, so that the list is read once a statement and not once a row; and as what is or is not true, so
  // that a statement's own keys find its rows, and the list only tests them.
  `create policy of_the_orgs_named on ${table} to nexio_server using ((${org} = any ((select
    string_to_array(nullif(current_setting('nexio.orgs', true), ''), ',')::uuid[])::uuid[])) is true)`,
  `create policy across_orgs on ${table} to nexio_across using (true)`,
  `grant ${rights} on ${table} to nexio_server`
]

/**
 * The statements that make a function which looks across orgs: the server may call it, and nobody else. `signature`
 * is its name with the types of what it takes; what it does names each table with its schema.
 */
export const across = (signature: string, body: string): ReadonlyArray<string> => [
  body,
  `alter function ${signature} owner to nexio_across`,
  `revoke all on function ${signature} from public`,
  `grant execute on function ${signature} to nexio_server`
]

/** How a function says that it finds its rows by their keys, whatever the planner thinks of their tables. */
export const byKey = ["seqscan", "bitmapscan", "material", "hashjoin", "mergejoin"]
  .map((way) => `set enable_${way} = off`)
  .join(" ")
