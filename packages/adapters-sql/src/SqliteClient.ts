/** A `SqlClient` on one better-sqlite3 connection. Its statements run synchronously. */
import type { Database, Statement as Prepared } from "better-sqlite3"
import { Effect, Semaphore, Stream } from "effect"
import { SqlClient, type SqlConnection, SqlError, Statement } from "effect/sql"

export const make = (db: Database) => {
  const prepared = new Map<string, Prepared>()

  const prepare = (sql: string): Prepared => {
    let statement = prepared.get(sql)
    if (statement === undefined) {
      statement = db.prepare(sql)
      prepared.set(sql, statement)
    }
    return statement
  }

  const attempt = <A>(operation: string, run: () => A): Effect.Effect<A, SqlError.SqlError> =>
    Effect.try({
      try: run,
      catch: (cause) =>
        new SqlError.SqlError({
          reason: SqlError.classifySqliteError(cause, { message: "A statement failed", operation })
        })
    })

  const run = (sql: string, params: ReadonlyArray<unknown>): ReadonlyArray<any> => {
    const statement = prepare(sql)
    const values = params.map(bindable)
    if (statement.reader) return statement.all(...values)
    statement.run(...values)
    return []
  }

  const execute: SqlConnection.Connection["execute"] = (sql, params) => attempt("execute", () => run(sql, params))
  const values: SqlConnection.Connection["executeValues"] = (sql, params) =>
    attempt(
      "execute",
      () =>
        db
          .prepare(sql)
          .raw(true)
          .all(...params.map(bindable)) as Array<Array<unknown>>
    )

  const connection: SqlConnection.Connection = {
    execute,
    executeUnprepared: execute,
    executeRaw: (sql, params) => execute(sql, params, undefined),
    executeValues: values,
    executeValuesUnprepared: values,
    executeStream: (sql, params) => Stream.fromIterableEffect(attempt("stream", () => run(sql, params)))
  }

  return SqlClient.make({
    ...SqlClient.makeSqliteAcquirers({
      connection: Effect.succeed(connection),
      semaphore: Semaphore.makeUnsafe(1),
      isTransaction: () => db.inTransaction
    }),
    compiler: Statement.makeCompilerSqlite(),
    driver: "better-sqlite3",
    beginTransaction: "begin immediate",
    prepareTransactionControls: true,
    spanAttributes: [["db.system.name", "sqlite"]]
  })
}

/** SQLite has no booleans, and better-sqlite3 takes none. */
export const bindable = (param: unknown): unknown => (typeof param === "boolean" ? Number(param) : param)
