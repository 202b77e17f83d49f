/** What a batch does with the session that it has alone: one transaction, in as few round trips as it can be. */
import { type PgConnection, PgTypes } from "@effect/sql-pg"
import type { Id } from "@nexio/core"
import { Effect, Exit, Result } from "effect"
import { SqlError } from "effect/sql"
import { types } from "./PostgresDatabase.ts"
import type * as Row from "./Row.ts"

/** A statement with its parameters. */
export type Statement = readonly [sql: string, ...parameters: ReadonlyArray<unknown>]

/** How a transaction begins that sees and writes the rows of these orgs. */
export const begin = (orgs: Iterable<Id.OrgId>): ReadonlyArray<Statement> => [
  ["begin"],
  ["select set_config('nexio.orgs', $1, true)", [...new Set(orgs)].join(",")]
]

export const commit: Statement = ["commit"]

/**
 * Sends statements together, without waiting for the answer of one before the next, and gives the rows of each. The
 * first failure is told once all are answered; a commit that rolled back is one.
 */
export const send = (
  session: PgConnection.PgConnection,
  statements: ReadonlyArray<Statement>
): Effect.Effect<ReadonlyArray<ReadonlyArray<Row.Row>>, SqlError.SqlError> =>
  Effect.gen(function* () {
    const answers = yield* Effect.forEach(
      statements,
      ([sql, ...parameters]) => Effect.exit(session.query(sql, parameters)),
      { concurrency: "unbounded" }
    )
    const rows: Array<ReadonlyArray<Row.Row>> = []
    for (const [index, answer] of answers.entries()) {
      if (Exit.isFailure(answer)) return yield* Effect.failCause(answer.cause)
      if (statements[index] === commit && answer.value.command === "ROLLBACK") return yield* rolledBack
      rows.push(answer.value.rows as ReadonlyArray<Row.Row>)
    }
    return rows
  })

/** A commit that rolled back: a statement before it had failed. */
export const rolledBack = Effect.fail(
  new SqlError.SqlError({
    reason: new SqlError.UnknownError({
      cause: undefined,
      message: "The transaction was rolled back",
      operation: "commit"
    })
  })
)

const oids = {
  uuid: PgTypes.OID.text,
  text: PgTypes.OID.text,
  bigint: PgTypes.OID.int8,
  boolean: PgTypes.OID.bool
} as const satisfies Record<Row.PostgresType, number>

/** The columns of rows, each a list: for `unnest`, which makes them rows again. */
export const columnsOf = (
  rows: ReadonlyArray<ReadonlyArray<Row.Value>>,
  columnTypes: ReadonlyArray<Row.PostgresType>
): ReadonlyArray<unknown> =>
  columnTypes.map((type, column) =>
    Result.getOrThrow(
      PgTypes.array(
        rows.map((row) => row[column]),
        oids[type],
        types
      )
    )
  )

/** `unnest($1::type[], …)` for columns of these types, whose lists are the first parameters of the statement. */
export const unnest = (columnTypes: ReadonlyArray<Row.PostgresType>): string =>
  `unnest(${columnTypes.map((type, index) => `$${index + 1}::${type === "uuid" ? "text[]::uuid[]" : `${type}[]`}`).join(", ")})`
