/**
 * What ten million runs of an org cost its reports and its lists, on SQLite and on PostgreSQL, beside an org with ten
 * thousand; and a page far down beside the first. `pnpm bench:large`.
 */
import { join } from "node:path"
import { Page } from "@nexio/core"
import Database from "better-sqlite3"
import pg from "pg"
import { Client } from "undici"
import * as History from "./History.ts"
import * as Measurement from "./Measurement.ts"
import * as Orgs from "./Orgs.ts"
import { settle, withPostgres } from "./Postgres.ts"
import * as Report from "./Report.ts"
import * as Sample from "./Sample.ts"
import { bundle, makeFolder, removeFolder, type Server, settings, start } from "./Server.ts"

const many = 10_000_000
const few = 10_000
const calls = 200
const limit = 100
const page = 10_000

const text = (count: number): string => count.toLocaleString("en-US")

const rows = (database: string) =>
  [
    {
      work: `usage of a month by day of ${text(many)} runs, ${database}, ms`,
      figure: "usage",
      digits: 2,
      target: { under: 5 }
    },
    {
      work: `usage of a month by day of ${text(few)} runs, ${database}, ms`,
      figure: "usageOfFew",
      digits: 2,
      ratio: ["usage", "usageOfFew"],
      target: { under: 1.2 }
    },
    { work: `page 1 of a list of ${text(many)} runs, ${database}, ms`, figure: "first", digits: 2 },
    {
      work: `page ${text(page)} of it, ${database}, ms`,
      figure: "far",
      digits: 2,
      ratio: ["far", "first"],
      target: { under: 1.2 }
    },
    { work: `to make these runs, ${database}, seconds`, figure: "making" }
  ] as const

const large = Measurement.make({
  name: "large",
  rows: rows("SQLite"),
  measure: async () => {
    const folder = makeFolder()
    const path = join(folder, "nexio.db")
    const url = `sqlite:${path}`
    const founding = await start(bundle, settings(url))
    const keys = await Orgs.found(founding.port, 2)
    const orgs = await Promise.all(keys.map((key) => orgOf(founding, key)))
    await founding.stop()
    const began = performance.now()
    const database = new Database(path)
    // Whatever becomes of it, nobody needs it twice; a server turns its log on again.
    for (const pragma of ["journal_mode = off", "synchronous = off", "foreign_keys = off", "cache_size = -262144"]) {
      database.pragma(pragma)
    }
    for (const [nth, count] of [many, few].entries()) {
      for (const statement of History.sqlite(orgs[nth]!, count)) database.exec(statement)
    }
    const after = database.prepare<[], { id: string }>(History.position("runs", orgs[0]!, (page - 1) * limit)).get()!.id
    database.close()
    const making = (performance.now() - began) / 1_000
    const server = await start(bundle, settings(url))
    const figures = await measure(server, keys, after)
    await server.stop()
    removeFolder(folder)
    return { ...figures, making: [making] }
  }
})

const largeOnPostgres = Measurement.make({
  name: "large-postgres",
  rows: rows("PostgreSQL"),
  measure: () =>
    withPostgres(async (postgres) => {
      const url = await postgres.database("large")
      const server = await start(bundle, settings(url))
      const keys = await Orgs.found(server.port, 2)
      const orgs = await Promise.all(keys.map((key) => orgOf(server, key)))
      const began = performance.now()
      const client = new pg.Client(url)
      await client.connect()
      for (const [nth, count] of [many, few].entries()) {
        for (const statement of History.postgres(orgs[nth]!, count)) await client.query(statement)
      }
      const { rows } = await client.query<{ id: string }>(History.position("nexio.runs", orgs[0]!, (page - 1) * limit))
      await client.end()
      await settle(url)
      const making = (performance.now() - began) / 1_000
      const figures = await measure(server, keys, rows[0]!.id)
      await server.stop()
      return { ...figures, making: [making] }
    })
})

const orgOf = async (server: Server, key: string): Promise<string> => {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1/me`, {
    headers: { authorization: `Bearer ${key}` }
  })
  return ((await answer.json()) as { readonly org: { readonly id: string } }).org.id
}

/** Medians of calls that take turns. */
const measure = async (server: Server, keys: ReadonlyArray<string>, after: string) => {
  const client = new Client(`http://127.0.0.1:${server.port}`)
  const get = async (path: string, key: string) => {
    const began = performance.now()
    const { body, statusCode } = await client.request({
      path: `/api/v1/${path}`,
      method: "GET",
      headers: { authorization: `Bearer ${key}` }
    })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${text}`)
    return { took: performance.now() - began, text }
  }
  const usage = `usage?granularity=day&from=${iso(History.from)}&to=${iso(History.to)}`
  const ways = {
    usage: [usage, keys[0]!],
    usageOfFew: [usage, keys[1]!],
    first: [`runs?limit=${limit}`, keys[0]!],
    far: [`runs?limit=${limit}&cursor=${Page.cursor(after)}`, keys[0]!]
  } as const
  const counted = JSON.parse((await get(...ways.usage)).text)
  if (!JSON.stringify(counted).includes(`"runs_submitted":${many}`)) throw new Error("The report is of other runs")

  const round = async () => {
    const taken = await Measurement.rounds(
      async () => ({
        usage: (await get(...ways.usage)).took,
        usageOfFew: (await get(...ways.usageOfFew)).took,
        first: (await get(...ways.first)).took,
        far: (await get(...ways.far)).took
      }),
      calls
    )
    return {
      usage: Sample.of(taken.usage).median,
      usageOfFew: Sample.of(taken.usageOfFew).median,
      first: Sample.of(taken.first).median,
      far: Sample.of(taken.far).median
    }
  }
  await round()
  const figures = await Measurement.rounds(round)
  await client.close()
  return figures
}

const iso = (at: number): string => new Date(at).toISOString()

await Report.run("large", [large, largeOnPostgres], process.argv.slice(2))
