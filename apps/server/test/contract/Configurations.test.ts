import { afterAll, beforeAll, expect, it } from "vitest"
import { expectRefusal } from "./Flat.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { settle, type World } from "./World.ts"

let witness: Witness
let world: World

beforeAll(async () => {
  witness = await startWitnessed({}, { works: false })
  world = await settle(witness, { environment_limit: 50, endpoint_limit: 2 })
})

afterAll(() => witness.end())

const live = () => world.live.client
const clone = (into: string, from: string, headers = {}) =>
  live()("POST", `/api/v1/environments/${into}/clone`, { from }, headers)
const diff = async (slug: string, other: string) =>
  (await live()("GET", `/api/v1/environments/${slug}/diff?with=${other}`)).body

/** Another environment, with nothing in it. */
const empty = async (slug: string) => {
  expect((await live()("POST", "/api/v1/environments", { slug })).status).toBe(201)
  return slug
}

it("clones pin, description and endpoints, inactive and with a new secret, once for each key", async () => {
  await live()("PATCH", "/api/v1/environments/live", { description: "Production", pinned_engine_version: "1.x" })
  const kept = {
    url: "https://example.com/a",
    events: ["run.failed"],
    description: "A",
    rate_limit_per_second: 5,
    ordered: true
  }
  const made = { ...kept, auth_token: "token-of-live" }
  const { secret } = (await live()("POST", "/api/v1/webhooks", made)).body
  const into = await empty("cloned")
  const once = { "idempotency-key": "clone" }
  const first = await clone(into, "live", once)
  expect(first.status).toBe(200)
  expect(first.body.environment).toMatchObject({ slug: into, description: "Production", pinned_engine_version: "1.x" })
  const [hook, copy] = first.body.endpoints
  expect(hook.url).toBe("https://example.com/hook")
  expect(copy).toMatchObject({ ...kept, environment: into })
  expect([copy.active, copy.auth_token_configured]).toEqual([false, false])
  expect(copy.secret).toMatch(/^whsec_/)
  expect(new Set([secret, hook.secret, copy.secret]).size).toBe(3)
  const again = await clone(into, "live", once)
  expect(again.headers.get("idempotent-replayed")).toBe("true")
  expect(again.body.endpoints.map((one: object) => ["secret" in one, { ...one }])).toEqual(
    first.body.endpoints.map(({ secret: _, ...one }: { secret: string }) => [false, one])
  )
  expect(await diff(into, "live")).toMatchObject({ environment: into, with: "live", same: true })
})

it("tells what differs, and from the other side the mirror of it", async () => {
  const [here, there] = [await empty("here"), await empty("there")]
  await live()("PATCH", `/api/v1/environments/${here}`, { pinned_engine_version: "1.3", description: "One" })
  await live()("PATCH", `/api/v1/environments/${there}`, { pinned_engine_version: "1.x" })
  await clone(there, "live")
  const told = await diff(here, there)
  expect(told).toMatchObject({
    same: false,
    description: { here: "One", there: "Production" },
    endpoints: { only_here: [], changed: [] }
  })
  expect(told.endpoints.only_there.map(({ url }: { url: string }) => url)).toEqual([
    "https://example.com/a",
    "https://example.com/hook"
  ])
  expect(told.endpoints.only_there[0]).toMatchObject({ rate_limit_per_second: 5, ordered: true })
  const mirrored = await diff(there, here)
  expect(mirrored.description).toEqual({ here: "Production", there: "One" })
  expect(mirrored.endpoints.only_here).toEqual(told.endpoints.only_there)
  expectRefusal(await live()("GET", `/api/v1/environments/${here}/diff?with=nowhere`), "404 not_found")
  expectRefusal(await live()("GET", `/api/v1/environments/${here}/diff`), "400 invalid_request")
})

it("tells of an endpoint that is faster or not ordered on one side", async () => {
  const [one, other] = [await empty("one"), await empty("other")]
  const url = "https://example.com/paced"
  const subscribe = async (slug: string, settings: object) => {
    const { key } = (await live()("POST", "/api/v1/api-keys", { name: slug, environment_slug: slug })).body
    const client = witness.client(key)
    expect((await client("POST", "/api/v1/webhooks", { url, events: ["run.failed"], ...settings })).status).toBe(201)
  }
  await subscribe(one, { ordered: true })
  await subscribe(other, { rate_limit_per_second: 7 })
  expect((await diff(one, other)).endpoints).toEqual({
    only_here: [],
    only_there: [],
    changed: [{ url, rate_limit_per_second: { there: 7 }, ordered: { here: true, there: false } }]
  })
})

it("refuses a clone of itself or of nothing, into nothing, into live, or beyond the cap, and does nothing", async () => {
  const into = await empty("refusing")
  for (const [where, from, expected] of [
    [into, into, "400 invalid_request"],
    [into, "nowhere", "400 invalid_request"],
    ["nowhere", "nowhere", "400 invalid_request"],
    ["nowhere", "live", "404 not_found"],
    ["live", "dev", "409 wrong_environment_kind"]
  ] as const) {
    const before = witness.dump()
    const refused = await clone(where, from)
    expectRefusal(refused, expected, `${from} into ${where}`)
    if (expected.startsWith("400")) expect(refused.body.details[0].path).toBe("from")
    expect(witness.dump()).toEqual(before)
  }
  for (let nth = 0; nth < 10; nth += 1) expect((await clone(into, "live")).status).toBe(200)
  const before = witness.dump()
  expectRefusal(await clone(into, "live"), "409 endpoint_limit_reached")
  expect(witness.dump()).toEqual(before)
})
