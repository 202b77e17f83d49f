import { expect, it } from "vitest"
import type { Answer, Client } from "./Client.ts"
import { startTestServer, type TestServer } from "./TestServer.ts"
import { withinAMinute } from "./WithinAMinute.ts"

const run = { input: {} }

/** What an answer says of the limit; nothing where it says nothing. */
const said = ({ headers }: Answer) => {
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) => headers.get(`ratelimit-${name}`))
  return limit === null && remaining === null && reset === null ? undefined : [Number(limit), Number(remaining)]
}

const secondsLeft = () => 60 - Math.floor((Date.now() % 60_000) / 1_000)

const limited = async (server: TestServer, rateLimitPerMinute: number) => {
  const org = await server.found()
  // What is not live is made before the limit, which counts that too.
  await org.live("POST", "/api/v1/environments", { slug: "dev" })
  const key = await org.live("POST", "/api/v1/api-keys", { name: "A key", environment_slug: "dev" })
  const limit = async (limit: number | null) => {
    const changed = await server.operator("PATCH", `/admin/v1/orgs/${org.id}`, { rate_limit_per_minute: limit })
    expect([changed.status, changed.body.rate_limit_per_minute]).toEqual([200, limit ?? undefined])
  }
  await limit(rateLimitPerMinute)
  return { ...org, dev: server.client(key.body.key), limit }
}

it("says on every answer how the org stands, whatever the answer is, and refuses what is beyond until the next minute", async () => {
  await using server = await startTestServer()
  await withinAMinute(async () => {
    const { dev, live } = await limited(server, 8)
    const asked: ReadonlyArray<readonly [client: Client, status: number, ...Parameters<Client>]> = [
      [live, 200, "GET", "/api/v1/me"],
      [live, 202, "POST", "/api/v1/runs", run],
      [live, 400, "POST", "/api/v1/runs", { nope: 1 }],
      [live, 404, "GET", "/api/v1/runs/nothing"],
      [dev, 403, "POST", "/api/v1/environments", { slug: "qa" }],
      [live, 415, "POST", "/api/v1/environments", "x", { "content-type": "text/plain" }],
      [live, 202, "POST", "/api/v1/runs", run, { "idempotency-key": "a" }],
      [live, 404, "GET", "/api/v1/runs/0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04"]
    ]
    for (const [nth, [client, status, ...call]] of asked.entries()) {
      const answer = await client(...call)
      expect(answer.status).toBe(status)
      expect(said(answer)).toEqual(client === dev ? [4, 3] : [8, 7 - nth])
      expect(Math.abs(Number(answer.headers.get("ratelimit-reset")) - secondsLeft())).toBeLessThanOrEqual(1)
    }
    const beyond: ReadonlyArray<Parameters<Client>> = [
      ["GET", "/api/v1/me"],
      ["POST", "/api/v1/runs", run],
      ["POST", "/api/v1/runs", { nope: 1 }]
    ]
    for (const call of beyond) {
      const refused = await live(...call)
      expect([refused.status, refused.body.code, said(refused)]).toEqual([429, "rate_limited", [8, 0]])
      expect(refused.headers.get("retry-after")).toBe(refused.headers.get("ratelimit-reset"))
      expect(refused.body.message).toMatch(/8 requests per minute.*operator/)
    }
    expect((await live("GET", "/api/v1/nothing")).status).toBe(404)
    expect((await live("GET", "/health")).status).toBe(200)
  })
})

it("gives what is not live at most half, and all that is left to what is live", async () => {
  await using server = await startTestServer()
  await withinAMinute(async () => {
    const { dev, live } = await limited(server, 5)
    const statuses = []
    for (const client of [dev, dev, dev, live, dev, live, live, live]) {
      statuses.push((await client("POST", "/api/v1/runs", run)).status)
    }
    expect(statuses).toEqual([202, 202, 429, 202, 429, 202, 202, 429])
  })
})

it("is over in a minute for none but the org itself, and says nothing to an org without a limit", async () => {
  await using server = await startTestServer()
  await withinAMinute(async () => {
    const [acme, other, free] = [await limited(server, 1), await limited(server, 1), await server.found()]
    for (const { live } of [acme, other]) expect((await live("GET", "/api/v1/me")).status).toBe(200)
    for (const { live } of [acme, other]) expect((await live("GET", "/api/v1/me")).status).toBe(429)
    for (let nth = 0; nth < 3; nth += 1) {
      const answer = await free.live("POST", "/api/v1/runs", run)
      expect([answer.status, said(answer)]).toEqual([202, undefined])
    }
  })
})

it("counts for a suspended org too, and holds from when an operator sets it until an operator lifts it", async () => {
  await using server = await startTestServer()
  await withinAMinute(async () => {
    const { id, limit, live } = await limited(server, 2)
    await server.operator("PATCH", `/admin/v1/orgs/${id}`, { suspended: true })
    const statuses = []
    for (let nth = 0; nth < 3; nth += 1) statuses.push((await live("POST", "/api/v1/runs", run)).status)
    expect(statuses).toEqual([403, 403, 429])
    await server.operator("PATCH", `/admin/v1/orgs/${id}`, { suspended: false })
    expect((await live("GET", "/api/v1/me")).status).toBe(429)
    await limit(3)
    expect(said(await live("GET", "/api/v1/me"))).toEqual([3, 0])
    expect((await live("GET", "/api/v1/me")).status).toBe(429)
    await limit(null)
    const free = await live("GET", "/api/v1/me")
    expect([free.status, said(free)]).toEqual([200, undefined])
  })
})

it("is set as the org is founded, shown where it is set, and a number from 1 on", async () => {
  await using server = await startTestServer()
  const { operator } = server
  const { body: founded } = await operator("POST", "/admin/v1/orgs", { name: "Acme", rate_limit_per_minute: 600 })
  expect(founded.rate_limit_per_minute).toBe(600)
  expect(said(await server.client(founded.api_key)("GET", "/api/v1/me"))).toEqual([600, 599])
  expect((await operator("GET", `/admin/v1/orgs/${founded.id}`)).body.rate_limit_per_minute).toBe(600)
  const { body: without } = await operator("POST", "/admin/v1/orgs", { name: "Acme" })
  expect("rate_limit_per_minute" in without).toBe(false)
  for (const rate_limit_per_minute of [0, -1, 1.5, "1", 10_000_001]) {
    const refused = await operator("PATCH", `/admin/v1/orgs/${founded.id}`, { rate_limit_per_minute })
    expect([refused.status, refused.body.details[0].path]).toEqual([400, "rate_limit_per_minute"])
  }
})
