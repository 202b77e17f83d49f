import { afterAll, beforeAll, expect, it } from "vitest"
import { until } from "../Until.ts"
import { expectRefusal } from "./Flat.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { settle, type World } from "./World.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed({}, { works: false })
  world = await settle(witness)
})

afterAll(() => witness.end())

const hooks = "/api/v1/webhooks"
const made = { url: "https://example.com/paced", events: ["run.failed"] }
const call = (method: string, path: string, body?: unknown) => world.live.client(method, path, body)

it("shows always whether an endpoint is ordered, and its rate where it has one; null clears that", async () => {
  const plain = (await call("POST", hooks, made)).body
  expect(plain).toMatchObject({ ordered: false })
  expect(plain).not.toHaveProperty("rate_limit_per_second")
  const { id, ...paced } = (await call("POST", hooks, { ...made, ordered: true, rate_limit_per_second: 1_000 })).body
  expect(paced).toMatchObject({ ordered: true, rate_limit_per_second: 1_000 })
  const change = async (body: object) => (await call("PATCH", `${hooks}/${id}`, body)).body
  expect(await change({ rate_limit_per_second: 1 })).toMatchObject({ ordered: true, rate_limit_per_second: 1 })
  expect(await change({ ordered: false })).toMatchObject({ ordered: false, rate_limit_per_second: 1 })
  const cleared = await change({ rate_limit_per_second: null })
  expect(cleared).not.toHaveProperty("rate_limit_per_second")
  expect((await call("GET", `${hooks}/${id}`)).body).toEqual(cleared)
  expect((await call("GET", hooks)).body.data).toContainEqual(cleared)
  const [entry] = (await call("GET", "/api/v1/audit-log?limit=1")).body.data
  expect(entry).toMatchObject({ action: "webhook.updated", target: id, details: { fields: ["rate_limit_per_second"] } })
})

it("refuses rates that are none, and an order that is neither", async () => {
  const { id } = (await call("POST", hooks, made)).body
  for (const [field, values] of [
    ["rate_limit_per_second", [0, -1, 1_001, 1.5, "5", true]],
    ["ordered", [null, "true", 1]]
  ] as const) {
    for (const value of values) {
      for (const [method, path, body] of [
        ["POST", hooks, { ...made, [field]: value }],
        ["PATCH", `${hooks}/${id}`, { [field]: value }]
      ] as const) {
        const refused = await call(method, path, body)
        expectRefusal(refused, "400 invalid_request", `${method} ${field}: ${value}`)
        expect(refused.body.details.map(({ path }: { path: string }) => path)).toEqual([field])
      }
    }
  }
  expectRefusal(await call("POST", hooks, { ...made, rate_limit_per_second: null }), "400 invalid_request")
})

it("tells when each replaced secret stops signing, for as long as it signs, and nothing else of it", async () => {
  const { id, secrets_ending } = (await call("POST", hooks, made)).body
  expect(secrets_ending).toEqual([])
  const rotate = async (overlap_seconds: number) =>
    (await call("POST", `${hooks}/${id}/rotate-secret`, { overlap_seconds })).body
  const first = await rotate(3_600)
  const ends = new Date(Date.parse(first.updated_at) + 3_600_000).toISOString()
  expect(first.secrets_ending).toEqual([{ ends_at: ends }])
  // The one that this replaces has stopped at once.
  expect((await rotate(0)).secrets_ending).toEqual([{ ends_at: ends }])
  const last = await rotate(1)
  expect(last.secrets_ending).toHaveLength(2)
  const read = async () => (await call("GET", `${hooks}/${id}`)).body.secrets_ending
  await until(async () => (await read()).length === 1)
  expect(await read()).toEqual([{ ends_at: ends }])
  const listed = (await call("GET", hooks)).body.data.find((one: { id: string }) => one.id === id)
  expect(listed.secrets_ending).toEqual([{ ends_at: ends }])
})
