import { jsonObject, metadata } from "@nexio/testing/arbitraries"
import fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { expectRefusal } from "./Flat.ts"
import { collectionsOf, pathOf } from "./Operations.ts"
import { rightRequest } from "./Requests.ts"
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

const answersOfReads = async (): Promise<ReadonlyArray<readonly [about: string, answer: Answer]>> => {
  const reads = witness.operations.filter(({ method }) => method === "GET")
  return await Promise.all(
    reads.map(async (operation) => {
      const right = rightRequest(operation, witness.document.components.schemas, world.live.things, world.live.key)
      const answer = await witness.send(right)
      expect(answer.status, operation.id).toBe(200)
      return [operation.id, answer] as const
    })
  )
}

/** Every field of a JSON value with its name. */
const fieldsOf = (value: unknown, name = ""): ReadonlyArray<readonly [name: string, value: unknown]> =>
  typeof value !== "object" || value === null
    ? [[name, value]]
    : Array.isArray(value)
      ? value.flatMap((item) => fieldsOf(item, name))
      : Object.entries(value).flatMap(([inner, item]) => fieldsOf(item, inner))

it("writes times as RFC 3339 with milliseconds, ids as UUIDv7, and leaves out what is not there", async () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
  const seen = { ids: 0, times: 0 }
  for (const [about, { body }] of await answersOfReads()) {
    for (const [name, value] of fieldsOf(body)) {
      expect(value, `${about}: ${name}`).not.toBeNull()
      if (/(^|_)id$/.test(name)) {
        expect(String(value).replace(/^evt_/, ""), `${about}: ${name}`).toMatch(uuid)
        seen.ids += 1
      }
      if (/(_at|^from|^to|^bucket)$/.test(name)) {
        expect(value, `${about}: ${name}`).toMatch(time)
        seen.times += 1
      }
    }
  }
  expect(seen.ids).toBeGreaterThan(20)
  expect(seen.times).toBeGreaterThan(20)
})

it("makes ids whose instant is created_at", async () => {
  for (const [about, { body }] of await answersOfReads()) {
    for (const thing of body.data ?? [body]) {
      const id: string | undefined = thing.run_id ?? thing.id
      if (id === undefined) continue
      const at = Number.parseInt(id.replace("-", "").slice(0, 12), 16)
      expect(new Date(at).toISOString(), about).toBe(thing.created_at)
    }
  }
})

it("sends the same safe headers with every answer, and none that lets another origin in", async () => {
  const refused = [
    await witness.send({ method: "GET", path: "/nope" }),
    await witness.send({ method: "PUT", path: "/health" }),
    await witness.send({ method: "GET", path: "/api/v1/me" }),
    await witness.send({ method: "OPTIONS", path: "/api/v1/runs", headers: { origin: "https://example.com" } })
  ]
  const reads = [
    ...(await answersOfReads()),
    ["/openapi.json", await witness.send({ method: "GET", path: "/openapi.json" })] as const
  ]
  for (const { headers } of [...refused, ...reads.map(([, answer]) => answer)]) {
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "content-type": expect.stringMatching(/^(application\/json|text\/event-stream|text\/plain; version=0.0.4)/),
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "strict-transport-security": "max-age=31536000",
      "x-content-type-options": "nosniff",
      "x-frame-options": expect.any(String),
      "x-request-id": expect.any(String)
    })
    const names = [...headers.keys()]
    expect(names.filter((name) => name.startsWith("access-control-") || name === "x-powered-by")).toEqual([])
  }
})

it("gives back the caller's own request id where it is sane, and one of its own where it is not", async () => {
  const idOf = async (id: string | ReadonlyArray<string>) => {
    const answer = await witness.send({ method: "GET", path: "/api/v1/me", headers: { "x-request-id": id } })
    expectRefusal(answer, "401 unauthorized")
    return answer.body.request_id
  }
  for (const sane of ["a", "A-b_c.9", "x".repeat(128)]) expect(await idOf(sane)).toBe(sane)
  for (const id of ["", "x".repeat(129), "a b", "a/b", "é", "<b>", ["a", "b"]]) {
    expect(await idOf(id)).toMatch(/^[0-9a-f-]{36}$/)
  }
})

it("takes a key as a bearer in any case or as X-API-Key, and two only where they are the same", async () => {
  const me = async (headers: Record<string, string>) =>
    (await witness.send({ method: "GET", path: "/api/v1/me", headers })).status
  const { key } = world.dev
  for (const scheme of ["Bearer", "bearer", "BEARER", "Bearer "])
    expect(await me({ authorization: `${scheme} ${key}` })).toBe(200)
  expect(await me({ "x-api-key": key })).toBe(200)
  expect(await me({ "x-api-key": key, authorization: `Bearer ${key}` })).toBe(200)
  expect(await me({ "x-api-key": world.live.key, authorization: `Bearer ${key}` })).toBe(401)
  expect(await me({ "x-api-key": key, authorization: "Basic x" })).toBe(401)
  expect(await me({ "x-api-key": `Bearer ${key}` })).toBe(401)
  expect(await me({ cookie: `wos-session=${key}` })).toBe(401)
})

it("answers HEAD as GET, without the body", async () => {
  for (const operation of witness.operations.filter(({ method }) => method === "GET")) {
    const right = rightRequest(operation, witness.document.components.schemas, world.live.things, world.live.key)
    const [get, head] = [await witness.send(right), await witness.send({ ...right, method: "HEAD" })]
    expect([head.status, head.body], operation.id).toEqual([200, undefined])
    // What the metrics say is another thing each time.
    if (operation.id === "getServerMetrics") continue
    expect(head.headers.get("content-length"), operation.id).toBe(get.headers.get("content-length"))
  }
})

it("says that it is up, and that it is ready, to everyone", async () => {
  for (const path of ["/health", "/ready"]) {
    const answer = await witness.client()("GET", path)
    expect([answer.status, answer.body]).toEqual([200, { status: "ok" }])
  }
})

it("always gives a run's input and metadata back as they were", async () => {
  const property = fc.asyncProperty(jsonObject, metadata, async (input, texts) => {
    const { body } = await world.dev.client("POST", "/api/v1/runs", { input, metadata: texts, offerings: [input] })
    const run = (await world.dev.client("GET", `/api/v1/runs/${body.run_id}`)).body
    for (const [found, sent] of [
      [run.input, input],
      [run.metadata, texts],
      [run.offerings, [input]]
    ] as const) {
      expect(JSON.stringify(found)).toBe(JSON.stringify(sent))
    }
  })
  await fc.assert(property, runs(40))
})

const faces = { key: true, operator: true }

it("serves each operation that takes a right request with an answer that it declares", async () => {
  for (const operation of witness.operations.filter(({ body, face }) => body !== undefined && face in faces)) {
    const things = { ...world.dev.things }
    if (
      ["webhooks", "deliveries"].includes(collectionsOf(operation)[0] ?? "") ||
      /runs|jobs/.test(pathOf(operation, things))
    ) {
      Object.assign(things, world.live.things)
    }
    const right = rightRequest(operation, witness.document.components.schemas, things, world.live.key)
    const { body, status } = await witness.send(right)
    // A run that has ended is there, and cannot be cancelled.
    if (body.code !== "run_not_cancellable")
      expect(status, `${operation.id}: ${JSON.stringify(body)}`).toBeLessThan(300)
  }
})
