import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest"
import { startWitnessed, type Witness } from "./contract/Witness.ts"
import { cookieFor, settle, signIn, type World } from "./contract/World.ts"
import { startTestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed({}, { works: false })
  world = await settle(witness)
})

afterAll(() => witness.end())

/** Listens, and gives what was told so far: runs by their ids, each with its statuses in their order. */
const listen = async (environment: string, cookie = cookieFor(world.live.key), url = witness.server.url) => {
  const response = await fetch(`${url}/api/runs/stream?environment=${environment}`, { headers: { cookie } })
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"])
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  onTestFinished(() => void reader.cancel().catch(() => {}))
  const told = new Map<string, Array<string>>()
  let ended = false
  let rest = ""
  const read = async () => {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      rest += chunk.value
      const events = rest.split("\n\n")
      rest = events.pop()!
      for (const event of events) {
        const data = /^event: run\ndata: (.*)$/.exec(event)?.[1]
        if (data === undefined) continue
        const { run_id, status } = JSON.parse(data)
        told.set(run_id, [...(told.get(run_id) ?? []), status])
      }
    }
    ended = true
  }
  void read().catch(() => (ended = true))
  return { told, hasEnded: () => ended }
}

const submitIn = async (place: World["live"]): Promise<string> =>
  (await place.client("POST", "/api/v1/runs", { input: {} })).body.run_id

it("tells of the runs that there are, of new ones and of each that changes, in the environment that it is about", async () => {
  const [dev, live, all] = [await listen("dev"), await listen("live"), await listen("all")]
  await until(() => dev.told.size > 0 && live.told.size > 0 && all.told.size > 2)
  const run = await submitIn(world.dev)
  await until(() => dev.told.has(run) && all.told.has(run))
  expect((await world.dev.client("POST", `/api/v1/runs/${run}/cancel`, {})).status).toBe(200)
  await until(() => [dev, all].every(({ told }) => told.get(run)?.length === 2))
  expect([dev.told.get(run), all.told.get(run)]).toEqual([
    ["queued", "cancelled"],
    ["queued", "cancelled"]
  ])
  expect(live.told.has(run)).toBe(false)
  // What did not change was told once.
  expect(dev.told.get(world.dev.things["runs"]!)).toEqual(["queued"])
})

it("ends with its session", async () => {
  const cookie = await signIn(witness, world.id, "owner@example.com")
  const stream = await listen("all", cookie)
  await until(() => stream.told.size > 0)
  expect((await witness.client()("DELETE", "/api/session", undefined, { cookie })).status).toBe(204)
  await until(stream.hasEnded)
})

it("ends once its org is suspended", async () => {
  const other = await settle(witness)
  const stream = await listen("all", cookieFor(other.live.key))
  await until(() => stream.told.size > 0)
  await witness.operator("PATCH", `/admin/v1/orgs/${other.id}`, { suspended: true })
  await until(stream.hasEnded)
})

it("holds up no server that stops", async () => {
  const server = await startTestServer()
  const { id } = await server.found()
  const link = await server.operator("POST", `/admin/v1/orgs/${id}/sign-in-links`, { email: "ada@example.com" })
  const session = await server.client()("POST", "/api/session", { token: link.body.url.split("#")[1] })
  const stream = await listen("all", session.headers.getSetCookie()[0]!.split(";")[0]!, server.url)
  const begun = performance.now()
  await server[Symbol.asyncDispose]()
  expect(performance.now() - begun).toBeLessThan(5_000)
  await until(stream.hasEnded)
})
