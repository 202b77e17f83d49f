/** One event to 1,000 endpoints of an environment, on SQLite: deliveries a second, from the run's submission to the last of them. */
import { join } from "node:path"
import * as Backlog from "./Backlog.ts"
import { caller } from "./Caller.ts"
import * as Measurement from "./Measurement.ts"
import * as Receiver from "./Receiver.ts"
import { bundle, makeFolder, processorSeconds, removeFolder, settings, start } from "./Server.ts"

const endpoints = 1_000
const warm = 5
const events = 10

export const fanOut = Measurement.make({
  name: "fan-out",
  rows: [
    {
      work: "one event to 1,000 endpoints on SQLite, deliveries a second",
      figure: "perSecond",
      target: { atLeast: 5_000 }
    },
    { work: "of the processor for a delivery of it, microseconds", figure: "microseconds" }
  ],
  measure: async () => {
    const folder = makeFolder()
    const path = join(folder, "nexio.db")
    const receiver = await Receiver.startReceiver()
    const key = await Backlog.onSqlite(path, `http://127.0.0.1:${receiver.port}`, endpoints, 0)
    const server = await start(bundle, settings(`sqlite:${path}`))
    const call = caller(server.port, key)
    const round = async (nth: number) => {
      const before = processorSeconds(server.child.pid!)
      const { at } = await Receiver.count(receiver)
      await call("/api/v1/runs", { input: {} })
      const last = await Receiver.awaitCount(receiver, (nth + 1) * endpoints)
      return {
        perSecond: (endpoints / (last.at - at)) * 1_000,
        microseconds: ((processorSeconds(server.child.pid!) - before) / endpoints) * 1_000_000
      }
    }
    await Measurement.rounds(round, warm)
    const figures = await Measurement.rounds((nth) => round(warm + nth), events)
    await server.stop()
    await receiver.stop()
    removeFolder(folder)
    return figures
  }
})
