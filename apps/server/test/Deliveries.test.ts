import { type Received, Receiver, Reply, verify } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { Webhook as StandardWebhook } from "standardwebhooks"
import { Webhook as SvixWebhook } from "svix"
import { expect, it } from "vitest"
import type { Client } from "./Client.ts"
import { endedDeliveries } from "./Ledger.ts"
import { startTestServer } from "./TestServer.ts"

const subscribe = async (client: Client, url: string, more: object = {}) => {
  const answer = await client("POST", "/api/v1/webhooks", { url, events: ["run.completed", "run.cancelled"], ...more })
  expect(answer.status).toBe(201)
  return answer.body as { readonly id: string; readonly secret: string }
}

const submit = async (client: Client, more: object = {}): Promise<string> =>
  (await client("POST", "/api/v1/runs", { input: { hello: "world" }, ...more })).body.run_id

/** Looks for what is due again more often than anybody needs. */
const promptly = { poll: Duration.millis(10) }

/** Whether each of the published verifiers takes a request, and Nexio's own scheme. */
const verifiers = {
  nexio: verify,
  standardwebhooks: (secret: string, request: Received) => takes(new StandardWebhook(secret), request),
  svix: (secret: string, request: Received) => takes(new SvixWebhook(secret), request)
}

const takes = (verifier: StandardWebhook | SvixWebhook, { body, headers }: Received): boolean => {
  try {
    verifier.verify(body.toString(), headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}

const verdicts = (secret: string, request: Received) =>
  Object.entries(verifiers).map(([name, check]) => [name, check(secret, request)])

const all = (verdict: boolean) => Object.keys(verifiers).map((name) => [name, verdict])

it("announces a run's end in a signed request that has all that the contract says, and nothing of what was asked", async () => {
  await using receiver = await Receiver.listen()
  await using server = await startTestServer()
  const { live } = await server.found()
  const { secret } = await subscribe(live, `${receiver.url}hooks?a=1`, { auth_token: "for-the-receiver" })
  const run_id = await submit(live, { offerings: [1], metadata: { order: "7" } })
  const request = await receiver.next()
  const payload = JSON.parse(request.body.toString())

  expect([request.method, request.path]).toEqual(["POST", "/hooks?a=1"])
  expect(verdicts(secret, request)).toEqual(all(true))
  const [delivery] = await endedDeliveries(server.database, 1)
  expect(request.headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": "Nexio-Webhooks/1.0",
    authorization: "Bearer for-the-receiver",
    "x-nexio-event": "run.completed",
    "x-nexio-delivery": delivery?.id,
    "x-nexio-timestamp": request.headers["webhook-timestamp"],
    "x-nexio-webhook-version": payload.webhook_version,
    "webhook-id": payload.id
  })
  expect(Math.abs(Number(request.headers["x-nexio-timestamp"]) - request.at / 1000)).toBeLessThan(60)

  const { api_key_id, input, offerings, ...shown } = (await live("GET", `/api/v1/runs/${run_id}`)).body
  expect({ api_key_id, input, offerings }).toEqual({
    api_key_id: expect.any(String),
    input: { hello: "world" },
    offerings: [1]
  })
  expect(payload).toEqual({
    id: expect.stringMatching(/^evt_/),
    type: "run.completed",
    webhook_version: expect.any(String),
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    environment: "live",
    environment_id: shown.environment_id,
    data: { run: shown }
  })
})

it("sends no Authorization where no auth_token is set", async () => {
  await using receiver = await Receiver.listen()
  await using server = await startTestServer()
  const { live } = await server.found()
  await subscribe(live, receiver.url)
  await submit(live)
  expect((await receiver.next()).headers).not.toHaveProperty("authorization")
})

it("is no other's: neither another secret nor another body verifies", async () => {
  await using receiver = await Receiver.listen()
  await using server = await startTestServer()
  const { live } = await server.found()
  const { secret } = await subscribe(live, receiver.url)
  const other = await subscribe(live, receiver.url, { active: false })
  await submit(live)
  const request = await receiver.next()
  expect(verdicts(other.secret, request)).toEqual(all(false))
  expect(verdicts(secret, { ...request, body: Buffer.concat([request.body, Buffer.from(" ")]) })).toEqual(all(false))
})

it("tries a delivery again under the same id with the same bytes until the receiver takes it, and counts it once", async () => {
  await using receiver = await Receiver.listen(Reply.failing(2, 503))
  await using server = await startTestServer({ NEXIO_DELIVERY_RETRY: "0s,0s" }, undefined, promptly)
  const { live } = await server.found()
  const { secret } = await subscribe(live, receiver.url)
  await submit(live)
  const [delivery] = await endedDeliveries(server.database, 1)
  expect(delivery?.status).toBe("succeeded")
  expect(delivery?.attempts.map(({ status_code }) => status_code)).toEqual([503, 503, 200])

  const [first, second, third, ...more] = receiver.requests
  expect(more).toEqual([])
  for (const request of [first!, second!, third!]) {
    expect(request.body.equals(first!.body)).toBe(true)
    expect(request.headers["x-nexio-delivery"]).toBe(delivery?.id)
    expect(request.headers["webhook-id"]).toBe(first!.headers["webhook-id"])
    expect(verdicts(secret, request)).toEqual(all(true))
  }
  const { totals } = (await live("GET", "/api/v1/usage")).body
  expect(totals).toMatchObject({ deliveries_succeeded: 1, deliveries_failed: 0 })
})

it("signs with the replaced secret along during an overlap, and with the new one alone where there is none", async () => {
  await using receiver = await Receiver.listen()
  await using server = await startTestServer()
  const { live } = await server.found()
  const { id, secret: first } = await subscribe(live, receiver.url)
  const rotate = async (overlap_seconds: number): Promise<string> =>
    (await live("POST", `/api/v1/webhooks/${id}/rotate-secret`, { overlap_seconds })).body.secret

  const second = await rotate(3_600)
  await submit(live)
  const during = await receiver.next()
  expect(verdicts(second, during)).toEqual(all(true))
  expect(verdicts(first, during)).toEqual(all(true))

  const third = await rotate(0)
  await submit(live)
  const after = await receiver.next()
  expect(verdicts(third, after)).toEqual(all(true))
  expect(verdicts(second, after)).toEqual(all(false))
  // The first one's overlap is still running.
  expect(verdicts(first, after)).toEqual(all(true))
})
