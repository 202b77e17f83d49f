/** From the submission of a run to the first byte of its webhook, at 500 submissions a second on SQLite. */
import { join } from "node:path"
import * as Backlog from "./Backlog.ts"
import { caller } from "./Caller.ts"
import * as Latency from "./Latency.ts"
import * as Sample from "./Sample.ts"
import { makeFolder, removeFolder, start } from "./Server.ts"

const rounds = 5
const apart = 2
const submissions = 1_000

export const firstByte = async () => {
  const folder = makeFolder()
  const path = join(folder, "nexio.db")
  const receiver = await Latency.start()
  const key = await Backlog.make(path, receiver.url, 1, 0)
  const server = await start(join(import.meta.dirname, "../apps/server/dist/server.mjs"), Backlog.variables(path))
  const call = caller(server.port, key)
  await receiver.measure(call, submissions, apart)
  const times: Array<ReadonlyArray<number>> = []
  for (let round = 0; round < rounds; round += 1) times.push(await receiver.measure(call, submissions, apart))
  await server.stop()
  receiver.close()
  removeFolder(folder)
  return {
    half: Sample.of(times.map((took) => Latency.percentile(took, 0.5))),
    nearlyAll: Sample.of(times.map((took) => Latency.percentile(took, 0.99)))
  }
}
