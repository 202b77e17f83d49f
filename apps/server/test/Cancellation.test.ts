import { Receiver, verify } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { expect, inject, it, onTestFinished } from "vitest"
import { makeDatabase, variables } from "./postgres/Deployment.ts"
import { startTestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

/** The settings of a server with an empty database of its own. */
const databases: Readonly<Record<string, () => Promise<Readonly<Record<string, string>>>>> = {
  SQLite: async () => ({}),
  PostgreSQL: async () => {
    const { drop, url } = await makeDatabase(inject("postgres"))
    onTestFinished(() => void drop())
    return { ...variables, NEXIO_DATABASE_URL: url }
  }
}

it.each(Object.keys(databases))(
  "is announced to those who subscribe to it, signed, without what was asked, and never as completed, on %s",
  async (database) => {
    await using receiver = await Receiver.listen()
    await using other = await Receiver.listen()
    // It claims nothing, so that what is submitted stays queued until the other server starts.
    await using idle = await startTestServer(await databases[database]!(), Duration.seconds(2), { concurrency: 0 })
    const { key, live } = await idle.found()
    const subscribe = async (url: string, events: ReadonlyArray<string>) =>
      (await live("POST", "/api/v1/webhooks", { url, events })).body
    const { id, secret } = await subscribe(receiver.url, ["run.cancelled"])
    const elsewhere = await subscribe(other.url, ["run.completed", "run.failed"])
    const submit = async (): Promise<string> =>
      (await live("POST", "/api/v1/runs", { input: { a: 1 }, offerings: [2], metadata: { order: "7" } })).body.run_id
    const [cancelled, kept] = [await submit(), await submit()]
    for (let nth = 0; nth < 2; nth++) {
      const { body, status } = await live("POST", `/api/v1/runs/${cancelled}/cancel`)
      expect([status, body.status]).toEqual([200, "cancelled"])
    }

    await using server = await idle.restart()
    const client = server.client(key)
    const [request, about] = [await receiver.next(), await other.next()]
    expect(verify(secret, request)).toBe(true)
    expect(request.headers["x-nexio-event"]).toBe("run.cancelled")
    const { api_key_id, input, offerings, ...shown } = (await client("GET", `/api/v1/runs/${cancelled}`)).body
    expect([api_key_id, input, offerings]).toEqual([expect.any(String), { a: 1 }, [2]])
    expect(JSON.parse(request.body.toString())).toEqual({
      id: request.headers["webhook-id"],
      type: "run.cancelled",
      webhook_version: expect.any(String),
      created_at: expect.any(String),
      environment: "live",
      environment_id: shown.environment_id,
      data: { run: { ...shown, status: "cancelled", metadata: { order: "7" } } }
    })
    const told = JSON.parse(about.body.toString())
    expect([told.type, told.data.run.run_id]).toEqual(["run.completed", kept])

    for (const webhook of [id, elsewhere.id]) {
      const deliveries = async () => (await client("GET", `/api/v1/webhooks/${webhook}/deliveries`)).body.data
      await until(async () => (await deliveries())[0]?.status === "succeeded")
      expect(await deliveries()).toHaveLength(1)
    }
    const { totals } = (await client("GET", "/api/v1/usage")).body
    expect(totals).toMatchObject({ runs_submitted: 2, runs_completed: 1, runs_cancelled: 1, deliveries_succeeded: 2 })
    expect([receiver.requests.length, other.requests.length]).toEqual([1, 1])
  }
)
