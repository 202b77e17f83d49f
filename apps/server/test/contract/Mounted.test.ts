import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { AllowList, UndiciSender } from "@nexio/adapters-http/delivery"
import { handler } from "@nexio/adapters-http/express"
import { CryptoSecrets, Sqlite, UuidIds } from "@nexio/adapters-sql"
import {
  ApiKeys,
  AuditLog,
  Authentication,
  Configurations,
  Deliveries,
  Engines,
  Environments,
  Members,
  MetricsReports,
  Orgs,
  RateLimits,
  Replays,
  Runs,
  Sessions,
  UsageReports,
  Wakeups,
  Webhooks
} from "@nexio/core"
import { Effect, Layer, ManagedRuntime, Redacted, Scope } from "effect"
import express from "express"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type Client, clientOf } from "../Client.ts"
import { makeFolder } from "../ServerProcess.ts"
import { expectRefusal } from "./Flat.ts"

const folder = makeFolder()

const layer = Layer.mergeAll(
  Orgs.layer,
  Engines.layer,
  Environments.layer,
  Configurations.layer,
  ApiKeys.layer,
  Members.layer,
  Sessions.layer,
  Authentication.layer,
  Runs.layer,
  Replays.layer,
  Webhooks.layer,
  Layer.provideMerge(MetricsReports.layer, UsageReports.layer),
  AuditLog.layer,
  Deliveries.layer
).pipe(
  Layer.provide([
    Sqlite.layer(join(folder.path, "nexio.db")),
    UndiciSender.layer({ allow: AllowList.none, ownPorts: () => [] })
  ]),
  Layer.provideMerge(
    Layer.mergeAll(
      UuidIds.layer,
      RateLimits.layerMemory,
      Wakeups.layerMemory,
      CryptoSecrets.layer([Redacted.make(new Uint8Array(32).fill(7), { label: "master key" })])
    )
  )
)

const runtime = ManagedRuntime.make(layer)
const scope = Effect.runSync(Scope.make())
/** An app that reads bodies before we do, by the name of what reads them. */
const parsers = {
  json: express.json({ limit: "2mb" }),
  text: express.text({ type: "*/*", limit: "2mb" }),
  raw: express.raw({ type: "*/*", limit: "2mb" }),
  urlencoded: express.urlencoded({ extended: false })
}
const hosts: Array<{ readonly name: string; readonly url: string; readonly close: () => Promise<unknown> }> = []
let key = ""

beforeAll(async () => {
  const founded = await runtime.runPromise(Orgs.use((orgs) => orgs.found({ name: "Acme" })))
  key = Redacted.value(founded.key)
  for (const [name, parser] of Object.entries({ ...parsers, none: undefined })) {
    const mounted = await runtime.runPromise(
      Scope.provide(handler({ ready: Effect.void, publicUrl: () => "http://127.0.0.1" }), scope)
    )
    const app = express()
    if (parser !== undefined) app.use(parser)
    app.get("/", (_, response) => void response.send("The host's own"))
    app.post("/echo", (request, response) => void response.json({ body: request.body ?? null }))
    app.use("/nexio", mounted)
    app.use((_, response) => void response.status(418).send("The host's last word"))
    const server = app.listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    const close = async () => {
      server.close()
      server.closeAllConnections()
    }
    hosts.push({ name, url: `http://127.0.0.1:${port}`, close })
  }
})

afterAll(async () => {
  for (const host of hosts) await host.close()
  await runtime.runPromise(Scope.close(scope, Effect.runSync(Effect.exit(Effect.void))))
  await runtime.dispose()
  folder[Symbol.dispose]()
})

const clients = (): ReadonlyArray<readonly [name: string, client: Client]> =>
  hosts.map(({ name, url }) => [name, clientOf(`${url}/nexio`, key)])

it("takes bodies that the host's own parser has read, as they were parsed", async () => {
  for (const [name, client] of clients()) {
    const input = { name, text: "é\n", nested: [{ a: null }] }
    const made = await client("POST", "/api/v1/runs", { input, metadata: { by: name } })
    expect([made.status, made.headers.get("x-request-id")], name).toEqual([202, expect.any(String)])
    const run = await client("GET", `/api/v1/runs/${made.body.run_id}`)
    expect(run.body, name).toMatchObject({ input, metadata: { by: name }, status: "queued" })
    // A body that may be left out, left out and there.
    const path = `/api/v1/runs/${made.body.run_id}/cancel`
    expect((await client("POST", path)).status, name).toBe(200)
    expect((await client("POST", path, {})).status, name).toBe(200)
    expect((await client("GET", "/health")).body, name).toEqual({ status: "ok" })
  }
})

it("refuses, of what a host's parser has read, the same as else", async () => {
  for (const [name, client] of clients()) {
    const post = (body: unknown, headers = {}) => client("POST", "/api/v1/runs", body, headers)
    expectRefusal(await post({ input: 1 }), "400 invalid_request", name)
    expectRefusal(await post({ input: {}, nope: 1 }), "400 invalid_request", name)
    expectRefusal(await post([]), "400 invalid_request", name)
    expectRefusal(await post({ input: { text: "\u0000" } }), "400 invalid_request", name)
    expectRefusal(await post({ input: { text: "x".repeat(1024 * 1024) } }), "413 payload_too_large", name)
    expectRefusal(await post({ input: {} }, { authorization: "Bearer x" }), "401 unauthorized", name)
    expectRefusal(await client("POST", "/api/v1/nope", {}), "404 not_found", name)
    expectRefusal(await client("PUT", "/api/v1/runs", {}), "405 method_not_allowed", name)
    expectRefusal(await client("GET", "/admin/v1/orgs"), "404 not_found", name)
  }
  const url = `${hosts.find(({ name }) => name === "urlencoded")!.url}/nexio/api/v1/runs`
  const form = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: new URLSearchParams({ input: "{}" })
  })
  expectRefusal({ ...form, headers: form.headers, status: form.status, body: await form.json() }, "415")
})

it("knows a repeated request again, whichever parser has read it", async () => {
  const answers = []
  for (const [, client] of clients()) {
    answers.push(await client("POST", "/api/v1/runs", { input: { a: [1, "é"] } }, { "idempotency-key": "the-same" }))
  }
  expect(answers.map(({ status }) => status)).toEqual(hosts.map(() => 202))
  expect(new Set(answers.map(({ body }) => body.run_id)).size).toBe(1)
  expect(answers.filter(({ headers }) => headers.has("idempotent-replayed")).length).toBe(hosts.length - 1)
})

it("leaves the host's other paths alone", async () => {
  for (const { name, url } of hosts) {
    expect(await (await fetch(url)).text(), name).toBe("The host's own")
    const lost = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } })
    expect([lost.status, await lost.text()], name).toEqual([418, "The host's last word"])
    expect(lost.headers.has("x-request-id"), name).toBe(false)
    const headers = { "content-type": "application/json" }
    const echoed = await fetch(`${url}/echo`, { method: "POST", headers, body: '{"a":1}' })
    expect(echoed.status, name).toBe(200)
    if (name === "json") expect(await echoed.json()).toEqual({ body: { a: 1 } })
  }
})
