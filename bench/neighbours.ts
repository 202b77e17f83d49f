/**
 * How long a webhook takes from the submission of its run to the first byte at its receiver, on SQLite: while nothing
 * else is sent, and beside an endpoint of the same environment whose receiver hangs with 10,000 deliveries waiting.
 */
import { once } from "node:events"
import { createServer, type RequestListener } from "node:http"
import { join } from "node:path"
import { firstKey } from "./FirstKey.ts"
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
    const arrived = new Map<number, number>()
    const quick = await listen((request, response) => {
      const at = performance.now()
      request.setEncoding("utf8")
      let body = ""
      request.on("data", (chunk) => {
        body += chunk
      })
      request.on("end", () => {
        arrived.set(Number(JSON.parse(body).data.run.metadata.nth), at)
        response.end()
      })
    })
    const hanging = await listen(() => {})
    await call("/api/v1/webhooks", { url: quick.url, events: ["run.completed"] })

    const measure = async (from: number) => {
      const sent: Array<number> = []
      for (let nth = 0; nth < submissions; nth += 1) {
        sent.push(performance.now())
        void call("/api/v1/runs", { input: {}, metadata: { nth: String(from + nth) } })
        await new Promise((resolve) => setTimeout(resolve, apart))
      }
      const end = performance.now() + 30_000
      while (arrived.size < from + submissions && performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, apart))
      }
      const took = sent.map((at, nth) => (arrived.get(from + nth) ?? Infinity) - at)
      return took.toSorted((a, b) => a - b)[Math.ceil(submissions * 0.99) - 1]!
    }

    await measure(0)
    const idle = await measure(submissions)
    const { id } = await call("/api/v1/webhooks", { url: hanging.url, events: ["run.failed"] })
    let waiting = 0
    while (waiting < backlog) waiting += await tell(server.port, key, id)
    const beside = await measure(2 * submissions)
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

const listen = async (listener: RequestListener) => {
  const server = createServer(listener).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as { port: number }
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}/`, close }
}

const caller = (port: number, key: string) => async (path: string, body: unknown) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body)
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as { readonly id: string }
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
