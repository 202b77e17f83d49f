/** One event to 1,000 endpoints of an environment, on SQLite: deliveries a second, from the run's submission to the last of them. */
import { join } from "node:path"
import * as Backlog from "./Backlog.ts"
import { caller } from "./Caller.ts"
import * as Receiver from "./Receiver.ts"
import * as Sample from "./Sample.ts"
import { makeFolder, processorSeconds, removeFolder, start } from "./Server.ts"

const endpoints = 1_000
const warm = 5
const events = 10

export const fanOut = async () => {
  const folder = makeFolder()
  const path = join(folder, "nexio.db")
  const receiver = await Receiver.startReceiver()
  const key = await Backlog.make(path, `http://127.0.0.1:${receiver.port}`, endpoints, 0)
  const server = await start(join(import.meta.dirname, "../apps/server/dist/server.mjs"), Backlog.variables(path))
  const call = caller(server.port, key)
  const rates: Array<number> = []
  const microseconds: Array<number> = []
  for (let nth = 1; nth <= warm + events; nth += 1) {
    const before = processorSeconds(server)
    const { at } = await Receiver.count(receiver)
    await call("/api/v1/runs", { input: {} })
    const last = await Receiver.awaitCount(receiver, nth * endpoints)
    if (nth <= warm) continue
    rates.push((endpoints / (last.at - at)) * 1_000)
    microseconds.push(((processorSeconds(server) - before) / endpoints) * 1_000_000)
  }
  await server.stop()
  await receiver.stop()
  removeFolder(folder)
  return { perSecond: Sample.of(rates), microseconds: Sample.of(microseconds) }
}
