import { StorageUnavailable } from "@nexio/core"
import { Cause, Effect, Exit } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { SqliteDatabase } from "../src/index.ts"
import * as SqliteTransaction from "../src/SqliteTransaction.ts"
import { Transaction } from "../src/Transaction.ts"
import { onDatabase, turns } from "./Installation.ts"
import { runs } from "./runs.ts"
import * as Tables from "./Tables.ts"

/** Runs with transactions on a new database that has a table of numbers, each at most once. */
const withNumbers = (test: (path: string, transaction: Transaction["Service"]) => Effect.Effect<void, unknown>) =>
  onDatabase((path) =>
    Effect.gen(function* () {
      const { writer } = yield* SqliteDatabase
      writer.exec("create table numbers (number integer primary key)")
      yield* Effect.provide(
        Transaction.use((transaction) => test(path, transaction)),
        SqliteTransaction.layer
      )
    })
  )

const insert = (number: number) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql`insert into numbers (number) values (${number})`)

const select = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<{ readonly number: number }>`select number from numbers order by number`
).pipe(Effect.map((rows) => rows.map(({ number }) => number)))

const written = (path: string) =>
  Tables.read(path, "select number from numbers order by number").map((row) => row["number"])

const together = { concurrency: "unbounded" } as const

type Kind = "writes" | "refuses" | "conflicts" | "nests" | "dies" | "waits"

/** What a transaction does once it has written. */
const goOn: Readonly<
  Record<Kind, (number: number) => Effect.Effect<number, string | SqlError.SqlError, SqlClient.SqlClient>>
> = {
  writes: (number: number) => Effect.succeed(number),
  refuses: (number: number) => Effect.fail(`refused ${number}`),
  conflicts: (number: number) => Effect.as(insert(number), -1),
  nests: (number: number) =>
    SqlClient.SqlClient.use((sql) =>
      Effect.ignore(sql.withTransaction(Effect.andThen(insert(2_000), insert(number))))
    ).pipe(Effect.as(number)),
  dies: (number: number) => Effect.die(`defect ${number}`),
  waits: () => Effect.never
}

const kind: fc.Arbitrary<Kind> = fc.constantFrom("writes", "refuses", "conflicts", "nests", "dies", "waits")

const expected = {
  writes: (number: number) => ({ wrote: number }),
  nests: (number: number) => ({ wrote: number }),
  refuses: (number: number) => ({ failed: `refused ${number}` }),
  conflicts: () => ({ failed: expect.any(StorageUnavailable) }),
  dies: (number: number) => ({ died: `defect ${number}` }),
  waits: () => ({ died: expect.anything() })
}

const told = <A>(exit: Exit.Exit<A, unknown>) =>
  Exit.isSuccess(exit)
    ? { wrote: exit.value }
    : { [Cause.hasDies(exit.cause) ? "died" : "failed"]: Cause.squash(exit.cause) }

describe("Statements that write", () => {
  it("stand or fall together, whatever else is written at the same time", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(kind, fc.nat({ max: 3 })), { minLength: 1, maxLength: 30 }), (kinds) =>
        withNumbers((path, transaction) =>
          Effect.gen(function* () {
            const exits = yield* Effect.forEach(
              kinds,
              ([kind, wait], number) =>
                turns(wait).pipe(
                  Effect.andThen(
                    transaction.write(
                      [],
                      insert(number).pipe(Effect.andThen(insert(1_000 + number)), Effect.andThen(goOn[kind](number)))
                    )
                  ),
                  Effect.exit
                ),
              together
            )
            expect(exits.map(told)).toEqual(kinds.map(([kind], number) => expected[kind](number)))
            const stand = exits.flatMap((exit) => (Exit.isSuccess(exit) ? [exit.value] : []))
            expect(written(path)).toEqual([...stand, ...stand.map((number) => 1_000 + number)])
          })
        )
      ),
      runs
    ))
})

describe("Statements that read", () => {
  it("see what was acknowledged before they began, and nothing that is not committed", () =>
    withNumbers((_path, transaction) =>
      Effect.gen(function* () {
        const seen = yield* Effect.forEach(
          Array.from({ length: 30 }, (_, number) => number),
          (number) =>
            Effect.gen(function* () {
              yield* turns(number % 3)
              yield* transaction.write([], insert(number))
              return [number, yield* transaction.read([], select)] as const
            }),
          together
        )
        for (const [number, numbers] of seen) expect(numbers).toContain(number)
        const within = yield* transaction.write([], Effect.andThen(insert(99), transaction.read([], select)))
        expect(within).not.toContain(99)
        expect(yield* transaction.read([], select)).toContain(99)
      })
    ))

  it("see one state of the database, however many they are", () =>
    withNumbers((_path, transaction) =>
      Effect.gen(function* () {
        const twice = Effect.zip(
          select,
          Effect.andThen(
            Effect.forEach(Array.from({ length: 50 }), () => select),
            select
          )
        )
        const reads = Effect.forEach(Array.from({ length: 200 }), () => transaction.read([], twice))
        const writes = Effect.forEach(
          Array.from({ length: 200 }, (_, number) => number),
          (number) => Effect.andThen(transaction.write([], insert(number)), turns(1))
        )
        const [pairs] = yield* Effect.all([reads, writes], together)
        for (const [first, last] of pairs) expect(last).toEqual(first)
      })
    ))

  it("cannot write", () =>
    withNumbers((path, transaction) =>
      Effect.gen(function* () {
        expect(yield* Effect.flip(transaction.read([], insert(1)))).toBeInstanceOf(StorageUnavailable)
        expect(written(path)).toEqual([])
      })
    ))
})
