import { request } from "node:http"
import { character } from "@nexio/testing/arbitraries"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { startTestServer, type TestOrg, type TestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

let server: TestServer
let org: TestOrg
let weak: string
beforeAll(async () => {
  server = await startTestServer()
  org = await server.found()
  await org.live("POST", "/api/v1/environments", { slug: "dev" })
  const minted = await org.live("POST", "/api/v1/api-keys", { name: "reads", environment_slug: "dev", permissions: [] })
  weak = minted.body.key
})
afterAll(() => server[Symbol.asyncDispose]())

interface Asked {
  readonly method?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly chunked: boolean
}

/** Sends what no well-behaved client would. */
const send = (path: string, { body, chunked, headers, method = "POST" }: Asked) =>
  new Promise<{
    readonly status: number | undefined
    readonly headers: object
    readonly body: Record<string, unknown>
  }>((resolve, reject) => {
    const length = chunked ? { "transfer-encoding": "chunked" } : { "content-length": String(Buffer.byteLength(body)) }
    const sent = request(server.url + path, { method, headers: { ...headers, ...length } }, async (response) => {
      const chunks: Array<Buffer> = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      const { date: _date, "x-request-id": _id, "content-length": _length, ...rest } = response.headers
      resolve({ status: response.statusCode, headers: rest, body: JSON.parse(Buffer.concat(chunks).toString()) })
    })
    sent.on("error", reject)
    sent.end(body)
  })

const keys: ReadonlyArray<(valid: string, weak: string) => Record<string, string>> = [
  (valid) => ({ authorization: `Bearer ${valid}` }),
  (valid) => ({ authorization: `Bearer ${valid}` }),
  (valid) => ({ authorization: `bearer  ${valid}` }),
  (valid) => ({ "x-api-key": valid }),
  (valid) => ({ "x-api-key": valid, authorization: `Bearer ${valid}` }),
  (valid, weak) => ({ "x-api-key": valid, authorization: `Bearer ${weak}` }),
  (_, weak) => ({ authorization: `Bearer ${weak}` }),
  (valid) => ({ authorization: `Bearer ${valid}0` }),
  (valid) => ({ authorization: `Basic ${valid}` }),
  () => ({})
]

const media = fc.constantFrom<Record<string, string>>(
  { "content-type": "application/json" },
  { "content-type": "application/json" },
  { "content-type": "Application/JSON; charset=utf-8" },
  { "content-type": "text/plain" },
  { "content-type": "application/json", "content-encoding": "gzip" },
  {}
)

const field = fc.constantFrom("input", "offerings", "metadata", "engine_version", "__proto__", "toString")
const value = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue()),
  fc.array(fc.jsonValue()),
  fc.dictionary(fc.string(), fc.string()),
  fc.jsonValue(),
  fc.string({ unit: character }),
  fc.constantFrom("\u0000", "\ud800")
)
const fields = (pairs: ReadonlyArray<readonly [string, unknown]>): string =>
  pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")

const body = fc.oneof(
  {
    arbitrary: fc.record({ input: fc.dictionary(fc.string(), fc.jsonValue()) }).map((asked) => JSON.stringify(asked)),
    weight: 3
  },
  fc.array(fc.tuple(field, value), { maxLength: 3 }).map((pairs) => `{${fields(pairs)}}`),
  // One field beside what a submission needs.
  fc.tuple(field, value).map((pair) => `{"input":{},${fields([pair])}}`),
  fc.json(),
  fc.constantFrom("", "{", "null", "[]", `{"input":{}`, `{"input":${"[".repeat(101)}${"]".repeat(101)}}`),
  fc.constant("too long")
)

describe("A submission", () => {
  it("is answered the same by the short way and by the whole way, whatever is wrong with it", () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...keys), media, body, fc.boolean(), async (key, media, body, chunked) => {
        const text = body === "too long" ? `{"input":{"long":"${"x".repeat(1_048_576)}"}}` : body
        const asked = { headers: { ...key(org.key, weak), ...media }, body: text, chunked }
        const [short, whole] = [await send("/api/v1/runs", asked), await send("/api/v1/engines/default/runs", asked)]
        for (const { body } of [short, whole]) {
          delete body["request_id"]
          if ("run_id" in body) body["run_id"] = "a run"
        }
        expect(short).toEqual(whole)
      }),
      { numRuns: process.env["NEXIO_HUNT"] ? 5_000 : 150 }
    ))

  it("that the short way takes is stored as that of the whole way is", async () => {
    const submission = { input: { a: [1, null, "x"] }, offerings: [{ b: 2 }], metadata: { c: "d" } }
    const stored = await Promise.all(
      ["/api/v1/runs", "/api/v1/jobs", "/api/v1/engines/default/runs"].map(async (path) => {
        const { body } = await org.live("POST", path, submission)
        const { run_id } = body
        const { body: run } = await org.live("GET", `/api/v1/runs/${run_id}`)
        const { api_key_id, engine, environment, environment_id, input, metadata, offerings } = run
        return { api_key_id, engine, environment, environment_id, input, metadata, offerings }
      })
    )
    expect(stored[0]).toMatchObject({ ...submission, environment: "live", engine: "default" })
    expect(stored[1]).toEqual(stored[0])
    expect(stored[2]).toEqual(stored[0])
  })
})

/** The same in a path, and nothing that the short way takes. */
const escaped = (id: string) => `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`

describe("A read of a run", () => {
  it("is answered the same by the short way and by the whole way, whatever is asked for", async () => {
    const ids = ["not-an-id", "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04", "0198c2f0-5a10-4cc4-8a4e-2f4b8e6d1b04"]
    const submitted = [
      await org.live("POST", "/api/v1/runs", { input: { a: [1.5, null] }, offerings: ["ü", {}] }),
      await org.live("POST", "/api/v1/runs", { input: {}, metadata: { order: "4711" }, engine_version: "1.x" })
    ].map(({ body }) => body.run_id as string)
    for (const id of submitted) {
      await until(async () => (await org.live("GET", `/api/v1/runs/${id}`)).body.status === "completed")
    }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...keys),
        fc.constantFrom("runs", "jobs"),
        fc.constantFrom(...submitted, ...submitted, ...submitted.map((id) => id.toUpperCase()), ...ids),
        fc.constantFrom("", "", "{"),
        async (key, path, id, body) => {
          const asked = { method: "GET", headers: key(org.key, weak), body, chunked: false }
          const short = await send(`/api/v1/${path}/${id}`, asked)
          const whole = await send(`/api/v1/${path}/${escaped(id)}`, asked)
          for (const { body } of [short, whole]) delete body["request_id"]
          expect(short).toEqual(whole)
        }
      ),
      { numRuns: process.env["NEXIO_HUNT"] ? 5_000 : 150 }
    )
  })
})
