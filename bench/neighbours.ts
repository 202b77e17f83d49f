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
import * as Sample from "./Sample.ts"
import { makeFolder, removeFolder, start } from "./Server.ts"

const rounds = 5
const backlog = 10_000
const submissions = 500
const apart = 10

export const neighbours = async () => {
  const folder = makeFolder()
  const figures: Array<{ readonly idle: number; readonly beside: number }> = []
  for (let round = 0; round < rounds; round += 1) {
    const data = join(folder, `round-${round}`)
    const server = await start(join(import.meta.dirname, "../apps/server/dist/server.mjs"), {
      NEXIO_DATABASE_URL: `sqlite:${join(data, "nexio.db")}`
    })
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
    figures.push({ idle, beside })
    server.child.kill("SIGKILL")
    await once(server.child, "exit")
    for (const receiver of [quick, hanging]) receiver.close()
  }
  removeFolder(folder)
  return {
    idle: Sample.of(figures.map(({ idle }) => idle)),
    beside: Sample.of(figures.map(({ beside }) => beside)),
    ratio: Sample.of(figures.map(({ beside, idle }) => beside / idle))
  }
}

/** Has an endpoint sent test events for a second; gives how many. */
const tell = async (port: number, key: string, id: string): Promise<number> => {
  const { statuses } = await Load.run({
    port,
    method: "POST",
    path: `/api/v1/webhooks/${id}/test`,
    headers: {},
    keys: [key],
    body: "",
    connections: 64,
    seconds: 1
  })
  if (Object.keys(statuses).join() !== "202") throw new Error(`Answers other than 202: ${JSON.stringify(statuses)}`)
  return statuses["202"]!
}
