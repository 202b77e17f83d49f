import { mkdirSync, statSync, symlinkSync } from "node:fs"
import { dirname, join } from "node:path"
import { OrgStore, Orgs } from "@nexio/core"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { SqliteDatabase } from "../src/index.ts"
import { inFolder, layer, masterKey, onDatabase, open } from "./Installation.ts"
import * as Tables from "./Tables.ts"

const found = Orgs.use((orgs) => orgs.found({ name: "Acme" }))
const isEmpty = OrgStore.use((store) => store.isEmpty)

describe("A database that is open", () => {
  it("is refused to a second, which is told of PostgreSQL, and loses nothing by it", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        yield* found
        const refused = yield* Effect.flip(open(path)(Effect.void))
        expect(refused).toMatchObject({
          _tag: "DatabaseRefused",
          message: expect.stringMatching(/in use.*NEXIO_DATABASE_URL.*PostgreSQL/)
        })
        yield* found
        expect(Tables.read(path, "select count(*) as count from orgs")).toEqual([{ count: 2 }])
      })
    ))

  it("is refused by whatever name it goes", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const folder = dirname(path)
        symlinkSync(path, join(folder, "other.db"))
        symlinkSync(folder, join(folder, "folder"))
        mkdirSync(join(folder, "below"))
        for (const name of ["other.db", "folder/nexio.db", "below/../nexio.db"]) {
          expect((yield* Effect.flip(open(`${folder}/${name}`)(Effect.void)))._tag, name).toBe("DatabaseRefused")
        }
      })
    ))

  it("opens once the first has closed, with all that was in it", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        yield* open(path)(found)
        expect(yield* open(path)(isEmpty)).toBe(false)
      })
    ))

  it("opens after one that failed to open it", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        yield* open(path)(found)
        const otherKeys = Effect.provide(Effect.void, layer(path, [masterKey(2)]), { local: true })
        expect((yield* Effect.flip(otherKeys))._tag).toBe("SecretUnreadable")
        expect(yield* open(path)(isEmpty)).toBe(false)
      })
    ))

  it("survives the loss of power: WAL, every commit synced, foreign keys held", () =>
    onDatabase(() =>
      Effect.gen(function* () {
        const { reader, writer } = yield* SqliteDatabase
        const pragma = (name: string) => writer.pragma(name, { simple: true })
        expect([pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")]).toEqual(["wal", 2, 1])
        expect(reader.readonly).toBe(true)
      })
    ))

  it("is for its owner alone to read", () =>
    onDatabase((path) =>
      Effect.sync(() => {
        for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o077, file).toBe(0)
      })
    ))
})

describe("A path where no database can be", () => {
  it("is refused, naming it and why", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        mkdirSync(path)
        const refused = yield* Effect.flip(open(path)(Effect.void))
        expect(refused).toMatchObject({ _tag: "DatabaseRefused", message: expect.stringContaining(path) })
      })
    ))

  it("but where one can be made is made, with its folders", () =>
    inFolder((path) =>
      Effect.map(open(join(dirname(path), "a", "b", "c.db"))(isEmpty), (empty) => expect(empty).toBe(true))
    ))
})

describe("The master keys", () => {
  const withKeys = (path: string, first: number, ...others: ReadonlyArray<number>) =>
    Effect.provide(isEmpty, layer(path, [masterKey(first), ...others.map(masterKey)]), { local: true })

  it("of another database are refused at the start, naming the setting", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        yield* withKeys(path, 1)
        expect((yield* Effect.flip(withKeys(path, 2))).message).toMatch(/NEXIO_MASTER_KEY/)
        expect((yield* Effect.flip(withKeys(path, 2, 3)))._tag).toBe("SecretUnreadable")
        expect(yield* withKeys(path, 1)).toBe(true)
      })
    ))

  it("can be joined by a new one in front", () =>
    inFolder((path) =>
      Effect.gen(function* () {
        yield* withKeys(path, 1)
        expect(yield* withKeys(path, 2, 1)).toBe(true)
        expect(yield* withKeys(path, 1, 2)).toBe(true)
      })
    ))
})
