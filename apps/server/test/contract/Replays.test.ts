import { afterAll, beforeAll, expect, it } from "vitest"
import { expectRefusal } from "./Flat.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { type Place, settle, type World } from "./World.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed({}, { works: false })
  world = await settle(witness, { environment_limit: 50 })
})

afterAll(() => witness.end())

const live = () => world.live.client
const replay = (into: string, body: object, headers = {}) =>
  live()("POST", `/api/v1/environments/${into}/replays`, body, headers)

const submit = async ({ client }: Place, input: object, more = {}): Promise<string> =>
  (await client("POST", "/api/v1/runs", { input, ...more })).body.run_id

const submitted = async (environment: string): Promise<number> =>
  (await live()("GET", `/api/v1/usage?environment=${environment}`)).body.totals.runs_submitted

const always = { created_after: "2020-01-01T00:00:00.000Z", created_before: "2100-01-01T00:00:00.000Z" }

it("submits runs of any environment anew with what they were asked, counted in the target alone", async () => {
  const asked = { offerings: [{ a: 1 }], metadata: { who: "me" } }
  const runs = [await submit(world.live, { nth: 1 }, asked), await submit(world.staging, { nth: 2 })]
  const before = [await submitted("live"), await submitted("staging"), await submitted("dev")]
  const once = { "idempotency-key": "replay" }
  const first = await replay("dev", { run_ids: runs }, once)
  expect(first.status).toBe(202)
  expect(first.body.data.map(({ replay_of }: { replay_of: string }) => replay_of)).toEqual(runs)
  const again = await replay("dev", { run_ids: runs }, once)
  expect([again.headers.get("idempotent-replayed"), again.body]).toEqual(["true", first.body])
  const found = (await world.dev.client("GET", `/api/v1/runs/${first.body.data[0].run_id}`)).body
  expect(found).toMatchObject({
    ...asked,
    input: { nth: 1 },
    environment: "dev",
    status: "queued",
    engine: "default",
    replay_of: runs[0],
    api_key_id: world.live.things["api-keys"]
  })
  expect(found).not.toHaveProperty("engine_version")
  expect([await submitted("live"), await submitted("staging"), await submitted("dev")]).toEqual([
    before[0],
    before[1],
    before[2]! + 2
  ])
})

it("pages through a time of an environment, oldest first, also of a deleted one by its id", async () => {
  const { id } = (await live()("POST", "/api/v1/environments", { slug: "gone" })).body
  const key = (await live()("POST", "/api/v1/api-keys", { name: "A key", environment_slug: "gone" })).body.key
  const runs: Array<string> = []
  for (const nth of [1, 2, 3]) {
    runs.push((await witness.client(key)("POST", "/api/v1/runs", { input: { nth } })).body.run_id)
  }
  await live()("DELETE", "/api/v1/environments/gone")
  const first = (await replay("dev", { from: id, ...always, limit: 2 })).body
  const second = (await replay("dev", { from: id, ...always, limit: 2, cursor: first.next_cursor })).body
  const originals = [...first.data, ...second.data].map(({ replay_of }) => replay_of)
  expect(originals).toEqual(runs)
  expect(second).not.toHaveProperty("next_cursor")
  expect((await replay("dev", { from: id, ...always, status: "completed" })).body).toEqual({ data: [] })
  expect((await replay("dev", { from: id, ...always, status: "failed" })).body.data.length).toBe(3)
})

it("resolves the version anew by the target's pin, and refuses all where an engine has none for it", async () => {
  const { id } = (await live()("POST", "/api/v1/environments", { slug: "pinned", pinned_engine_version: "1.x" })).body
  const run = await submit(world.dev, {})
  const [made] = (await replay("pinned", { run_ids: [run] })).body.data
  const key = (await live()("POST", "/api/v1/api-keys", { name: "A key", environment_slug: "pinned" })).body.key
  const read = (await witness.client(key)("GET", `/api/v1/runs/${made.run_id}`)).body
  expect(read).toMatchObject({ engine_version: "1.0", environment_id: id })
  await live()("PATCH", "/api/v1/environments/pinned", { pinned_engine_version: "9.9" })
  const before = witness.dump()
  const refused = await replay("pinned", { run_ids: [run] })
  expectRefusal(refused, "400 invalid_engine_version")
  for (const named of ["default", "9.9"]) expect(refused.body.message).toContain(named)
  expect(witness.dump()).toEqual(before)
})

it("refuses an unknown run or environment, live as the target, and what does not go together, and does nothing", async () => {
  const run = await submit(world.dev, {})
  const unknown = "0198c2f0-0000-7000-8000-000000000000"
  for (const [into, body, expected] of [
    ["dev", { run_ids: [run, unknown] }, "404 not_found"],
    ["dev", { run_ids: [run, "malformed"] }, "404 not_found"],
    ["nowhere", { run_ids: [run] }, "404 not_found"],
    ["live", { run_ids: [run] }, "409 wrong_environment_kind"],
    ["live", { run_ids: [unknown] }, "404 not_found"],
    ["dev", { run_ids: [run, run] }, "400 invalid_request"],
    ["dev", { run_ids: [] }, "400 invalid_request"],
    ["dev", {}, "400 invalid_request"],
    ["dev", { run_ids: [run], from: "dev" }, "400 invalid_request"],
    ["dev", { from: "nowhere", ...always }, "400 invalid_request"],
    ["dev", { from: "all", ...always }, "400 invalid_request"],
    ["dev", { from: "dev", created_after: always.created_after }, "400 invalid_request"],
    ["dev", { from: "dev", ...always, limit: 1001 }, "400 invalid_request"]
  ] as const) {
    const before = witness.dump()
    const refused = await replay(into, body)
    expectRefusal(refused, expected, JSON.stringify(body))
    if (expected.startsWith("400")) expect(refused.body.details.length).toBeGreaterThan(0)
    expect(witness.dump()).toEqual(before)
  }
})
