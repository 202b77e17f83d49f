/** How long webhooks take from the submission of their runs to their first byte at a receiver, which is this process. */
import { once } from "node:events"
import { createServer, type RequestListener } from "node:http"
import { setTimeout } from "node:timers/promises"
import type { caller } from "./Caller.ts"

export interface Receiver {
  readonly url: string
  readonly close: () => void
}

/** Starts a receiver on a free port. */
export const listen = async (listener: RequestListener): Promise<Receiver> => {
  const server = createServer(listener).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as { port: number }
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}/`, close }
}

/** A receiver, and what submits so many runs to a server, so many milliseconds apart, and gives how long each took. */
export const start = async () => {
  const arrived = new Map<number, number>()
  const receiver = await listen((request, response) => {
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
  let submitted = 0
  const measure = async (call: ReturnType<typeof caller>, submissions: number, apart: number) => {
    const first = submitted
    const sent: Array<number> = []
    const began = performance.now()
    for (; submitted < first + submissions; submitted += 1) {
      const wait = began + sent.length * apart - performance.now()
      if (wait > 0) await setTimeout(wait)
      sent.push(performance.now())
      void call("/api/v1/runs", { input: {}, metadata: { nth: String(submitted) } })
    }
    const end = performance.now() + 30_000
    while (arrived.size < submitted && performance.now() < end) await setTimeout(10)
    return sent.map((at, nth) => (arrived.get(first + nth) ?? Infinity) - at)
  }
  return { ...receiver, measure }
}

/** Which of the times so large a part of them is not above. */
export const percentile = (times: ReadonlyArray<number>, part: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * part) - 1]!
