import { RateLimits, Sessions } from "@nexio/core"
import Database from "better-sqlite3"
import { Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { migrate, newest } from "../src/migrations/SqliteMigrations.ts"
import { inFolder, open } from "./Installation.ts"
import * as Migrated from "./Migrated.ts"
import * as Tables from "./Tables.ts"

/** Does something to the file at a path, whatever forbids that. */
const withFile = (path: string, change: (db: Database.Database) => void): void => {
  const db = new Database(path)
  db.pragma("foreign_keys = off")
  try {
    change(db)
  } finally {
    db.close()
  }
}

const columnsOf = (db: Database.Database, schema: string, table: string) =>
  db
    .prepare<[], { name: string }>(`pragma ${schema}.table_info(${table})`)
    .all()
    .map(({ name }) => name)

/** A database of a version, with what one of the newest has in the tables and columns that there were. */
const old = (path: string, of: string, version: number): void =>
  withFile(path, (db) => {
    migrate(db, version)
    db.exec(`attach '${of}' as newest`)
    for (const { name } of db
      .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'")
      .all()) {
      const kept = columnsOf(db, "newest", name)
      const columns = columnsOf(db, "main", name).filter((column) => kept.includes(column))
      if (columns.length > 0) db.exec(`insert into main.${name} (${columns}) select ${columns} from newest.${name}`)
    }
  })

describe("Rows that are older than the schema", () => {
  it("are kept as they are by every migration after them, and are read as what they were", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        const made = yield* open(path)(
          Effect.provide(Migrated.filled, Layer.merge(Sessions.layer, RateLimits.layerMemory))
        )
        const expected = yield* open(path)(Effect.forEach(made, Migrated.read))
        for (const version of Migrated.versions(newest)) {
          const file = `${path}-${version}`
          old(file, path, version)
          const before = Tables.dump(file)
          withFile(file, migrate)
          const after = Tables.dump(file)
          for (const [table, rows] of Object.entries(before)) {
            const kept = after[table]!.map((row, nth) =>
              Object.fromEntries(Object.keys(rows[nth] ?? {}).map((name) => [name, row[name]]))
            )
            expect(kept, `${table}, from version ${version} on`).toEqual(rows)
          }
          expect(yield* open(file)(Effect.forEach(made, Migrated.read)), `of version ${version}`).toEqual(expected)
        }
      })
    ))
})
