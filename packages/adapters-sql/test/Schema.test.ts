import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Orgs } from "@nexio/core"
import Database from "better-sqlite3"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { at, inFolder, open } from "./Installation.ts"
import * as Tables from "./Tables.ts"

const golden = join(import.meta.dirname, "../schema/sqlite.sql")

/** Executes SQL over a connection of its own, as somebody does who has the file and knows no better. */
const change = (path: string, sql: string): void => {
  const db = new Database(path)
  db.pragma("foreign_keys = off")
  try {
    db.exec(sql)
  } finally {
    db.close()
  }
}

const found = at(1_000)(Orgs.use((orgs) => orgs.found({ name: "Acme" })))

describe("The schema of a migrated database", () => {
  it("is the committed one, so that a migration shows what it does; NEXIO_GOLDEN=write writes it anew", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        yield* open(path)(Effect.void)
        const schema = Tables.schema(path)
        if (process.env["NEXIO_GOLDEN"] === "write") writeFileSync(golden, schema)
        expect(schema).toBe(readFileSync(golden, "utf8"))
      })
    ))

  it("and all that is in it stays as it is when the database is opened again", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        yield* open(path)(found)
        const [schema, dump] = [Tables.schema(path), Tables.dump(path)]
        yield* open(path)(Effect.void)
        expect(Tables.schema(path)).toBe(schema)
        expect(Tables.dump(path)).toEqual(dump)
      })
    ))

  it("is not touched where it is newer than the server, which says so", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        yield* open(path)(found)
        change(path, "pragma user_version = 4711")
        const before = [Tables.schema(path), Tables.dump(path)]
        const refused = yield* Effect.flip(open(path)(Effect.void))
        expect(refused).toMatchObject({ _tag: "DatabaseRefused", message: expect.stringMatching(/4711.*newer server/) })
        expect([Tables.schema(path), Tables.dump(path)]).toEqual(before)
      })
    ))
})

describe("An environment's row", () => {
  const stands = (statements: ReadonlyArray<string>, and: string = "") =>
    inFolder((path) =>
      Effect.gen(function* () {
        const { live, org } = yield* open(path)(found)
        change(
          path,
          `insert into environments (org_id, id, slug, kind, created_at) values ('${org.id}', 'another', 'dev', 'environment', 1); ${and}`
        )
        for (const statement of statements) {
          const before = Tables.dump(path)
          const sql = statement.replaceAll("$org", org.id).replaceAll("$live", live.id)
          try {
            change(path, sql)
          } catch (error) {
            expect(error, statement).toBeInstanceOf(Database.SqliteError)
          }
          expect(Tables.dump(path), statement).toEqual(before)
        }
      })
    )

  it("is never deleted, by whatever statement: history and usage are addressed by it", () =>
    stands([
      "delete from environments",
      "delete from environments where kind = 'live'",
      "delete from environments where slug = 'dev'",
      "replace into environments (org_id, id, slug, kind, created_at) values ('$org', '$live', 'dev_2', 'environment', 1)",
      "replace into environments (org_id, id, slug, kind, created_at) values ('$org', 'a third', 'live', 'live', 1)",
      "replace into environments (org_id, id, slug, kind, created_at) values ('$org', 'a third', 'dev', 'environment', 1)"
    ]))

  it("of kind live is never marked as deleted", () =>
    stands([
      "update environments set deleted_at = 1 where kind = 'live'",
      "update environments set deleted_at = 1",
      "insert into environments (org_id, id, slug, kind, created_at, deleted_at) values ('$org', 'a third', 'live', 'live', 1, 2)"
    ]))

  it("keeps its slug, kind, org, id and birth, also from an `update or replace`", () =>
    stands(
      ["update", "update or replace", "update or ignore"].flatMap((update) => [
        `${update} environments set slug = 'other' where slug = 'dev'`,
        `${update} environments set slug = 'live' where slug = 'dev'`,
        `${update} environments set kind = 'environment' where kind = 'live'`,
        `${update} environments set kind = 'live' where slug = 'dev'`,
        `${update} environments set kind = 'test' where slug = 'dev'`,
        `${update} environments set id = '$live' where slug = 'dev'`,
        `${update} environments set org_id = 'other' where slug = 'dev'`,
        `${update} environments set created_at = 0`
      ])
    ))

  it("once deleted stays deleted", () =>
    stands(
      ["update environments set deleted_at = null where slug = 'dev'"],
      "update environments set deleted_at = 2 where slug = 'dev'"
    ))

  it("of kind live is one for each org, and slugs are unique among the active ones", () =>
    stands([
      "insert into environments (org_id, id, slug, kind, created_at) values ('$org', 'a third', 'live_2', 'live', 1)",
      "insert into environments (org_id, id, slug, kind, created_at) values ('$org', 'a third', 'dev', 'environment', 1)",
      "insert into environments (org_id, id, slug, kind, created_at) values ('$org', 'a third', 'Dev', 'environment', 1)",
      "insert into environments (org_id, id, slug, kind, created_at) values ('$org', 'a third', '', 'environment', 1)"
    ]))
})
