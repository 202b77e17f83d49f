/** What is in the tables of a PostgreSQL database, as a superuser sees it: what was committed, and nothing else. */
import type { PgClient } from "@effect/sql-pg"
import { Effect } from "effect"

/** The tables of the schema. */
export const names = (admin: PgClient.PgClient) =>
  Effect.map(
    admin<{ readonly name: string }>`select relname::text as name from pg_class
      where relnamespace = 'nexio'::regnamespace and relkind in ('r', 'p') order by 1`,
    (tables) => tables.map(({ name }) => name)
  )

/** The rows of each of the tables, as texts, in an order of their own. */
export const dump = (admin: PgClient.PgClient, only?: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const tables: Record<string, ReadonlyArray<string>> = {}
    for (const name of only ?? (yield* names(admin))) tables[name] = yield* read(admin, "t::text", name)
    return tables
  })

/** The rows with where and by whom each was written or locked, which also a change of nothing changes. */
export const touched = (admin: PgClient.PgClient) =>
  Effect.gen(function* () {
    const tables: Record<string, ReadonlyArray<string>> = {}
    for (const name of yield* names(admin)) {
      tables[name] = yield* read(admin, "concat_ws(' ', ctid, xmin, xmax, t)", name)
    }
    return tables
  })

const read = (admin: PgClient.PgClient, row: string, table: string) =>
  Effect.map(admin.unsafe<{ readonly row: string }>(`select ${row} as row from nexio.${table} t order by 1`), (rows) =>
    rows.map(({ row }) => row)
  )
