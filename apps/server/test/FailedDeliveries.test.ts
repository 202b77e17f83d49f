import { Receiver, Reply } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { describe, expect, it } from "vitest"
import type { Client } from "./Client.ts"
import { deliveriesIn, endedDeliveries } from "./Ledger.ts"
import { startTestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

/** Looks for what is due again more often than anybody needs. */
const promptly = { poll: Duration.millis(10) }
const timeout = Duration.millis(300)

const subscribe = (client: Client, url: string) =>
  client("POST", "/api/v1/webhooks", { url, events: ["run.completed"] })

const submit = (client: Client) => client("POST", "/api/v1/runs", { input: {} })

const deliveryCounts = async (client: Client) => {
  const { deliveries_failed, deliveries_succeeded } = (await client("GET", "/api/v1/usage")).body.totals
  return { deliveries_failed, deliveries_succeeded }
}

describe("a receiver that does not take a delivery", () => {
  const bad = {
    "answers an error": { reply: Reply.answer(500), reason: "The receiver answered 500" },
    hangs: { reply: Reply.hang, reason: "No answer within 0.3 s" },
    "never ends its answer": { reply: Reply.drip(), reason: "No answer within 0.3 s" },
    "answers 10 MB": { reply: Reply.flood(10_000_000), reason: "The answer was larger than 64 KiB" },
    "resets the connection": { reply: Reply.reset, reason: "The connection was reset" },
    "breaks its answer off": {
      reply: Reply.cutShort,
      reason: "The connection was closed before the answer was complete"
    }
  }

  it.each(Object.entries(bad))("and %s fails it once its attempts are exhausted", async (_, { reason, reply }) => {
    await using receiver = await Receiver.listen(Reply.always(reply))
    await using server = await startTestServer({ NEXIO_DELIVERY_RETRY: "0s" }, timeout, promptly)
    const { live } = await server.found()
    await subscribe(live, receiver.url)
    await submit(live)
    const [delivery] = await endedDeliveries(server.database, 1)
    expect(delivery).toMatchObject({ status: "failed", due_at: null, attempts: [{ reason }, { reason }] })
    expect(receiver.requests.length).toBe(2)
    expect(await deliveryCounts(live)).toEqual({ deliveries_failed: 1, deliveries_succeeded: 0 })
  })

  it("and redirects gets no request followed elsewhere", async () => {
    await using elsewhere = await Receiver.listen()
    await using receiver = await Receiver.listen(Reply.always(Reply.redirect(elsewhere.url, 307)))
    await using server = await startTestServer({ NEXIO_DELIVERY_RETRY: "0s" }, timeout, promptly)
    const { live } = await server.found()
    await subscribe(live, receiver.url)
    await submit(live)
    const [delivery] = await endedDeliveries(server.database, 1)
    expect(delivery).toMatchObject({ status: "failed", attempts: [{ status_code: 307 }, { status_code: 307 }] })
    expect(elsewhere.connections).toBe(0)
    expect(await deliveryCounts(live)).toEqual({ deliveries_failed: 1, deliveries_succeeded: 0 })
  })

  it("delays no delivery to another endpoint while there is room for both", async () => {
    await using dead = await Receiver.listen(Reply.always(Reply.hang))
    await using receiver = await Receiver.listen()
    await using server = await startTestServer({}, Duration.minutes(10))
    const { live } = await server.found()
    await subscribe(live, dead.url)
    await subscribe(live, receiver.url)
    await submit(live)
    await dead.next()
    await submit(live)
    await receiver.waitFor(2)
    expect(deliveriesIn(server.database).map(({ status }) => status)).toContain("pending")
    await dead.close()
  })
})

describe("an endpoint that stops", () => {
  const stops: Readonly<Record<string, (live: Client, id: string) => Promise<unknown>>> = {
    deactivated: (live, id) => live("PATCH", `/api/v1/webhooks/${id}`, { active: false }),
    deleted: (live, id) => live("DELETE", `/api/v1/webhooks/${id}`)
  }

  it.each(Object.entries(stops))("because it is %s has its pending deliveries cancelled for good", async (_, stop) => {
    await using receiver = await Receiver.listen(Reply.always(Reply.answer(500)))
    await using server = await startTestServer({ NEXIO_DELIVERY_RETRY: "1h" })
    const { live } = await server.found()
    const { id } = (await subscribe(live, receiver.url)).body
    await submit(live)
    await until(() => deliveriesIn(server.database).some(({ attempts }) => attempts[0]?.status_code === 500))
    expect(deliveriesIn(server.database)).toMatchObject([{ status: "pending", due_at: expect.any(Number) }])
    await stop(live, id)
    expect(deliveriesIn(server.database)).toMatchObject([{ status: "cancelled", due_at: null }])
    expect(await deliveryCounts(live)).toEqual({ deliveries_failed: 0, deliveries_succeeded: 0 })
  })

  it.each(Object.entries(stops))("because it is %s keeps the outcome of an attempt under way", async (_, stop) => {
    let answer = () => {}
    const asked = new Promise<void>((resolve) => (answer = resolve))
    await using receiver = await Receiver.listen(() => (response) => void asked.then(() => response.end("taken")))
    await using server = await startTestServer()
    const { live } = await server.found()
    const { id } = (await subscribe(live, receiver.url)).body
    await submit(live)
    await receiver.next()
    await stop(live, id)
    answer()
    await until(() => deliveriesIn(server.database).some(({ attempts }) => attempts[0]?.status_code === 200))
    expect(deliveriesIn(server.database)).toMatchObject([{ status: "cancelled", attempts: [{ answer: "taken" }] }])
    expect(await deliveryCounts(live)).toEqual({ deliveries_failed: 0, deliveries_succeeded: 0 })
  })
})
