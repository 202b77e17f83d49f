import { Receiver } from "@nexio/testing/receiver"
import { expect, it } from "vitest"
import type { Client } from "./Client.ts"
import { endedDeliveries } from "./Ledger.ts"
import { startTestServer, type TestServer } from "./TestServer.ts"

const mint = async (server: TestServer, live: Client, environment_slug: string) => {
  const { body } = await live("POST", "/api/v1/api-keys", { name: "a key", environment_slug })
  return { id: body.id as string, client: server.client(body.key) }
}

const environment = async (server: TestServer, live: Client, slug = "dev") => {
  expect((await live("POST", "/api/v1/environments", { slug })).status).toBe(201)
  return mint(server, live, slug)
}

const submit = async (client: Client): Promise<string> =>
  (await client("POST", "/api/v1/runs", { input: {} })).body.run_id

const subscribe = async (client: Client, url: string): Promise<string> =>
  (await client("POST", "/api/v1/webhooks", { url, events: ["run.completed"] })).body.id

const ids = async (client: Client, path: string): Promise<ReadonlyArray<string>> =>
  (await client("GET", path)).body.data.map((item: { readonly id?: string; run_id?: string }) => item.id ?? item.run_id)

it("gives a key of dev nothing of live and nothing of another org", async () => {
  await using server = await startTestServer()
  const acme = await server.found()
  const other = await server.found()
  const { client: dev } = await environment(server, acme.live)
  for (const { live } of [acme, other]) {
    const run = await submit(live)
    const endpoint = await subscribe(live, "https://example.com/")
    const foreign: ReadonlyArray<readonly [string, string, unknown?]> = [
      ["GET", `/api/v1/runs/${run}`],
      ["POST", `/api/v1/runs/${run}/cancel`],
      ["GET", `/api/v1/webhooks/${endpoint}`],
      ["PATCH", `/api/v1/webhooks/${endpoint}`, { active: false }],
      ["DELETE", `/api/v1/webhooks/${endpoint}`],
      ["POST", `/api/v1/webhooks/${endpoint}/rotate-secret`, {}]
    ]
    for (const [method, path, body] of foreign) expect((await dev(method, path, body)).status).toBe(404)
    expect((await live("GET", `/api/v1/webhooks/${endpoint}`)).body.active).toBe(true)
  }
  expect((await dev("GET", "/api/v1/environments/live")).status).toBe(404)
  for (const report of ["usage", "metrics"]) {
    expect((await dev("GET", `/api/v1/${report}?environment=live`)).status).toBe(404)
    expect((await dev("GET", `/api/v1/${report}`)).body.totals.runs_submitted).toBe(0)
  }
  expect((await dev("GET", "/api/v1/api-keys")).status).toBe(403)
  expect((await dev("POST", "/api/v1/environments", { slug: "mine" })).status).toBe(403)
  expect(await ids(dev, "/api/v1/runs")).toEqual([])
  expect(await ids(dev, "/api/v1/webhooks")).toEqual([])
})

it("keeps environments of the same slug in two orgs apart", async () => {
  await using server = await startTestServer()
  const [acme, other] = [await server.found(), await server.found()]
  const [mine, theirs] = [await environment(server, acme.live), await environment(server, other.live)]
  const run = await submit(mine.client)
  expect(await ids(mine.client, "/api/v1/runs")).toEqual([run])
  expect(await ids(theirs.client, "/api/v1/runs")).toEqual([])
  expect((await acme.live("DELETE", "/api/v1/environments/dev")).status).toBe(204)
  expect((await mine.client("GET", "/api/v1/me")).status).toBe(401)
  expect((await theirs.client("GET", "/api/v1/me")).status).toBe(200)
})

it("stops a revoked key at once, and no other", async () => {
  await using server = await startTestServer()
  const { live } = await server.found()
  const { client: dev, id } = await environment(server, live)
  const { client: second } = await mint(server, live, "dev")
  expect((await dev("GET", "/api/v1/me")).status).toBe(200)
  expect((await live("DELETE", `/api/v1/api-keys/${id}`)).status).toBe(204)
  expect((await dev("GET", "/api/v1/me")).status).toBe(401)
  expect((await second("GET", "/api/v1/me")).status).toBe(200)
})

it("stops a deleted environment's keys at once and for good, also where its slug is used again", async () => {
  await using server = await startTestServer()
  const { live } = await server.found()
  const { client: before } = await environment(server, live)
  expect((await before("GET", "/api/v1/me")).status).toBe(200)
  expect((await live("DELETE", "/api/v1/environments/dev")).status).toBe(204)
  expect((await before("GET", "/api/v1/me")).status).toBe(401)
  const { client: after } = await environment(server, live)
  expect((await before("GET", "/api/v1/me")).status).toBe(401)
  expect((await after("GET", "/api/v1/me")).status).toBe(200)
})

it("tells a webhook endpoint of its own environment's runs alone", async () => {
  await using ofLive = await Receiver.listen()
  await using ofDev = await Receiver.listen()
  await using server = await startTestServer()
  const { live } = await server.found()
  const { client: dev } = await environment(server, live)
  await subscribe(live, ofLive.url)
  await subscribe(dev, ofDev.url)
  const runs = { live: [] as Array<string>, dev: [] as Array<string> }
  for (let round = 0; round < 5; round += 1) {
    runs.live.push(await submit(live))
    runs.dev.push(await submit(dev))
  }
  await endedDeliveries(server.database, 10)
  const told = (receiver: Receiver) =>
    receiver.requests.map(({ body }) => JSON.parse(body.toString()).data.run.run_id).toSorted()
  expect({ live: told(ofLive), dev: told(ofDev) }).toEqual(runs)
})
