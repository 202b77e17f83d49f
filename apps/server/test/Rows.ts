/** What is in a server's database, read past the server: a SQLite file by its path, or PostgreSQL by its URL. */
import { PgConnection } from "@effect/sql-pg"
import Database from "better-sqlite3"
import { Effect, Redacted } from "effect"

/** The rows of a query on a SQLite file. */
export const rowsOfFile = <A>(path: string, sql: string): ReadonlyArray<A> => {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare<[], A>(sql).all()
  } finally {
    db.close()
  }
}

/** Runs a statement on PostgreSQL over a connection of its own, as whoever the URL names. */
export const rowsOfPostgres = async <A>(url: string, sql: string): Promise<ReadonlyArray<A>> => {
  const { rows } = await Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(
        PgConnection.make({ url: Redacted.make(url), startupParameters: { search_path: "nexio" } }),
        (session) => session.query(sql)
      )
    )
  )
  // Instants and counts, which a number holds exactly.
  return rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value])
      ) as A
  )
}

export const rowsOf = async <A>(database: string, sql: string): Promise<ReadonlyArray<A>> =>
  database.startsWith("postgres:") ? rowsOfPostgres<A>(database, sql) : rowsOfFile<A>(database, sql)
