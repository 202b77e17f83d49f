/** The portal's face: the same calls as a key's, about the environment that the query says. */
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Answer } from "../Client.ts"
import { expectNothingDone, expectRefusal } from "./Flat.ts"
import { collectionsOf, type Operation, pathOf, type Things } from "./Operations.ts"
import { rightRequest } from "./Requests.ts"
import { startWitnessed, type Witness } from "./Witness.ts"
import { cookieFor, nobodys, type Place, settle, type World } from "./World.ts"

let witness: Witness
let own: World
let other: World
/** An environment of `own` that was deleted, with what it had. */
let deleted: Place

beforeAll(async () => {
  witness = await startWitnessed({}, { works: false })
  own = await settle(witness)
  other = await settle(witness)
  const gone = await settle(witness)
  deleted = gone.staging
  expect((await gone.live.client("DELETE", "/api/v1/environments/staging")).status).toBe(204)
  deletedWorld = gone
})

let deletedWorld: World

afterAll(() => witness.end())

const calls = () => witness.operations.filter(({ face }) => face === "session")

const scoped = () =>
  calls().filter(({ query }) => query.some(({ name, required }) => name === "environment" && required))

const ask = (operation: Operation, things: Things, world = own): Promise<Answer> => {
  const asked = rightRequest(operation, witness.document.components.schemas, things, world.live.key)
  return witness.send({ ...asked, headers: { ...asked.headers, "x-request-id": "the-same-request-id" } })
}

const get = (path: string, world = own): Promise<Answer> =>
  witness.client()("GET", path, undefined, { cookie: cookieFor(world.live.key) })

const idsOf = ({ body }: Answer): ReadonlyArray<string> =>
  body.data.map(({ id, run_id }: Record<string, string>) => run_id ?? id)

it("has each call that a key has, under the same name", () => {
  const keys = witness.operations.filter(({ face }) => face === "key")
  const portal = new Set(calls().map(({ method, path }) => `${method} ${path}`))
  expect(keys.filter(({ method, path }) => !portal.has(`${method} ${path.replace("/api/v1/", "/api/")}`))).toEqual([])
})

it("asks for an environment just where a call is about one", () => {
  const paths = new Set(scoped().map(({ path }) => path.split("/")[2]))
  expect([...paths].toSorted()).toEqual(["deliveries", "engines", "jobs", "metrics", "runs", "usage", "webhooks"])
  expect(
    scoped()
      .filter(({ path }) => path.startsWith("/api/engines/"))
      .map(({ id }) => id)
  ).toEqual(["portalSubmitEngineRun"])
})

it("refuses a call about one that names none, all for a change, or one that there is not", async () => {
  for (const operation of scoped()) {
    const asked = rightRequest(operation, witness.document.components.schemas, own.dev.things, own.live.key)
    const about = async (environment: string | undefined, expected: string) => {
      const [path, query] = asked.path.split("?")
      const params = new URLSearchParams(query)
      if (environment === undefined) params.delete("environment")
      else params.set("environment", environment)
      const answer = await expectNothingDone(witness, { ...asked, path: `${path}?${params}` }, expected, operation.id)
      if (expected.startsWith("400")) expect(answer.body.details[0].path, operation.id).toBe("environment")
    }
    await about(undefined, "400 invalid_request")
    for (const nowhere of ["nowhere", "", "LIVE", nobodys["runs"]!, other.dev.id]) await about(nowhere, "404 not_found")
    if (operation.method !== "GET") await about("all", "400 invalid_request")
  }
})

it("answers about what is another environment's or org's as about what does not exist", async () => {
  const operations = scoped().filter((operation) => collectionsOf(operation).some((one) => one !== "engines"))
  expect(operations.length).toBeGreaterThan(10)
  for (const operation of operations) {
    for (const [place, world] of [
      [own.staging, own],
      [own.live, own],
      [own.dev, other]
    ] as const) {
      const before = witness.dump()
      const answer = await ask(operation, { ...place.things, environment: "dev" }, world)
      expectRefusal(answer, "404 not_found", `${operation.id} of ${place.slug}`)
      expect(answer.body).toEqual((await ask(operation, { ...nobodys, environment: "dev" }, world)).body)
      expect(witness.dump(), operation.id).toEqual(before)
    }
  }
})

it("answers about what is another org's as about what does not exist, in calls about the org", async () => {
  const operations = calls().filter((operation) => !scoped().includes(operation) && collectionsOf(operation).length > 0)
  expect((await own.live.client("POST", "/api/v1/environments", { slug: "mine" })).status).toBe(201)
  const theirs = { ...own.dev.things, environments: "mine", engines: "nothing" }
  for (const operation of operations) {
    const before = witness.dump()
    const answer = await ask(operation, theirs, other)
    expectRefusal(answer, "404 not_found", operation.id)
    expect(answer.body, operation.id).toEqual((await ask(operation, nobodys, other)).body)
    expect(witness.dump(), operation.id).toEqual(before)
  }
})

it("reads with all what each environment of the org has, newest first, and nothing else", async () => {
  for (const [path, collection] of [
    ["/api/runs", "runs"],
    ["/api/webhooks", "webhooks"]
  ] as const) {
    const places = [own.live, own.dev, own.staging]
    const each = await Promise.all(places.map(({ slug }) => get(`${path}?environment=${slug}&limit=100`)))
    const all = await get(`${path}?environment=all&limit=100`)
    const ids = each.flatMap(idsOf)
    expect(ids, path).toEqual(expect.arrayContaining(places.map(({ things }) => things[collection]!)))
    expect(idsOf(all), path).toEqual(ids.toSorted().toReversed())
    const first = await get(`${path}?environment=all&limit=2`)
    const rest = await get(`${path}?environment=all&limit=100&cursor=${first.body.next_cursor}`)
    expect([...idsOf(first), ...idsOf(rest)], path).toEqual(idsOf(all))
  }
  for (const { things } of [own.live, own.dev]) {
    const { deliveries, runs, webhooks } = things
    for (const path of [`runs/${runs}`, `webhooks/${webhooks}`, `deliveries/${deliveries}`]) {
      expect((await get(`/api/${path}?environment=all`)).status, path).toBe(200)
      expectRefusal(await get(`/api/${path}?environment=all`, other), "404 not_found", path)
    }
    expect(idsOf(await get(`/api/webhooks/${webhooks}/deliveries?environment=all`))).toEqual([deliveries])
    expect((await get(`/api/runs/${runs}/deliveries?environment=all`)).body).toEqual({ data: [] })
  }
})

it("reads what a deleted environment had by its id, with all too, and changes nothing there", async () => {
  const { id, things } = deleted
  const { deliveries, runs, webhooks } = things
  for (const environment of [id, "all"]) {
    for (const path of [`runs/${runs}`, `deliveries/${deliveries}`]) {
      expect((await get(`/api/${path}?environment=${environment}`, deletedWorld)).status, path).toBe(200)
    }
    expect(idsOf(await get(`/api/runs?environment=${environment}`, deletedWorld))).toContain(runs)
    expect(idsOf(await get(`/api/webhooks/${webhooks}/deliveries?environment=${environment}`, deletedWorld))).toEqual([
      deliveries
    ])
  }
  const usage = await get(`/api/usage?environment=${id}`, deletedWorld)
  expect(usage.body.environments).toMatchObject([{ environment_id: id, deleted: true }])
  for (const operation of scoped().filter(({ method }) => method !== "GET")) {
    const asked = { ...things, environment: id }
    expectRefusal(await ask(operation, asked, deletedWorld), "404 not_found", operation.id)
  }
})

it("submits a run in the environment that the query says, of nobody's key", async () => {
  const submit = (environment: string) =>
    witness.client()("POST", `/api/runs?environment=${environment}`, { input: {} }, { cookie: cookieFor(own.live.key) })
  for (const place of [own.live, own.dev]) {
    const { body, status } = await submit(place.slug)
    expect(status).toBe(202)
    const run = (await place.client("GET", `/api/v1/runs/${body.run_id}`)).body
    expect([run.environment, "api_key_id" in run]).toEqual([place.slug, false])
  }
})

it("answers the making of a key with its id, its prefix and its text alone", async () => {
  const mint = (headers = {}) =>
    witness.client()(
      "POST",
      "/api/api-keys",
      { name: "CI", environment_slug: "dev" },
      { cookie: cookieFor(own.live.key), ...headers }
    )
  const { body, status } = await mint()
  expect([status, Object.keys(body)]).toEqual([201, ["id", "keyPrefix", "key"]])
  expect(body.key.startsWith(body.keyPrefix)).toBe(true)
  expect((await witness.client(body.key)("GET", "/api/v1/me")).body.environment.slug).toBe("dev")
  const once = { "idempotency-key": "the-same-key" }
  const first = await mint(once)
  expect((await mint(once)).body).toEqual({ id: first.body.id, keyPrefix: first.body.keyPrefix })
})

it("writes down who of the members did it", async () => {
  const { body } = await get("/api/session")
  const made = { name: "CI", environment_slug: "dev" }
  await witness.client()("POST", "/api/api-keys", made, { cookie: cookieFor(own.live.key) })
  const [entry] = (await get("/api/audit-log?limit=1")).body.data
  expect(entry).toMatchObject({ action: "api_key.created", actor: `member:${body.member.id}` })
})

it("lists the keys of every environment where none is said, and of one where it is", async () => {
  const slugs = ({ body }: Answer) => [...new Set(body.data.map((key: Record<string, string>) => key["environment"]))]
  expect(slugs(await get("/api/api-keys?limit=100")).toSorted()).toEqual(["dev", "live", "staging"])
  expect(slugs(await get("/api/api-keys?environment=dev"))).toEqual(["dev"])
})

it("counts no request of the portal against the org's rate limit", async () => {
  const world = await settle(witness)
  await witness.operator("PATCH", `/admin/v1/orgs/${world.id}`, { rate_limit_per_minute: 1 })
  for (let nth = 0; nth < 3; nth += 1) {
    const answer = await get(pathOf(scoped()[0]!, world.live.things).replace(/\?.*/, "?environment=live"), world)
    expect([401, 429]).not.toContain(answer.status)
    expect(answer.headers.get("ratelimit-limit")).toBeNull()
  }
})
