/**
 * Durable `POST /api/v1/runs` with 64 connections and the key checked, against bare and plain Express. On SQLite a server
 * has both roles, so ours executes each run as well.
 */
import { join } from "node:path"
import { firstKey } from "./FirstKey.ts"
import * as Measurement from "./Measurement.ts"
import { bundle, makeFolder, peer, removeFolder, start } from "./Server.ts"
import * as Submissions from "./Submissions.ts"

const key = `nx_live_${"0".repeat(64)}`

export const submission = Measurement.make({
  name: "submission",
  peers: [
    "Express: `NODE_ENV=production` (<https://expressjs.com/en/advanced/best-practice-performance.html>)",
    "better-sqlite3: `journal_mode=WAL` (<https://github.com/WiseLibs/better-sqlite3/blob/master/docs/performance.md>), \
prepared statements, and `synchronous=FULL`, as ours has it"
  ],
  rows: [
    { work: "durable submission over HTTP, SQLite, executed as well, a second", figure: "ours" },
    {
      work: "bare Express, nothing stored",
      figure: "bare",
      ratio: ["ours", "bare"],
      as: "%",
      target: { atLeast: 0.5, stretch: 0.55 }
    },
    {
      work: "plain Express, a transaction a request, nothing executed",
      figure: "plain",
      ratio: ["ours", "plain"],
      target: { atLeast: 3, stretch: 4 }
    }
  ],
  measure: async () => {
    const folder = makeFolder()
    const figures = await Measurement.rounds(async (nth) => {
      const bare = await start(peer("bare-express"), {})
      const bareRate = await Submissions.measure(bare.port, [key])
      await bare.stop()
      const plain = await start(peer("plain-express"), { DATABASE: join(folder, `plain-${nth}.db`), API_KEY: key })
      const plainRate = await Submissions.measure(plain.port, [key])
      await plain.stop()
      const data = join(folder, `ours-${nth}`)
      const ours = await start(bundle, { NEXIO_DATABASE_URL: `sqlite:${join(data, "nexio.db")}` })
      const oursRate = await Submissions.measure(ours.port, [await firstKey(data)])
      await ours.stop()
      return { bare: bareRate, plain: plainRate, ours: oursRate }
    })
    removeFolder(folder)
    return figures
  }
})
