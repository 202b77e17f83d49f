import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Effect, Exit, Layer, Logger } from "effect"
import { SqlError } from "effect/sql"
import { describe, expect, it } from "vitest"
import { PostgresDatabase } from "../../src/index.ts"
import * as Catalog from "./Catalog.ts"
import * as PostgresServer from "./PostgresServer.ts"
import * as PostgresTables from "./PostgresTables.ts"
import * as PostgresTest from "./PostgresTest.ts"
import * as Tenants from "./Tenants.ts"

const golden = join(import.meta.dirname, "../../schema/postgres.sql")

/** Runs with a database that has no schema yet. */
const onNothing = <A, E>(test: (database: PostgresTest.PostgresTest) => Effect.Effect<A, E>) =>
  Effect.runPromise(Effect.scoped(Effect.flatMap(PostgresTest.make, test)).pipe(Effect.provide(Logger.layer([]))))

/** A start of a server: it migrates and opens the database, and closes it. */
const start = ({ url }: PostgresTest.PostgresTest) =>
  Effect.scoped(Layer.build(Layer.fresh(PostgresDatabase.layer(url))))

const onServer = PostgresServer.open()

describe("The schema of a migrated database", () => {
  it("is the committed one, so that a migration shows what it does; NEXIO_GOLDEN=write writes it anew", () =>
    onServer(({ admin }) =>
      Effect.gen(function* () {
        const schema = yield* Catalog.schema(admin)
        if (process.env["NEXIO_GOLDEN"] === "write") writeFileSync(golden, schema)
        expect(schema).toBe(readFileSync(golden, "utf8"))
      })
    ))

  it("and all that is in it stays as it is when the database is opened again", () =>
    onServer((test) =>
      Effect.gen(function* () {
        yield* Tenants.two(test)
        const before = [yield* Catalog.schema(test.admin), yield* PostgresTables.touched(test.admin)]
        yield* start(test)
        expect([yield* Catalog.schema(test.admin), yield* PostgresTables.touched(test.admin)]).toEqual(before)
      })
    ))

  it("is not touched where it is newer than the server, which says so", () =>
    onNothing((test) =>
      Effect.gen(function* () {
        yield* start(test)
        yield* test.admin`insert into nexio.migrations (number) values (4711)`
        const before = [yield* Catalog.schema(test.admin), yield* PostgresTables.touched(test.admin)]
        const refused = yield* Effect.flip(start(test))
        expect(refused).toMatchObject({ _tag: "DatabaseRefused", message: expect.stringMatching(/4711.*newer server/) })
        expect([yield* Catalog.schema(test.admin), yield* PostgresTables.touched(test.admin)]).toEqual(before)
      })
    ))

  it("is made once, whole, by ten servers that start at once, and each of them starts", () =>
    onNothing((test) =>
      Effect.gen(function* () {
        const starts = yield* Effect.forEach(Array.from({ length: 10 }), () => Effect.exit(start(test)), {
          concurrency: "unbounded"
        })
        expect(starts.filter(Exit.isFailure)).toEqual([])
        expect(yield* Catalog.schema(test.admin)).toBe(readFileSync(golden, "utf8"))
      })
    ))
})

describe("An environment's row", () => {
  /** Tried by a superuser, whom triggers and constraints concern, and by a server, as if it had every right. */
  const stands = (statements: ReadonlyArray<string>) =>
    onServer((test) =>
      Effect.gen(function* () {
        const [{ dev, orgId }] = yield* Tenants.two(test)
        const { admin } = test
        yield* admin.unsafe(`update nexio.environments set deleted_at = 2 where slug = 'dev' and org_id <> '${orgId}'`)
        const before = yield* PostgresTables.dump(admin)
        const asServer = [
          "grant all on all tables in schema nexio to nexio_server",
          "set local role nexio_server",
          `select set_config('nexio.orgs', (select string_agg(id::text, ',') from nexio.orgs), true)`
        ]
        const roles = [[], [asServer[2]!, asServer[0]!, asServer[1]!]]
        for (const statement of statements) {
          for (const role of roles) {
            const sql = statement.replaceAll("$org", orgId).replaceAll("$dev", dev.id).replaceAll("$id", "0".repeat(32))
            // What passes is looked at before it is undone.
            const after = yield* Effect.forEach([...role, sql, "reset role"], (one) => admin.unsafe(one)).pipe(
              Effect.andThen(PostgresTables.dump(admin)),
              Effect.exit,
              Effect.flatMap(Effect.fail),
              admin.withTransaction,
              Effect.flip
            )
            if (SqlError.isSqlError(after)) throw after
            if (Exit.isSuccess(after)) expect(after.value, sql).toEqual(before)
            else expect(JSON.stringify(after.cause), sql).not.toContain("SqlSyntaxError")
          }
        }
        expect(yield* PostgresTables.dump(admin)).toEqual(before)
      })
    )

  it("is never deleted, by whatever statement, unless somebody turns triggers off: history is addressed by it", () =>
    stands([
      "delete from nexio.environments",
      "delete from nexio.environments where kind = 'live'",
      "delete from nexio.environments where slug = 'dev'",
      "truncate nexio.environments",
      "truncate nexio.environments cascade",
      "truncate nexio.orgs cascade",
      "delete from nexio.orgs",
      "merge into nexio.environments e using nexio.orgs o on e.org_id = o.id when matched then delete",
      "with gone as (delete from nexio.environments returning id) select * from gone"
    ]))

  it("of kind live is never marked as deleted", () =>
    stands([
      "update nexio.environments set deleted_at = 1 where kind = 'live'",
      "update nexio.environments set deleted_at = 1",
      "insert into nexio.environments (org_id, id, slug, kind, created_at, deleted_at) values ('$org', '$id', 'live', 'live', 1, 2)"
    ]))

  it("keeps its slug, kind, org, id and birth, also from an upsert", () =>
    stands([
      "update nexio.environments set slug = 'other' where slug = 'dev'",
      "update nexio.environments set kind = 'environment' where kind = 'live'",
      "update nexio.environments set kind = 'test' where slug = 'dev'",
      "update nexio.environments set id = '$id' where slug = 'dev'",
      "update nexio.environments set org_id = (select max(id::text)::uuid from nexio.orgs)",
      "update nexio.environments set created_at = 0",
      `insert into nexio.environments (org_id, id, slug, kind, created_at) values ('$org', '$dev', 'x', 'environment', 1)
         on conflict (org_id, id) do update set slug = excluded.slug`,
      `merge into nexio.environments e using nexio.orgs o on e.org_id = o.id when matched then update set slug = 'other'`
    ]))

  it("once deleted stays deleted, since when it is", () =>
    stands([
      "update nexio.environments set deleted_at = null where deleted_at is not null",
      "update nexio.environments set deleted_at = 3 where deleted_at is not null"
    ]))

  it("of kind live is one for each org, and slugs are unique among the active ones and well-formed", () =>
    stands(
      [
        ["live_2", "live"],
        ["dev", "environment"],
        ["Dev", "environment"],
        ["", "environment"],
        ["a".repeat(17), "environment"],
        ["a\nb", "environment"],
        ["dev_2", "other"]
      ].map(
        ([slug, kind]) =>
          `insert into nexio.environments (org_id, id, slug, kind, created_at) values ('$org', '$id', '${slug}', '${kind}', 1)`
      )
    ))
})
