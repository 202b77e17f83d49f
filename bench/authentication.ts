/** Key authentication in process on SQLite for one caller, against a bare look-up of the same row, and better-auth. */
import { hash } from "node:crypto"
import { statSync } from "node:fs"
import { join } from "node:path"
import { Sqlite, SqliteDatabase } from "@nexio/adapters-sql"
import { Wakeups } from "@nexio/core"
import { Layer, ManagedRuntime } from "effect"
import * as Measurement from "./Measurement.ts"
import * as BetterAuth from "./peers/better-auth.ts"
import { makeFolder, removeFolder } from "./Server.ts"
import * as Verifications from "./Verifications.ts"

export const authentication = Measurement.make({
  name: "authentication",
  peers: [BetterAuth.settings, BetterAuth.settingsOnSqlite],
  rows: [
    { work: "verify a key in process, SQLite, one caller, a second", figure: "ours" },
    {
      work: "bare hash and prepared look-up",
      figure: "bare",
      ratio: ["ours", "bare"],
      as: "%",
      target: { atLeast: 0.6 }
    },
    {
      work: "better-auth on SQLite, keys in the database",
      figure: "stored",
      ratio: ["ours", "stored"],
      target: { atLeast: 100 }
    },
    {
      work: "better-auth on SQLite, a copy of the keys in memory",
      figure: "remembered",
      ratio: ["ours", "remembered"]
    },
    {
      work: "better-auth on SQLite, keys in the database, writing as durably as ours would",
      figure: "durable",
      ratio: ["ours", "durable"]
    },
    { work: "bytes written by our verifications", figure: "written", target: { none: true } }
  ],
  measure: async () => {
    const folder = makeFolder()
    const path = join(folder, "nexio.db")
    const runtime = ManagedRuntime.make(
      Verifications.services.pipe(
        Layer.provideMerge(Sqlite.layer(path)),
        Layer.provide(Verifications.base),
        Layer.provide(Wakeups.layerMemory)
      )
    )
    const texts = await Verifications.mint(runtime)
    const { reader } = await runtime.runPromise(SqliteDatabase)
    const lookup = reader.prepare<[string], { hash: string }>("select * from api_keys where hash = ?")
    const find = (key: string) => {
      if (lookup.get(hash("sha256", key, "hex")) === undefined) throw new Error("An unknown key")
    }
    const stored = await BetterAuth.openSqlite(join(folder, "stored.db"), "database", Verifications.keys)
    const remembered = await BetterAuth.openSqlite(
      join(folder, "memory.db"),
      "database behind memory",
      Verifications.keys
    )
    const durable = await BetterAuth.openSqlite(join(folder, "durable.db"), "database", Verifications.keys, "full")
    const round = async () => {
      const before = bytes(path)
      const ours = await Verifications.ours(runtime, texts, 1)
      return {
        ours,
        written: bytes(path) - before,
        bare: Verifications.bare(texts, find),
        stored: await Verifications.theirs(stored, 1),
        remembered: await Verifications.theirs(remembered, 1),
        durable: await Verifications.theirs(durable, 1)
      }
    }
    await round()
    const figures = await Measurement.rounds(round)
    await Promise.all([runtime.dispose(), stored.close(), remembered.close(), durable.close()])
    removeFolder(folder)
    return figures
  }
})

/** In the database and its log. */
const bytes = (path: string): number => statSync(path).size + statSync(`${path}-wal`).size
