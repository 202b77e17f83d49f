/**
 * A load on one address: a process of its own that keeps `connections` sockets busy with one prepared request each,
 * for a bounded time. Written on sockets, so that the generator is not what is measured.
 */
import { fork } from "node:child_process"
import { connect, type Socket } from "node:net"
import { fileURLToPath } from "node:url"

export interface Load {
  readonly port: number
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The API keys, which the connections take in turn. */
  readonly keys: ReadonlyArray<string>
  readonly body: string
  readonly connections: number
  readonly seconds: number
  /** How many requests are sent a second in all; unset: as many as are answered. */
  readonly perSecond?: number
}

export interface Measured {
  readonly perSecond: number
  /** Answers by status code. */
  readonly statuses: Readonly<Record<string, number>>
  /** Of the generator's processor, for each second. */
  readonly processor: number
}

/** Runs a load in a process of its own; fails where an answer has another status. */
export const run = async (load: Load, status: number): Promise<Measured> => {
  const measured = await generated(load)
  if (Object.keys(measured.statuses).join() !== String(status)) {
    throw new Error(`Answers other than ${status}: ${JSON.stringify(measured.statuses)}`)
  }
  return measured
}

const generated = (load: Load): Promise<Measured> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ["--generate"])
    child.once("message", (measured) => resolve(measured as Measured))
    child.once("error", reject)
    child.once("exit", (code) => code === 0 || reject(new Error(`The load generator ended with ${code}`)))
    child.send(load)
  })

const requestOf = (load: Load, key: string): Buffer => {
  const body = Buffer.from(load.body)
  const head = [
    `${load.method} ${load.path} HTTP/1.1`,
    `Host: 127.0.0.1:${load.port}`,
    `Authorization: Bearer ${key}`,
    ...Object.entries(load.headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
    "",
    ""
  ].join("\r\n")
  return Buffer.concat([Buffer.from(head), body])
}

const generate = async (load: Load): Promise<Measured> => {
  const requests = load.keys.map((key) => requestOf(load, key))
  const statuses: Record<string, number> = {}
  let answered = 0
  let sent = 0
  const end = performance.now() + load.seconds * 1_000

  const start = performance.now()
  const before = process.cpuUsage()
  /** Sends now, or when the next request is due. */
  const send = (socket: Socket, request: Buffer): void => {
    const wait = load.perSecond === undefined ? 0 : start + (sent++ / load.perSecond) * 1_000 - performance.now()
    if (wait < 1) socket.write(request)
    else setTimeout(() => socket.write(request), wait)
  }

  const converse = (request: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port: load.port, noDelay: true })
      let received = ""
      socket.setEncoding("latin1")
      socket.once("connect", () => send(socket, request))
      socket.once("error", reject)
      socket.on("data", (chunk: string) => {
        received += chunk
        for (;;) {
          const headEnd = received.indexOf("\r\n\r\n")
          if (headEnd < 0) return
          const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, headEnd))
          if (length === null) return reject(new Error("An answer without Content-Length"))
          const size = headEnd + 4 + Number(length[1])
          if (received.length < size) return
          const status = received.slice(9, 12)
          received = received.slice(size)
          statuses[status] = (statuses[status] ?? 0) + 1
          answered += 1
          if (performance.now() >= end) {
            socket.end()
            return resolve()
          }
          send(socket, request)
        }
      })
    })

  await Promise.all(
    Array.from({ length: load.connections }, (_, index) => converse(requests[index % requests.length]!))
  )
  const seconds = (performance.now() - start) / 1_000
  const { system, user } = process.cpuUsage(before)
  return { perSecond: answered / seconds, statuses, processor: (user + system) / 1_000_000 / seconds }
}

if (process.argv.includes("--generate")) {
  process.once("message", async (load) => {
    const measured = await generate(load as Load)
    process.send!(measured, () => process.exit(0))
  })
}
