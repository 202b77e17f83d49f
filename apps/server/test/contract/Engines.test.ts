import { afterAll, beforeAll, expect, it } from "vitest"
import type { Client } from "../Client.ts"
import { until } from "../Until.ts"
import { expectRefusal } from "./Flat.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { keyWith, settle, type World } from "./World.ts"

let witness: Witness
let world: World
let other: World

beforeAll(async () => {
  witness = await startWitnessed()
  world = await settle(witness)
  other = await settle(witness)
})

afterAll(() => witness.end())

const engine = (slug: string) => ({ slug, label: "The planner", engine_type: "planner" })
const echo = { changelog: "A change", executor: { type: "echo" } }
const http = { changelog: "A change", executor: { type: "http", url: "https://example.com/run" } }

const release = async (client: Client, slug: string, body: object): Promise<string> =>
  (await client("POST", `/api/v1/engines/${slug}/versions`, body)).body.version

const submit = (client: Client, slug: string, engine_version?: string) =>
  client("POST", `/api/v1/engines/${slug}/runs`, {
    input: { a: 1 },
    ...(engine_version === undefined ? {} : { engine_version })
  })

it("has the engine default at 1.0, which has no secret and echoes", async () => {
  const { data } = (await world.dev.client("GET", "/api/v1/engines")).body
  expect(data).toMatchObject([{ slug: "default", current_version: "1.0" }])
  const versions = (await world.dev.client("GET", "/api/v1/engines/default/versions")).body
  expect(versions.data).toMatchObject([{ version: "1.0", executor: { type: "echo" } }])
  const wanted = await world.live.client("POST", "/api/v1/engines/default/versions", http)
  expectRefusal(wanted, "400 invalid_request")
  expect(wanted.body.details).toMatchObject([{ path: "executor", message: expect.stringContaining("rotate-secret") }])
})

it("numbers versions itself, whatever number is sent along, and shows a signing secret once", async () => {
  const { client } = world.live
  const created = await client("POST", "/api/v1/engines", engine("numbered"))
  expect([created.status, created.body.signing_secret]).toEqual([201, expect.stringMatching(/^whsec_/)])
  expect((await client("GET", "/api/v1/engines/numbered")).body).not.toHaveProperty("signing_secret")
  expectRefusal(await client("POST", "/api/v1/engines", engine("numbered")), "409 slug_taken")
  const numbers: Array<string> = []
  for (const more of [{}, { version: "7.7" }, { is_breaking_from_previous_major: true }, { breaking: true }, {}]) {
    numbers.push(await release(client, "numbered", { ...echo, ...more }))
  }
  expect(numbers).toEqual(["1.0", "1.1", "1.2", "2.0", "2.1"])
  expect((await client("GET", "/api/v1/engines/numbered")).body.current_version).toBe("2.1")
  const rotated = await client("POST", "/api/v1/engines/numbered/rotate-secret", {})
  expect(rotated.body.signing_secret).not.toBe(created.body.signing_secret)
})

it("shows where an executor is asked only to callers that manage engines", async () => {
  const { client } = world.live
  await client("POST", "/api/v1/engines", engine("remote"))
  expect(await release(client, "remote", http)).toBe("1.0")
  const shown = { type: "http", url: "https://example.com/run", timeout_ms: 60_000 }
  const path = "/api/v1/engines/remote/versions/1.0"
  expect((await client("GET", path)).body.executor).toEqual(shown)
  const plain = witness.client(await keyWith(client, "live", ["runs:write"]))
  for (const caller of [plain, world.dev.client]) {
    expect((await caller("GET", path)).body.executor).toEqual({ type: "http", timeout_ms: 60_000 })
    expect(JSON.stringify((await caller("GET", "/api/v1/engines/remote/versions")).body)).not.toContain("example.com")
  }
  const private_ = { ...http, executor: { type: "http", url: "https://127.0.0.2/run" } }
  const refused = await client("POST", "/api/v1/engines/remote/versions", private_)
  expectRefusal(refused, "400 invalid_request")
  expect(refused.body.details).toMatchObject([{ path: "executor.url" }])
})

it("keeps one org's engines from another", async () => {
  await world.live.client("POST", "/api/v1/engines", engine("hidden"))
  await release(world.live.client, "hidden", echo)
  for (const path of ["hidden", "hidden/versions", "hidden/versions/1.0"]) {
    expectRefusal(await other.live.client("GET", `/api/v1/engines/${path}`), "404")
  }
  expectRefusal(await other.live.client("POST", "/api/v1/engines/hidden/versions", echo), "404")
  expectRefusal(await submit(other.live.client, "hidden"), "404")
})

it("executes a run by what is asked for, else the pin, else the current version, and tells of it where asked or pinned", async () => {
  const { client } = world.live
  await client("POST", "/api/v1/engines", engine("pinned"))
  expectRefusal(await submit(world.dev.client, "pinned"), "400 invalid_engine_version")
  for (const more of [{}, {}, { breaking: true }]) await release(client, "pinned", { ...echo, ...more })
  const versionOf = async (asked?: string) => {
    const { body, status } = await submit(world.dev.client, "pinned", asked)
    expect(status).toBe(202)
    const read = () => world.dev.client("GET", `/api/v1/runs/${body.run_id}`)
    let run = (await read()).body
    await until(async () => {
      run = (await read()).body
      return run.status === "completed"
    })
    expect(run.output).toEqual({ a: 1 })
    expect(run).not.toHaveProperty("release")
    return run.engine_version
  }
  expect(await versionOf()).toBeUndefined()
  expect(await versionOf("1.0")).toBe("1.0")
  expect(await versionOf("1.x")).toBe("1.1")
  await client("PATCH", "/api/v1/environments/dev", { pinned_engine_version: "1.x" })
  expect(await versionOf()).toBe("1.1")
  expect(await versionOf("2.x")).toBe("2.0")
  for (const asked of ["3.x", "1.2", "latest", ""]) {
    expectRefusal(await submit(world.dev.client, "pinned", asked), "400 invalid_engine_version", asked)
  }
  expectRefusal(await submit(world.dev.client, "nothing", "latest"), "400 invalid_engine_version")
  await client("PATCH", "/api/v1/environments/dev", { pinned_engine_version: "9.x" })
  const refused = await submit(world.dev.client, "pinned")
  expectRefusal(refused, "400 invalid_engine_version")
  expect(refused.body.message).toMatch(/"pinned".*"9\.x"/)
  expectRefusal(await world.dev.client("POST", "/api/v1/runs", { input: {} }), "400 invalid_engine_version")
})
