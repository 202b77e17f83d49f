/** A private address: one that is not public, which nothing is sent to unless it is allowed. */
import { lookup } from "node:dns/promises"
import { hostname } from "node:os"
import { Receiver } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { expect, it } from "vitest"
import type { Client } from "./Client.ts"
import { endedDeliveries } from "./Ledger.ts"
import { startTestServer } from "./TestServer.ts"

const subscribe = (client: Client, url: string) =>
  client("POST", "/api/v1/webhooks", { url, events: ["run.completed"] })

const submit = (client: Client) => client("POST", "/api/v1/runs", { input: {} })

const special = /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\./

it.each([
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://10.1.2.3/",
  "https://192.168.0.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://localhost/",
  "https://deep.localhost./",
  "http://example.com/"
])("is no endpoint's where nothing is allowed: %s", async (url) => {
  await using server = await startTestServer({ NEXIO_DELIVERY_ALLOW: "" })
  const { live } = await server.found()
  const { body, status } = await subscribe(live, url)
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: "invalid_request", details: [{ path: "url" }] })
})

it("is refused when a delivery is sent although it was allowed when the endpoint was made", async () => {
  await using receiver = await Receiver.listen()
  await using before = await startTestServer({}, Duration.seconds(2), { concurrency: 0 })
  const { live } = await before.found()
  for (const url of [receiver.url, `https://127.0.0.1:${receiver.port}/`, `https://localhost:${receiver.port}/`]) {
    expect((await subscribe(live, url)).status).toBe(201)
  }
  await submit(live)
  await using server = await before.restart({ NEXIO_DELIVERY_ALLOW: "", NEXIO_DELIVERY_RETRY: "0s" })
  const deliveries = await endedDeliveries(server.database, 3)
  expect(deliveries.map(({ status }) => status)).toEqual(["failed", "failed", "failed"])
  expect(deliveries.map(({ attempts }) => attempts[0]?.reason)).toEqual([
    "The URL must begin with https://",
    "The address 127.0.0.1 is not a public one",
    "localhost is not a public address"
  ])
  expect(receiver.connections).toBe(0)
})

/** What this machine is called, where that name leads to an address that is not public. */
const inside = await lookup(hostname(), { all: true }).then(
  (addresses) => addresses.length > 0 && addresses.every(({ address }) => special.test(address)),
  () => false
)

it.runIf(inside)("is refused behind a name, in the look-up of the connection", async () => {
  await using server = await startTestServer({ NEXIO_DELIVERY_ALLOW: "", NEXIO_DELIVERY_RETRY: "0s" })
  const { live } = await server.found()
  expect((await subscribe(live, `https://${hostname()}:9/`)).status).toBe(201)
  await submit(live)
  const [delivery] = await endedDeliveries(server.database, 1)
  expect(delivery?.attempts[0]?.reason).toBe("The name has no public address")
})

it("is never the server's own, by address or by name, whatever is allowed", async () => {
  await using server = await startTestServer(
    { NEXIO_DELIVERY_ALLOW: "localhost,127.0.0.0/8,::1" },
    Duration.seconds(2),
    { poll: Duration.millis(10) }
  )
  const { live } = await server.found()
  const { port } = new URL(server.url)
  for (const host of ["127.0.0.1", "127.0.0.2", "[::1]"]) {
    expect(await subscribe(live, `http://${host}:${port}/`)).toMatchObject({
      status: 400,
      body: { details: [{ path: "url", message: "The address is this server's own" }] }
    })
  }
  expect((await subscribe(live, `http://localhost:${port}/`)).status).toBe(201)
  await submit(live)
  const [delivery] = await endedDeliveries(server.database, 1)
  expect(delivery).toMatchObject({
    status: "failed",
    attempts: [{ reason: "The address is this server's own" }, {}, {}]
  })
})
