import { once } from "node:events"
import { connect } from "node:net"
import { join } from "node:path"
import { Receiver } from "@nexio/testing/receiver"
import { expect, it } from "vitest"
import { clientOf } from "./Client.ts"
import { deliveriesIn, runsIn } from "./Ledger.ts"
import { firstKey, makeFolder, type ServerProcess, startServer } from "./ServerProcess.ts"
import { until } from "./Until.ts"

/** Tells it to stop, and waits until it takes no new connection; what it then has to end is still under way. */
const tellToStop = async ({ child, url }: ServerProcess): Promise<void> => {
  child.kill("SIGTERM")
  await until(async () => {
    try {
      await fetch(`${url}/health`)
      return false
    } catch {
      return true
    }
  })
}

const exitOf = async ({ child }: ServerProcess): Promise<number | null> => {
  if (child.exitCode === null) await once(child, "exit")
  return child.exitCode
}

/** A connection on which text is written by hand, and what was answered on it. */
const connected = async (url: string) => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answered = ""
  socket.on("data", (chunk) => (answered += chunk.toString()))
  await once(socket, "connect")
  return { socket, answered: () => answered }
}

it("lets a delivery that is under way end when it is told to stop, and ends with 0", async () => {
  using folder = makeFolder()
  let answer = () => {}
  const asked = new Promise<void>((resolve) => (answer = resolve))
  await using receiver = await Receiver.listen(() => (response) => void asked.then(() => response.end("taken")))
  const server = await startServer(folder.path)
  const live = clientOf(server.url, firstKey(folder.path))
  await live("POST", "/api/v1/webhooks", { url: receiver.url, events: ["run.completed"] })
  await live("POST", "/api/v1/runs", { input: {} })
  await receiver.next()
  await tellToStop(server)
  expect(server.child.exitCode).toBe(null)
  answer()
  expect(await exitOf(server)).toBe(0)
  expect(deliveriesIn(join(folder.path, "nexio.db"))).toMatchObject([
    { status: "succeeded", attempts: [{ number: 1, status_code: 200, answer: "taken" }] }
  ])
})

it("answers a request whose body was still arriving when it was told to stop", async () => {
  using folder = makeFolder()
  const server = await startServer(folder.path)
  const { answered, socket } = await connected(server.url)
  const body = JSON.stringify({ input: { half: "and half" } })
  const head = [
    "POST /api/v1/runs HTTP/1.1",
    "Host: nexio",
    `Authorization: Bearer ${firstKey(folder.path)}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "Expect: 100-continue"
  ]
  socket.write(`${head.join("\r\n")}\r\n\r\n`)
  await until(() => answered().includes("100 Continue"))
  socket.write(body.slice(0, 10))
  await tellToStop(server)
  expect(server.child.exitCode).toBe(null)
  const began = performance.now()
  socket.write(body.slice(10))
  await once(socket, "close")
  expect(await exitOf(server)).toBe(0)
  // The connection could be kept alive, but nothing more is waited for on it.
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(answered()).toContain("HTTP/1.1 202 Accepted")
  const { run_id } = JSON.parse(/\{"run_id".*\}/.exec(answered())![0])
  expect([...runsIn(join(folder.path, "nexio.db")).keys()]).toEqual([run_id])
})

if (process.env["NEXIO_HUNT"] !== undefined) {
  it("waits 10 s at most for a request whose body never arrives", async () => {
    using folder = makeFolder()
    const server = await startServer(folder.path)
    const { answered, socket } = await connected(server.url)
    socket.on("error", () => {})
    const head = ["POST /api/v1/runs HTTP/1.1", "Host: nexio", `Authorization: Bearer ${firstKey(folder.path)}`]
    const rest = ["Content-Type: application/json", "Content-Length: 100", "Expect: 100-continue"]
    socket.write(`${[...head, ...rest].join("\r\n")}\r\n\r\n`)
    await until(() => answered().includes("100 Continue"))
    const began = performance.now()
    expect(await server.stop()).toBe(0)
    expect(performance.now() - began).toBeLessThan(15_000)
  })
}

it("ends at once when it is idle, although connections to it are kept alive", async () => {
  using folder = makeFolder()
  const server = await startServer(folder.path)
  const { answered, socket } = await connected(server.url)
  socket.write("GET /health HTTP/1.1\r\nHost: nexio\r\n\r\n")
  await until(() => answered().includes('{"status":"ok"}'))
  expect(answered().toLowerCase()).not.toContain("connection: close")
  const began = performance.now()
  expect(await server.stop()).toBe(0)
  // Far from the 10 s that something under way would have.
  expect(performance.now() - began).toBeLessThan(5_000)
})

it("keeps all that it answered with 202 before it stopped, and does it after the next start", async () => {
  using folder = makeFolder()
  await using receiver = await Receiver.listen()
  const first = await startServer(folder.path)
  const key = firstKey(folder.path)
  await clientOf(first.url, key)("POST", "/api/v1/webhooks", { url: receiver.url, events: ["run.completed"] })
  const acknowledged = new Set<string>()
  let refused = false
  const submitter = async () => {
    while (!refused) {
      try {
        const { body, status } = await clientOf(first.url, key)("POST", "/api/v1/runs", { input: {} })
        if (status === 202) acknowledged.add(body.run_id)
      } catch {
        refused = true
      }
    }
  }
  const load = Promise.all(Array.from({ length: 16 }, submitter))
  await until(() => acknowledged.size > 200)
  expect(await first.stop()).toBe(0)
  await load

  const second = await startServer(folder.path)
  const database = join(folder.path, "nexio.db")
  await until(() => [...runsIn(database).values()].every((status) => status === "completed"))
  await until(() => deliveriesIn(database).every(({ status }) => status === "succeeded"))
  const arrived = new Set(receiver.requests.map(({ body }) => JSON.parse(body.toString()).data.run.run_id))
  expect([...acknowledged].filter((id) => !runsIn(database).has(id) || !arrived.has(id))).toEqual([])
  expect(await second.stop()).toBe(0)
})
