import { connect } from "node:net"
import { character } from "@nexio/testing/arbitraries"
import fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { expectRefusal } from "./Flat.ts"
import { runs } from "./runs.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { rest, settle, type World } from "./World.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed()
  world = await settle(witness)
  await rest(witness)
})

afterAll(() => witness.end())

/** Sends bytes as they are, and gives all that comes back until the server closes. */
const exchange = (...pieces: ReadonlyArray<string | Buffer>): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Array<Uint8Array> = []
    const { hostname, port } = new URL(witness.server.url)
    const socket = connect({ host: hostname, port: Number(port) })
    socket.on("data", (chunk) => chunks.push(Buffer.from(chunk)))
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")))
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // It closed before it had read all that it does not want.
      if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error)
    })
    for (const piece of pieces) socket.write(typeof piece === "string" ? Buffer.from(piece, "latin1") : piece)
  })

/** The first answer in what came back. */
const parse = (text: string): Answer => {
  const [head = "", ...rest] = text.split("\r\n\r\n")
  const [line = "", ...fields] = head.split("\r\n")
  const headers = new Headers(fields.map((field) => field.split(/: (.*)/, 2) as [string, string]))
  const length = Number(headers.get("content-length"))
  return { status: Number(line.split(" ")[1]), headers, body: JSON.parse(rest.join("\r\n\r\n").slice(0, length)) }
}

const close = "Host: x\r\nConnection: close\r\n"

it("answers what is no HTTP request flat, and closes", async () => {
  const before = witness.dump()
  const wrong = [
    "\r\n\r\nnonsense\r\n\r\n",
    "GET\r\n\r\n",
    "GET /health HTTP/9.9\r\n\r\n",
    "get /health HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /health HTTP/1.1\r\nHost x\r\n\r\n",
    "GET /health HTTP/1.1\r\n\r\n",
    "GET /health HTTP/1.1\r\nHost: x\r\n folded: y\r\nA\u0000: b\r\n\r\n",
    "GET /he alth HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /api/v1/runs/\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n",
    "BREW /health HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
    "GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
  ]
  for (const text of wrong) {
    const answer = parse(await exchange(text))
    expectRefusal(answer, "400 invalid_request", JSON.stringify(text))
    expect(answer.headers.get("connection")).toBe("close")
  }
  expect(witness.dump()).toEqual(before)
})

it("answers headers that are too long flat", async () => {
  for (const header of [
    `A: ${"x".repeat(20_000)}`,
    "A: b\r\n".repeat(5_000),
    `Authorization: Bearer ${"é".repeat(20_000)}`
  ]) {
    expectRefusal(parse(await exchange(`GET /health HTTP/1.1\r\n${close}${header}\r\n\r\n`)), "431 invalid_request")
  }
  expectRefusal(parse(await exchange(`GET /${"x".repeat(20_000)} HTTP/1.1\r\n${close}\r\n`)), "431 invalid_request")
})

it("always answers or closes, whatever bytes arrive, and goes on serving", async () => {
  const before = witness.dump()
  const lines = fc.array(
    fc.oneof(
      fc.constantFrom("GET /health HTTP/1.1", "POST /api/v1/runs HTTP/1.1", "Host: x", "Connection: close", ""),
      fc.string({ unit: character })
    ),
    { maxLength: 6 }
  )
  const property = fc.asyncProperty(lines, fc.uint8Array({ maxLength: 50 }), async (lines, bytes) => {
    const text = await exchange(`${lines.join("\r\n")}\r\n\r\n`, Buffer.from(bytes), "\r\n\r\nX X X\r\n\r\n")
    for (const [, status] of text.matchAll(/^HTTP\/1\.1 (\d+)/gm)) expect(Number(status)).toBeLessThan(500)
    expect(text).toMatch(/^HTTP\/1\.1 /)
  })
  await fc.assert(property, runs(60))
  expect((await witness.client()("GET", "/health")).status).toBe(200)
  expect(witness.dump()).toEqual(before)
})

it("finds nothing at paths that no client would send", async () => {
  const authorization = `Authorization: Bearer ${world.live.key}\r\n`
  for (const path of ["/api/v1/../v1/me", "/api/v1/./me", "/api/v1/me\\", '/"', "/api/v1/webhooks/<b>", "/|^`{}"]) {
    const answer = parse(await exchange(`GET ${path} HTTP/1.1\r\n${close}${authorization}\r\n`))
    expectRefusal(answer, "404 not_found", path)
  }
  const query = parse(await exchange(`GET /api/v1/runs?%e9=%zz&<a>=%00 HTTP/1.1\r\n${close}${authorization}\r\n`))
  expectRefusal(query, "400 invalid_request")
})

it("takes one Authorization header: two are not a key", async () => {
  const bearer = `Authorization: Bearer ${world.live.key}\r\n`
  const me = async (headers: string) => parse(await exchange(`GET /api/v1/me HTTP/1.1\r\n${close}${headers}\r\n`))
  expect((await me(bearer)).status).toBe(200)
  expectRefusal(await me(`${bearer}X-API-Key: ${world.dev.key}\r\n`), "401 unauthorized")
  expectRefusal(await me(`X-API-Key: ${world.dev.key}\r\nX-API-Key: ${world.live.key}\r\n`), "401 unauthorized")
  expectRefusal(await me(`Authorization: Bearer ${world.live.key}\u00ff\r\n`), "401 unauthorized")
  expectRefusal(await me(`${bearer}Authorization: Bearer ${world.dev.key}\r\n`), "401 unauthorized")
})

it("refuses a body without an end as soon as it is too long", async () => {
  const head =
    `POST /api/v1/runs HTTP/1.1\r\n${close}Authorization: Bearer ${world.live.key}\r\n` +
    "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
  const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`
  const before = witness.dump()
  expectRefusal(parse(await exchange(head, chunk.repeat(17))), "413 payload_too_large")
  const promised = head.replace("Transfer-Encoding: chunked", "Content-Length: 999999999999")
  expectRefusal(parse(await exchange(promised, "{")), "413 payload_too_large")
  expect(witness.dump()).toEqual(before)
})

it("does nothing for a request whose body ends too early", async () => {
  const before = witness.dump()
  const { hostname, port } = new URL(witness.server.url)
  await new Promise<void>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.on("close", () => resolve())
    socket.on("error", () => {})
    socket.write(
      `POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${world.live.key}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"input":{}}'
    )
    socket.end()
    socket.resume()
  })
  expect((await world.live.client("GET", "/api/v1/me")).status).toBe(200)
  expect(witness.dump()).toEqual(before)
})

it("answers a request that expects more than can be met as if it expected nothing", async () => {
  const answer = parse(await exchange(`GET /health HTTP/1.1\r\n${close}Expect: tea\r\n\r\n`))
  expect([answer.status, answer.body]).toEqual([200, { status: "ok" }])
})

it("refuses a body that is not UTF-8, by the short way and the whole way", async () => {
  const before = witness.dump()
  const body = Buffer.concat([Buffer.from('{"input":{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}}')])
  for (const path of ["/api/v1/runs", "/api/v1/engines/default/runs"]) {
    const head = `POST ${path} HTTP/1.1\r\n${close}Authorization: Bearer ${world.live.key}\r\nContent-Type: application/json\r\n`
    const answer = parse(await exchange(`${head}Content-Length: ${body.length}\r\n\r\n`, body))
    expectRefusal(answer, "400 invalid_request")
    expect(answer.body["details"]).toEqual([{ path: "body", message: "It is not UTF-8." }])
    const packed = `${head}Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`
    expectRefusal(parse(await exchange(packed, body)), "415 unsupported_media_type")
  }
  expect(witness.dump()).toEqual(before)
})
