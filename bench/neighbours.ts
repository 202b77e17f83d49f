/**
 * How long a webhook takes from the submission of its run to the first byte at its receiver, on SQLite: while nothing
 * else is sent, and beside an endpoint of the same environment whose receiver hangs with 10,000 deliveries waiting.
 */
import { once } from "node:events"
import { join } from "node:path"
import { caller } from "./Caller.ts"
import { firstKey } from "./FirstKey.ts"
import * as Latency from "./Latency.ts"
import * as Load from "./Load.ts"
import * as Measurement from "./Measurement.ts"
import { bundle, makeFolder, removeFolder, start } from "./Server.ts"

const backlog = 10_000
const submissions = 500
const apart = 10

export const neighbours = Measurement.make({
  name: "neighbours",
  rows: [
    { work: "webhook from its run's submission to its receiver, SQLite, p99, ms", figure: "idle", digits: 1 },
    {
      work: "beside an endpoint that hangs, with 10,000 deliveries waiting",
      figure: "beside",
      digits: 1,
      ratio: ["beside", "idle"],
      target: { under: 2 }
    }
  ],
  measure: async () => {
    const folder = makeFolder()
    const figures = await Measurement.rounds((nth) => round(join(folder, `round-${nth}`)))
    removeFolder(folder)
    return figures
  }
})

const round = async (data: string) => {
  const server = await start(bundle, { NEXIO_DATABASE_URL: `sqlite:${join(data, "nexio.db")}` })
  const key = await firstKey(data)
  const call = caller(server.port, key)
  const quick = await Latency.start()
  const hanging = await Latency.listen(() => {})
  await call("/api/v1/webhooks", { url: quick.url, events: ["run.completed"] })

  const measure = async () => Latency.percentile(await quick.measure(call, submissions, apart), 0.99)
  await measure()
  const idle = await measure()
  const { id } = await call("/api/v1/webhooks", { url: hanging.url, events: ["run.failed"] })
  let waiting = 0
  while (waiting < backlog) waiting += await tell(server.port, key, id)
  const beside = await measure()
  server.child.kill("SIGKILL")
  await once(server.child, "exit")
  for (const receiver of [quick, hanging]) receiver.close()
  return { idle, beside }
}

/** Has an endpoint sent test events for a second; gives how many. */
const tell = async (port: number, key: string, id: string): Promise<number> => {
  const load = { method: "POST", path: `/api/v1/webhooks/${id}/test`, headers: {}, keys: [key], body: "" }
  const { statuses } = await Load.run({ port, ...load, connections: 64, seconds: 1 }, 202)
  return statuses["202"]!
}
