import type { PgClient } from "@effect/sql-pg"
import { Effect, Logger } from "effect"
import { SqlClient } from "effect/sql"
import { describe, expect, it } from "vitest"
import { migrate, newest } from "../../src/migrations/PostgresMigrations.ts"
import * as Migrated from "../Migrated.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as PostgresTables from "./PostgresTables.ts"
import * as PostgresTest from "./PostgresTest.ts"

/** Whoever migrates owns the tables, and is no superuser, whom policies would not concern. */
const owner = "nexio_test_owner"

const makeOwner = `do $$ begin
  if not exists (select from pg_roles where rolname = '${owner}') then
    create role ${owner} createrole;
    grant nexio_server, nexio_across to ${owner} with admin true, set true;
  end if;
exception when duplicate_object or unique_violation then null; end $$`

const migrated = (admin: PgClient.PgClient, to: number) =>
  admin.withTransaction(
    Effect.gen(function* () {
      yield* admin.unsafe(`set local role ${owner}`)
      yield* Effect.provideService(migrate(to), SqlClient.SqlClient, admin)
    })
  )

const columnsOf = (admin: PgClient.PgClient, table: string) =>
  Effect.map(
    admin<{ readonly name: string }>`select attname::text as name from pg_attribute
      where attrelid = ${`nexio.${table}`}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    (columns) => columns.map(({ name }) => name)
  )

/** The rows of a table, as JSON, with some of its columns. */
const rowsOf = (admin: PgClient.PgClient, table: string, columns: ReadonlyArray<string>) =>
  Effect.map(
    admin.unsafe<{ readonly rows: string }>(
      `select coalesce(json_agg(t order by t::text), '[]')::text as rows from (select ${columns} from nexio.${table}) t`
    ),
    ([all]) => all!.rows
  )

const rest = (tables: ReadonlyArray<string>) => tables.filter((name) => name !== "migrations")

describe("Rows that are older than the schema", () => {
  it("are kept as they are by every migration after them, and are read as what they were", () =>
    Effect.gen(function* () {
      const source = yield* PostgresTest.make
      const reading = Effect.forEach(
        yield* Effect.provide(Migrated.filled, PostgresServer.layer(source.url)),
        Migrated.read
      )
      const expected = yield* Effect.provide(reading, PostgresServer.layer(source.url))
      yield* source.admin.unsafe(makeOwner)
      for (const version of Migrated.versions(newest)) {
        yield* Effect.scoped(
          Effect.gen(function* () {
            const { admin, url } = yield* PostgresTest.make
            yield* admin.unsafe(
              `do $$ begin execute format('grant create on database %I to ${owner}', current_database()); end $$`
            )
            yield* migrated(admin, version)
            const tables = rest(yield* PostgresTables.names(admin))
            const before = new Map<string, readonly [columns: ReadonlyArray<string>, rows: string]>()
            for (const table of tables) {
              const known = yield* columnsOf(source.admin, table)
              const columns = (yield* columnsOf(admin, table)).filter((name) => known.includes(name))
              const rows = yield* rowsOf(source.admin, table, columns)
              yield* admin.withTransaction(
                Effect.andThen(
                  admin.unsafe("set local session_replication_role = replica"),
                  admin.unsafe(
                    `insert into nexio.${table} (${columns}) select ${columns} from json_populate_recordset(null::nexio.${table}, $1::json)`,
                    [rows]
                  )
                )
              )
              before.set(table, [columns, rows])
            }
            yield* migrated(admin, newest)
            for (const [table, [columns, rows]] of before) {
              expect(yield* rowsOf(admin, table, columns), `${table}, from version ${version} on`).toBe(rows)
            }
            expect(yield* Effect.provide(reading, PostgresServer.layer(url)), `from version ${version} on`).toEqual(
              expected
            )
          })
        )
      }
    }).pipe(Effect.scoped, Effect.provide(Logger.layer([])), Effect.runPromise))
})
