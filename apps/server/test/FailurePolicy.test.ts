import { Receiver, Reply } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { startTestServer, type TestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

const hour = 3_600_000

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
    const { body } = await live("POST", "/api/v1/webhooks", { url: receiver.url, events: ["run.completed"] })
    await live("POST", "/api/v1/runs", { input: {} })
    const deliveries = async () => (await live("GET", `/api/v1/webhooks/${body.id}/deliveries`)).body.data
    await until(async () => (await deliveries())[0]?.attempts[0]?.outcome === "failed")
    const [{ attempts, next_attempt_at }] = await deliveries()
    return Date.parse(next_attempt_at) - Date.parse(attempts[0].started_at)
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
