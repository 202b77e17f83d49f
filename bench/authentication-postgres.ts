/** Key authentication in process on PostgreSQL for 32 callers at once, against better-auth on the same server. */
import { Postgres } from "@nexio/adapters-sql"
import { Layer, ManagedRuntime, Redacted } from "effect"
import * as Measurement from "./Measurement.ts"
import { rowsWritten, settle, withPostgres } from "./Postgres.ts"
import * as BetterAuth from "./peers/better-auth.ts"
import * as Verifications from "./Verifications.ts"

const callers = 32

export const authenticationOnPostgres = Measurement.make({
  name: "authentication-postgres",
  peers: [BetterAuth.settings, BetterAuth.settingsOnPostgres],
  rows: [
    { work: "verify a key in process, PostgreSQL, 32 callers, a second", figure: "ours" },
    {
      work: "better-auth on PostgreSQL, keys in the database",
      figure: "stored",
      ratio: ["ours", "stored"],
      target: { atLeast: 20 }
    },
    {
      work: "better-auth on PostgreSQL, a copy of the keys in memory",
      figure: "remembered",
      ratio: ["ours", "remembered"]
    },
    {
      work: "rows written by our verifications, but for when a key was last used",
      figure: "written",
      target: { none: true }
    }
  ],
  measure: () =>
    withPostgres(async (postgres) => {
      const url = await postgres.database("ours_in_process")
      // By a process that is done: all that it wrote is counted.
      const maker = runtime(url)
      const texts = await Verifications.mint(maker)
      await maker.dispose()
      const before = await rowsWritten(url)
      if (before < Verifications.keys) throw new Error("Rows are written that are not counted")
      const ours = runtime(url)
      const urls = [await postgres.database("better_auth"), await postgres.database("better_auth_memory")] as const
      const stored = await BetterAuth.openPostgres(urls[0], "database", Verifications.keys)
      const remembered = await BetterAuth.openPostgres(urls[1], "database behind memory", Verifications.keys)
      for (const each of [url, ...urls]) await settle(each)

      const round = async () => ({
        stored: await Verifications.theirs(stored, callers),
        remembered: await Verifications.theirs(remembered, callers),
        ours: await Verifications.ours(ours, texts, callers)
      })
      await round()
      const figures = await Measurement.rounds(round)
      await Promise.all([stored.close(), remembered.close(), ours.dispose()])
      return { ...figures, written: [(await rowsWritten(url)) - before] }
    })
})

const runtime = (url: string) =>
  ManagedRuntime.make(
    Verifications.services.pipe(Layer.provide(Postgres.layer(Redacted.make(url))), Layer.provide(Verifications.base))
  )
