/** The schema of a PostgreSQL database as text, read from the catalogs: stable, and in the words that make it. */
import type { PgClient } from "@effect/sql-pg"
import { Effect } from "effect"

const ofSchema = "relnamespace = 'nexio'::regnamespace"

/** Whoever migrated owns the tables; its name is the installation's own. */
const ownerOf = (column: string) =>
  `case when ${column} = current_user::regrole then 'whoever migrates' else ${column}::regrole::text end`

/** Each gives lines in an order of its own. */
const parts: ReadonlyArray<readonly [title: string, query: string]> = [
  [
    "roles",
    `select format('role %s%s%s%s%s%s%s', rolname,
       case when rolcanlogin then ' login' else ' nologin' end, case when rolsuper then ' superuser' end,
       case when rolbypassrls then ' bypassrls' end, case when rolcreaterole then ' createrole' end,
       case when rolcreatedb then ' createdb' end, case when rolreplication then ' replication' end) as line
     from pg_roles where rolname like 'nexio\\_%' and rolname in ('nexio_server', 'nexio_across') order by 1`
  ],
  [
    "the schema",
    `select format('grant %s on schema nexio to %s', lower(string_agg(privilege_type, ', ' order by privilege_type)), grantee::regrole) as line
     from pg_namespace, aclexplode(nspacl) where nspname = 'nexio' and grantee <> nspowner group by grantee order by 1`
  ],
  [
    "tables",
    `select format(E'\\n%s %s%s (\\n  %s\\n)%s owned by %s;', case c.relkind::text when 'r' then 'table' else 'relation of kind ' || c.relkind::text end, c.relname,
       case when c.relpersistence <> 'p' then ' of persistence ' || c.relpersistence::text end,
       concat_ws(E',\\n  ',
         (select string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod),
            case when attcollation <> typcollation then 'collate ' || (select quote_ident(collname) from pg_collation l where l.oid = attcollation) end,
            case when attnotnull then 'not null' end,
            'default ' || (select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = c.oid and adnum = attnum)),
            E',\\n  ' order by attnum) from pg_attribute join pg_type y on y.oid = atttypid
          where attrelid = c.oid and attnum > 0 and not attisdropped),
         (select string_agg(conname || ': ' || pg_get_constraintdef(oid), E',\\n  ' order by contype desc, conname)
          from pg_constraint where conrelid = c.oid and contype not in ('n', 't'))),
       ' with (' || array_to_string(c.reloptions, ', ') || ')', ${ownerOf("c.relowner")})
       || coalesce((select E'\\n' || string_agg(pg_get_indexdef(indexrelid) || ';', E'\\n' order by indexrelid::regclass::text)
          from pg_index i where indrelid = c.oid and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))), '')
       || coalesce((select E'\\n' || string_agg(pg_get_triggerdef(oid) || ';' || case when tgenabled <> 'O' then ' -- enabled: ' || tgenabled::text else '' end, E'\\n' order by tgname)
          from pg_trigger where tgrelid = c.oid and not tgisinternal), '')
       || case when c.relrowsecurity then E'\\nrow level security enabled' || case when c.relforcerowsecurity then ' and forced;' else ';' end else '' end
       || coalesce((select E'\\n' || string_agg(concat_ws(' ', case when polpermissive then 'policy' else 'restrictive policy' end, polname, 'for', polcmd::text,
            'to', (select string_agg(case member when 0 then 'public' else member::regrole::text end, ', ') from unnest(polroles) member),
            'using ' || pg_get_expr(polqual, polrelid), 'with check ' || pg_get_expr(polwithcheck, polrelid)) || ';', E'\\n' order by polname)
          from pg_policy where polrelid = c.oid), '')
       || coalesce((select E'\\n' || string_agg(line, E'\\n' order by line) from (
            select format('grant %s to %s;', lower(string_agg(privilege_type, ', ' order by privilege_type)), case grantee when 0 then 'public' else grantee::regrole::text end) as line
            from aclexplode(c.relacl) where grantee <> c.relowner group by grantee) grants), '') as line
     from pg_class c where ${ofSchema} and relkind not in ('i', 'I') order by c.relname`
  ],
  [
    "functions",
    `select format(E'\\n%s;\\nowned by %s%s;', rtrim(pg_get_functiondef(p.oid), E'\\n'), ${ownerOf("proowner")},
       case when proacl is null then '; execute for public' else
         coalesce((select '; execute for ' || string_agg(case grantee when 0 then 'public' else grantee::regrole::text end, ', ' order by grantee)
           from aclexplode(proacl) where grantee <> proowner), '') end) as line
     from pg_proc p where pronamespace = 'nexio'::regnamespace order by proname`
  ]
]

/** The schema, and which migrations made it. */
export const schema = (admin: PgClient.PgClient) =>
  Effect.gen(function* () {
    const [{ version } = { version: 0 }] = yield* admin<{ readonly version: number }>`
      select max(number) as version from nexio.migrations`
    const texts = [`-- version ${version}`]
    for (const [title, query] of parts) {
      const rows = yield* admin.unsafe<{ readonly line: string }>(query)
      texts.push(`-- ${title}`, rows.map(({ line }) => line.trimStart()).join(title === "roles" ? "\n" : "\n\n"))
    }
    return `${texts.join("\n\n")}\n`
  })
