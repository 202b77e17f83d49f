import { Receiver, Reply, verify, verifyStandard } from "@nexio/testing/receiver"
import Database from "better-sqlite3"
import { Duration } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Client } from "./Client.ts"
import { startTestServer, type TestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

const hour = 3_600_000

interface Shown {
  readonly status: string
  readonly next_attempt_at: string
  readonly attempts: ReadonlyArray<{ readonly started_at: string; readonly outcome: string }>
}

const subscribe = async (live: Client, url: string, events: ReadonlyArray<string> = ["run.completed"]) =>
  (await live("POST", "/api/v1/webhooks", { url, events })).body

const submit = (live: Client) => live("POST", "/api/v1/runs", { input: {} })

const deliveriesOf = async (live: Client, id: string): Promise<ReadonlyArray<Shown>> =>
  (await live("GET", `/api/v1/webhooks/${id}/deliveries?limit=100`)).body.data

/** Waits until an endpoint had this many failed attempts. */
const failedTimes = (live: Client, id: string, count: number) =>
  until(
    async () =>
      (await deliveriesOf(live, id)).flatMap(({ attempts }) => attempts).filter(({ outcome }) => outcome === "failed")
        .length >= count
  )

const isActive = async (live: Client, id: string) => (await live("GET", `/api/v1/webhooks/${id}`)).body.active

const deactivated = (live: Client, id: string) => until(async () => !(await isActive(live, id)))

/** What the audit log says of an endpoint that the server switched off. */
const disabled = async (live: Client, id: string) =>
  (await live("GET", "/api/v1/audit-log?limit=100")).body.data
    .filter((entry: { readonly action: string }) => entry.action === "webhook.disabled")
    .map(({ actor, details, target }: Record<string, unknown>) => ({ actor, details, isIt: target === id }))

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ NEXIO_DELIVERY_RETRY: "1m" }, undefined, { poll: Duration.millis(10) })
})

afterAll(() => server[Symbol.asyncDispose]())

describe("a receiver that asks to wait", () => {
  /** How long the delivery waits of which a receiver says this in its `Retry-After`. */
  const waited = async (status: number, retryAfter: () => string) => {
    await using receiver = await Receiver.listen(() => Reply.answer(status, "", { "retry-after": retryAfter() }))
    const { live } = await server.found()
    const { id } = await subscribe(live, receiver.url)
    await submit(live)
    await failedTimes(live, id, 1)
    const [delivery] = await deliveriesOf(live, id)
    return Date.parse(delivery!.next_attempt_at) - Date.parse(delivery!.attempts[0]!.started_at)
  }

  it.each([429, 503])("in seconds, or until an instant, with a %s gets its next attempt then", async (status) => {
    const inSeconds = await waited(status, () => "7200")
    expect(inSeconds).toBeGreaterThanOrEqual(2 * hour)
    expect(inSeconds).toBeLessThan(2.1 * hour)
    const untilThen = await waited(status, () => new Date(Date.now() + 2 * hour).toUTCString())
    expect(untilThen).toBeGreaterThan(1.9 * hour)
    expect(untilThen).toBeLessThan(2.1 * hour)
  })

  it.each<[string, number, string, number]>([
    ["more than a day waits a day", 503, "99999999999999999999", 24 * hour],
    ["less than the schedule waits as that says", 503, "1", hour / 60],
    ["nonsense waits as the schedule says", 503, "-7200", hour / 60],
    ["with another status waits as the schedule says", 500, "7200", hour / 60]
  ])("for %s", async (_, status, retryAfter, expected) => {
    const wait = await waited(status, () => retryAfter)
    expect(wait).toBeGreaterThanOrEqual(0.9 * expected)
    expect(wait).toBeLessThan(1.2 * expected)
  })
})

describe("a receiver that is gone", () => {
  const gone = [{ actor: "system", details: { reason: "The receiver answered 410" }, isIt: true }]

  it("has its endpoint deactivated by its first 410, with what is pending, until somebody activates it again", async () => {
    let status = 500
    await using receiver = await Receiver.listen(() => Reply.answer(status))
    const { live } = await server.found()
    const { id } = await subscribe(live, receiver.url)
    for (let nth = 0; nth < 4; nth += 1) await submit(live)
    await failedTimes(live, id, 4)
    expect(await isActive(live, id)).toBe(true)
    status = 410
    await submit(live)
    await deactivated(live, id)
    expect((await deliveriesOf(live, id)).map((one) => one.status)).toEqual(
      Array.from({ length: 5 }, () => "cancelled")
    )
    expect(await disabled(live, id)).toEqual(gone)

    status = 200
    expect((await live("PATCH", `/api/v1/webhooks/${id}`, { active: true })).body.active).toBe(true)
    await submit(live)
    await until(async () => (await deliveriesOf(live, id))[0]?.status === "succeeded")
    expect((await deliveriesOf(live, id)).length).toBe(6)
    expect(await disabled(live, id)).toEqual(gone)
  })

  it("at an old URL takes nothing from the endpoint that has a new one", async () => {
    let answer = () => {}
    const asked = new Promise<void>((resolve) => (answer = resolve))
    await using old = await Receiver.listen(() => (response) => void asked.then(() => Reply.answer(410)(response)))
    await using receiver = await Receiver.listen()
    const { live } = await server.found()
    const { id } = await subscribe(live, old.url)
    await submit(live)
    await old.next()
    await live("PATCH", `/api/v1/webhooks/${id}`, { url: receiver.url })
    answer()
    await failedTimes(live, id, 1)
    await submit(live)
    await receiver.next()
    expect(await isActive(live, id)).toBe(true)
    expect(await disabled(live, id)).toEqual([])
  })
})

describe("a receiver that fails", () => {
  /** Lets an endpoint have failed for so long. */
  const failingFor = (id: string, time: number) => {
    const db = new Database(server.database)
    db.prepare("update endpoints set failing_since = ? where id = ?").run(Date.now() - time, id)
    db.close()
  }

  it("for 120 h without a success has its endpoint deactivated, and no sooner", async () => {
    let status = 500
    await using receiver = await Receiver.listen(() => Reply.answer(status))
    const { live } = await server.found()
    const { id } = await subscribe(live, receiver.url)
    await submit(live)
    await failedTimes(live, id, 1)
    failingFor(id, 119 * hour)
    await submit(live)
    await failedTimes(live, id, 2)

    status = 200
    failingFor(id, 121 * hour)
    await submit(live)
    await until(async () => (await deliveriesOf(live, id))[0]?.status === "succeeded")
    status = 500
    await submit(live)
    await failedTimes(live, id, 3)
    expect(await isActive(live, id)).toBe(true)
    expect(await disabled(live, id)).toEqual([])

    failingFor(id, 120 * hour)
    await submit(live)
    await deactivated(live, id)
    expect(await disabled(live, id)).toEqual([
      { actor: "system", details: { reason: "No delivery succeeded for 120 hours" }, isIt: true }
    ])
    const { body } = await live("PATCH", `/api/v1/webhooks/${id}`, { active: true })
    expect(body.active).toBe(true)
    // It begins anew.
    await submit(live)
    await failedTimes(live, id, 5)
    expect(await isActive(live, id)).toBe(true)
  })
})

describe("an endpoint that subscribes to operational events", () => {
  const operational = ["endpoint.disabled", "delivery.exhausted"]

  it("hears, signed, that another was deactivated, and that a delivery to another has failed for good", async () => {
    let status = 500
    await using failing = await Receiver.listen(() => Reply.answer(status))
    await using receiver = await Receiver.listen()
    await using quick = await startTestServer({ NEXIO_DELIVERY_RETRY: "0s" }, undefined, { poll: Duration.millis(10) })
    const { live } = await quick.found()
    const other = await subscribe(live, receiver.url, operational)
    // What fails subscribes too, and hears nothing of itself.
    const { id } = await subscribe(live, failing.url, ["run.completed", ...operational])
    await submit(live)
    const first = await receiver.next()
    const [{ id: deliveryId, status: is }] = (await live("GET", `/api/v1/webhooks/${id}/deliveries`)).body.data
    expect(is).toBe("failed")
    expect(verify(other.secret, first) && verifyStandard(other.secret, first)).toBe(true)
    expect(first.headers["x-nexio-event"]).toBe("delivery.exhausted")
    expect(JSON.parse(String(first.body))).toMatchObject({
      type: "delivery.exhausted",
      environment: "live",
      data: { endpoint: { id, url: failing.url }, delivery_id: deliveryId, reason: "The receiver answered 500" }
    })

    status = 410
    await submit(live)
    const second = await receiver.next()
    expect(verify(other.secret, second)).toBe(true)
    expect(JSON.parse(String(second.body))).toMatchObject({
      type: "endpoint.disabled",
      data: { endpoint: { id, url: failing.url }, reason: "The receiver answered 410" }
    })
    expect((await deliveriesOf(live, id)).length).toBe(2)
  })

  it("and is gone itself causes no event by that, nor by deliveries of such events that fail", async () => {
    await using failing = await Receiver.listen(() => Reply.answer(500))
    await using gone = await Receiver.listen(() => Reply.answer(410))
    await using quick = await startTestServer({ NEXIO_DELIVERY_RETRY: "0s" }, undefined, { poll: Duration.millis(10) })
    const { live } = await quick.found()
    const first = await subscribe(live, failing.url, ["run.completed", ...operational])
    const second = await subscribe(live, failing.url, operational)
    const third = await subscribe(live, gone.url, operational)
    await submit(live)
    await deactivated(live, third.id)
    await until(async () => (await deliveriesOf(live, second.id))[0]?.status === "failed")
    // One of the run's end, and one to each of the others; nothing of what became of these.
    expect(
      await Promise.all([first, second, third].map(async ({ id }) => (await deliveriesOf(live, id)).length))
    ).toEqual([1, 1, 1])
    expect((await disabled(live, third.id)).length).toBe(1)
  })
})
