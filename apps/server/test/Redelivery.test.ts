import { Receiver, Reply } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { afterAll, beforeAll, expect, it } from "vitest"
import { startTestServer, type TestOrg, type TestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

interface Shown {
  readonly id: string
  readonly status: string
  readonly redelivery_of?: string
}

let server: TestServer
let org: TestOrg

beforeAll(async () => {
  server = await startTestServer({ NEXIO_DELIVERY_RETRY: "0s" }, Duration.millis(300), { poll: Duration.millis(10) })
})

afterAll(() => server[Symbol.asyncDispose]())

const subscribe = async (url: string): Promise<string> => {
  org = await server.found()
  const { body } = await org.live("POST", "/api/v1/webhooks", { url, events: ["run.completed"] })
  return body.id
}

const deliveriesOf = async (id: string, query = "") =>
  (await org.live("GET", `/api/v1/webhooks/${id}/deliveries?limit=100${query}`)).body.data

const ended = (id: string, count: number) =>
  until(async () => (await deliveriesOf(id)).filter((one: Shown) => one.status !== "pending").length === count)

const submit = async (count: number) => {
  for (let nth = 0; nth < count; nth += 1) await org.live("POST", "/api/v1/runs", { input: { nth } })
}

it("shows each delivery with its attempts: when, how long, what was answered, and why it failed", async () => {
  await using receiver = await Receiver.listen(Reply.always(Reply.answer(500)))
  const id = await subscribe(receiver.url)
  await submit(1)
  await ended(id, 1)
  const [delivery] = await deliveriesOf(id)
  expect(delivery).toMatchObject({ webhook_id: id, event_type: "run.completed", url: receiver.url, status: "failed" })
  expect(delivery).not.toHaveProperty("next_attempt_at")
  expect(delivery.attempts).toEqual(
    [1, 2].map((number) => ({
      number,
      started_at: expect.any(String),
      outcome: "failed",
      latency_ms: expect.any(Number),
      status_code: 500,
      answer: expect.any(String),
      reason: "The receiver answered 500"
    }))
  )
  expect((await org.live("GET", `/api/v1/deliveries/${delivery.id}`)).body).toEqual(delivery)
  expect(await deliveriesOf(id, "&status=failed")).toEqual([delivery])
  expect(await deliveriesOf(id, "&status=succeeded")).toEqual([])
  expect(await deliveriesOf(id, `&event_type=run.completed&created_after=${delivery.created_at}`)).toEqual([delivery])
  expect(await deliveriesOf(id, "&event_type=run.failed")).toEqual([])
  expect(await deliveriesOf(id, `&created_before=${delivery.created_at}`)).toEqual([])
  expect((await org.live("DELETE", `/api/v1/webhooks/${id}`)).status).toBe(204)
  expect(await deliveriesOf(id)).toEqual([delivery])
})

it("sends the same bytes once more to where the endpoint is now, as another delivery, once per key", async () => {
  await using bad = await Receiver.listen(Reply.always(Reply.answer(500)))
  await using good = await Receiver.listen()
  const id = await subscribe(bad.url)
  await submit(1)
  await ended(id, 1)
  const [failed] = await deliveriesOf(id)
  await org.live("PATCH", `/api/v1/webhooks/${id}`, { url: good.url })
  const again = () => org.live("POST", `/api/v1/deliveries/${failed.id}/redeliver`, {}, { "idempotency-key": "once" })
  const [first, repeated] = [await again(), await again()]
  expect([first.status, repeated.status]).toEqual([202, 202])
  expect(first.body).toMatchObject({ redelivery_of: failed.id, event_id: failed.event_id, url: good.url, attempts: [] })
  expect(repeated.body).toEqual(first.body)
  await ended(id, 2)
  const [sent] = good.requests
  expect([good.requests.length, sent!.body]).toEqual([1, bad.requests[0]!.body])
  expect(sent!.headers["x-nexio-delivery"]).toBe(first.body.id)
  expect(bad.requests[0]!.headers["x-nexio-delivery"]).toBe(failed.id)
})

it("keeps no token of a receiver that gives back what it got", async () => {
  await using receiver = await Receiver.listen(({ headers }) => Reply.answer(200, JSON.stringify(headers)))
  const id = await subscribe(receiver.url)
  await org.live("PATCH", `/api/v1/webhooks/${id}`, { auth_token: "hush-hush-hush" })
  await org.live("POST", `/api/v1/webhooks/${id}/test`)
  await ended(id, 1)
  expect(receiver.requests[0]!.headers["authorization"]).toBe("Bearer hush-hush-hush")
  const [delivery] = await deliveriesOf(id)
  expect(delivery.attempts[0].answer).toContain("Bearer [auth token]")
  expect(JSON.stringify(delivery)).not.toContain("hush-hush-hush")
})

it("sends a test event to one endpoint alone, whatever it subscribes to, active or not", async () => {
  await using receiver = await Receiver.listen()
  await using other = await Receiver.listen()
  const id = await subscribe(receiver.url)
  await org.live("POST", "/api/v1/webhooks", { url: other.url, events: ["run.completed"] })
  await org.live("PATCH", `/api/v1/webhooks/${id}`, { active: false })
  expect((await org.live("POST", `/api/v1/webhooks/${id}/test`)).status).toBe(202)
  await ended(id, 1)
  const [request] = receiver.requests
  expect(request!.headers["x-nexio-event"]).toBe("webhook.test")
  expect(JSON.parse(String(request!.body))).toMatchObject({
    type: "webhook.test",
    data: { endpoint: { id, url: receiver.url } }
  })
  expect(other.requests).toEqual([])
})

it("recovers each event since then whose latest delivery failed, however many, and none twice", async () => {
  let reply = Reply.answer(500)
  await using receiver = await Receiver.listen(() => reply)
  const id = await subscribe(receiver.url)
  await submit(1)
  await ended(id, 1)
  const [old] = await deliveriesOf(id)
  await submit(30)
  await ended(id, 31)
  reply = Reply.answer(200)
  await submit(2)
  await ended(id, 33)
  const since = new Date(Date.parse(old.created_at) + 1).toISOString()
  const recover = (since: string) => org.live("POST", `/api/v1/webhooks/${id}/recover`, { since })
  const ofOtherTypes = { since, event_types: ["run.failed", "webhook.test"] }
  expect((await org.live("POST", `/api/v1/webhooks/${id}/recover`, ofOtherTypes)).body).toEqual({ recovered: 0 })
  expect((await recover(since)).body).toEqual({ recovered: 30 })
  expect((await recover(since)).body).toEqual({ recovered: 0 })
  await ended(id, 63)
  expect((await recover(old.created_at)).body).toEqual({ recovered: 1 })
  await ended(id, 64)
  const failed = (await deliveriesOf(id)).filter((one: Shown) => one.status === "failed")
  const resent = (await deliveriesOf(id)).filter((one: Shown) => one.redelivery_of !== undefined)
  expect(resent.map((one: Shown) => one.redelivery_of).toSorted()).toEqual(
    failed.map((one: Shown) => one.id).toSorted()
  )
  expect(resent.every((one: Shown) => one.status === "succeeded")).toBe(true)
})
