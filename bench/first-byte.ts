/** From the submission of a run to the first byte of its webhook, at 500 submissions a second on SQLite. */
import { join } from "node:path"
import * as Backlog from "./Backlog.ts"
import { caller } from "./Caller.ts"
import * as Latency from "./Latency.ts"
import * as Measurement from "./Measurement.ts"
import { bundle, makeFolder, removeFolder, settings, start } from "./Server.ts"

const apart = 2
const submissions = 1_000

export const firstByte = Measurement.make({
  name: "first-byte",
  rows: [
    {
      work: "first byte of a webhook at 500 submissions a second on SQLite, p50, ms",
      figure: "half",
      digits: 1,
      target: { under: 10 }
    },
    { work: "the same, p99, ms", figure: "nearlyAll", digits: 1, target: { under: 50 } }
  ],
  measure: async () => {
    const folder = makeFolder()
    const path = join(folder, "nexio.db")
    const receiver = await Latency.start()
    const key = await Backlog.onSqlite(path, receiver.url, 1, 0)
    const server = await start(bundle, settings(`sqlite:${path}`))
    const measure = () => receiver.measure(caller(server.port, key), submissions, apart)
    await measure()
    const figures = await Measurement.rounds(async () => {
      const times = await measure()
      return { half: Latency.percentile(times, 0.5), nearlyAll: Latency.percentile(times, 0.99) }
    })
    await server.stop()
    receiver.close()
    removeFolder(folder)
    return figures
  }
})
