/** Where nothing may be sent, whoever tries to have the server send something there, and in whatever way. */
import type { NameLookup } from "@nexio/adapters-http/delivery"
import { Receiver, Reply } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { describe, expect, it } from "vitest"
import type { Client } from "./Client.ts"
import { endedDeliveries } from "./Ledger.ts"
import { startTestServer, type TestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

/** A name server that leads every name to this machine, by one more address each time. */
const inwards = (): NameLookup.NameLookup => {
  const addresses = ["127.0.0.1", "0.0.0.0", "::1", "::ffff:127.0.0.1"]
  let asked = 0
  return (_name, give) => {
    const address = addresses[asked++ % addresses.length]!
    give(null, [{ address, family: address.includes(":") ? 6 : 4 }])
  }
}

const hostsOfThisMachine = ["127.0.0.1", "2130706433", "0.0.0.0", "127.1", "[::1]", "[::]", "[::ffff:127.0.0.1]"]
const byAddress = (port: number) => hostsOfThisMachine.map((host) => `https://${host}:${port}/`)
const byName = (port: number) => `https://hooks.example:${port}/`

const startWith = (variables: Readonly<Record<string, string>>, concurrency?: number) =>
  startTestServer(
    { NEXIO_DELIVERY_RETRY: "0s", ...variables },
    Duration.seconds(5),
    concurrency === undefined ? { poll: Duration.millis(10) } : { concurrency },
    {},
    undefined,
    { lookup: inwards() }
  )

const subscribe = (client: Client, url: string) =>
  client("POST", "/api/v1/webhooks", { url, events: ["run.completed", "run.failed"] })

const release = (client: Client, slug: string, url: string) =>
  client("POST", `/api/v1/engines/${slug}/versions`, { changelog: "One", executor: { type: "http", url } })

/** An endpoint and an engine at the URL, with a test event and a run that is to be executed; gives the run's id. */
const aimedAt = async (client: Client, url: string, slug: string): Promise<string> => {
  const endpoint = await subscribe(client, url)
  expect([url, endpoint.status]).toEqual([url, 201])
  expect((await client("POST", `/api/v1/webhooks/${endpoint.body.id}/test`)).status).toBe(202)
  expect((await client("POST", "/api/v1/engines", { slug, label: "One", engine_type: "one" })).status).toBe(201)
  expect((await release(client, slug, url)).status).toBe(201)
  return (await client("POST", `/api/v1/engines/${slug}/runs`, { input: {} })).body.run_id
}

/** How those runs ended. */
const ends = async (client: Client, runs: ReadonlyArray<string>) => {
  const shown = () => Promise.all(runs.map(async (id) => (await client("GET", `/api/v1/runs/${id}`)).body))
  await until(async () => (await shown()).every(({ completed_at }) => completed_at !== undefined))
  return (await shown()).map(({ error, error_details }) => [error, error_details])
}

/** Why each attempt of the first `count` deliveries failed, once they have ended; and those deliveries. */
const failures = async (server: TestServer, count: number) => {
  const deliveries = await endedDeliveries(server.database, count)
  expect(new Set(deliveries.map(({ status }) => status))).toEqual(new Set(["failed"]))
  return { deliveries, reasons: new Set(deliveries.flatMap(({ attempts }) => attempts.map(({ reason }) => reason))) }
}

describe("A private target", () => {
  it("hears of nothing: no delivery, test event, redelivery, recovery or execution, by address or by name", async () => {
    await using target = await Receiver.listen()
    const urls = [...byAddress(target.port), byName(target.port)]
    await using before = await startWith({ NEXIO_DELIVERY_ALLOW: "0.0.0.0/0,::/0" }, 0)
    const { key, live } = await before.found({ endpointLimit: urls.length })
    const runs: Array<string> = []
    for (const [nth, url] of urls.entries()) runs.push(await aimedAt(live, url, `one-${nth}`))
    await using server = await before.restart({ NEXIO_DELIVERY_ALLOW: "" })
    const client = server.client(key)

    for (const [error, details] of await ends(client, runs)) {
      expect([error, details.reason]).toEqual(["executor_unreachable", expect.stringMatching(/public/)])
    }
    // The test events, and that each of the runs failed.
    const sent = urls.length + urls.length ** 2
    const { deliveries, reasons } = await failures(server, sent)
    expect([...reasons].filter((reason) => !reason?.includes("public"))).toEqual([])
    for (const { id } of deliveries.slice(-urls.length)) {
      expect((await client("POST", `/api/v1/deliveries/${id}/redeliver`)).status).toBe(202)
    }
    await failures(server, sent + urls.length)
    const { data } = (await client("GET", "/api/v1/webhooks?limit=100")).body
    const since = data.at(-1).created_at
    for (const { id } of data)
      expect((await client("POST", `/api/v1/webhooks/${id}/recover`, { since })).status).toBe(202)
    await failures(server, sent + urls.length + 1)
    expect(target.connections).toBe(0)
  })

  it("is no endpoint's and no engine's, made or changed, by address; and is not asked for by name", async () => {
    await using target = await Receiver.listen()
    await using server = await startWith({ NEXIO_DELIVERY_ALLOW: "" })
    const { live } = await server.found()
    const made = await subscribe(live, byName(target.port))
    expect(made.status).toBe(201)
    await live("POST", "/api/v1/engines", { slug: "one", label: "One", engine_type: "one" })
    for (const url of byAddress(target.port)) {
      const refused = [
        await subscribe(live, url),
        await live("PATCH", `/api/v1/webhooks/${made.body.id}`, { url }),
        await release(live, "one", url)
      ]
      for (const { body, status } of refused) {
        expect([url, status, body.code, body.details.length]).toEqual([url, 400, "invalid_request", 1])
      }
    }
    expect((await live("GET", `/api/v1/webhooks/${made.body.id}`)).body.url).toBe(byName(target.port))
    expect(target.connections).toBe(0)
  })

  it("is not gone to where a receiver that is allowed redirects to it", async () => {
    await using target = await Receiver.listen()
    await using receiver = await Receiver.listen(({ nth }) =>
      Reply.redirect(target.url, [301, 302, 303, 307, 308][nth % 5])
    )
    await using server = await startWith({ NEXIO_DELIVERY_ALLOW: `127.0.0.1:${receiver.port}` })
    const { live } = await server.found()
    const run = await aimedAt(live, receiver.url, "one")
    expect(await ends(live, [run])).toMatchObject([["executor_status", { status_code: expect.any(Number) }]])
    const { deliveries, reasons } = await failures(server, 2)
    expect([...reasons].filter((reason) => !/^The receiver answered 30[12378]$/.test(reason ?? ""))).toEqual([])
    await live("POST", `/api/v1/deliveries/${deliveries[0]!.id}/redeliver`)
    await failures(server, 3)
    expect(receiver.requests.length).toBe(1 + 2 * 3)
    expect(target.connections).toBe(0)
  })
})

describe("The server itself", () => {
  it.each(["0.0.0.0", "::"])("is no target where it listens on %s, whatever is allowed", async (host) => {
    await using server = await startWith({ HOST: host, NEXIO_DELIVERY_ALLOW: "0.0.0.0/0,::/0,hooks.example" })
    const { live } = await server.found()
    const port = Number(new URL(server.url).port)
    for (const url of byAddress(port)) {
      const refused = [await subscribe(live, url), await release(live, "default", url)]
      for (const { body, status } of refused) {
        expect([url, status, body.details]).toMatchObject([url, 400, [{ message: "The address is this server's own" }]])
      }
    }
    const runs = [await aimedAt(live, byName(port), "one"), await aimedAt(live, byName(port), "two")]
    for (const [error, details] of await ends(live, runs)) {
      expect([error, details]).toEqual(["executor_unreachable", { reason: "The address is this server's own" }])
    }
    const { reasons } = await failures(server, 2)
    expect(reasons).toEqual(new Set(["The address is this server's own"]))
  })
})
