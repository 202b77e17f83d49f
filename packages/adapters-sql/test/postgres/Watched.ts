/** A database whose every statement of a server is seen before it goes, and may be another then. */
import type { PgConnection, PgPool } from "@effect/sql-pg"
import { Effect, Layer } from "effect"
import { Statement } from "effect/sql"
import { PostgresDatabase } from "../../src/index.ts"

/** Says what goes to the database in place of a statement. */
export type Through = (sql: string, parameters: ReadonlyArray<unknown>) => string

/** The database with batches that go through; what others send goes so where {@link statements} is around it. */
export const batches = (through: Through) =>
  Layer.effect(
    PostgresDatabase,
    Effect.map(PostgresDatabase, ({ batches, counts, lookups, ...database }) =>
      PostgresDatabase.of({
        ...database,
        batches: { ...batches, ...pool(batches, through) },
        counts: { ...counts, ...pool(counts, through) },
        lookups: { ...lookups, ...pool(lookups, through) }
      })
    )
  )

const pool = (batches: PgPool.PgPool, through: Through): Pick<PgPool.PgPool, "use"> => ({
  use: (f) =>
    batches.use((session) => {
      const query: PgConnection.PgConnection["query"] = (sql, parameters = [], prepare) =>
        session.query(through(sql, parameters), parameters, prepare)
      return f(Object.assign(Object.create(session) as PgConnection.PgConnection, { query }))
    })
})

/** Lets the statements of transactions go through. */
export const statements = (through: Through) =>
  Effect.provideService(Statement.CurrentTransformer, (statement, sql) => {
    const [text, parameters] = statement.compile()
    return Effect.succeed(sql.unsafe(through(text, parameters), parameters))
  })
