import { Receiver, Reply } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { expect, it } from "vitest"
import { deliveriesIn, runsIn } from "./Ledger.ts"
import { startTestServer, type TestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

/** Looks for work unasked so seldom that only being woken helps. */
const seldom = { poll: Duration.minutes(10) }

const suspend = async (server: TestServer, org: string, suspended: boolean) => {
  const { body, status } = await server.operator("PATCH", `/admin/v1/orgs/${org}`, { suspended })
  expect([status, body.suspended ?? false]).toEqual([200, suspended])
}

it("shuts a suspended org's keys out at once, and nobody else's, until it is lifted", async () => {
  await using server = await startTestServer()
  const [acme, other] = [await server.found(), await server.found()]
  await suspend(server, acme.id, true)
  for (const [method, path, body] of [
    ["GET", "/api/v1/me"],
    ["GET", "/api/v1/runs"],
    ["POST", "/api/v1/runs", { input: {} }],
    ["POST", "/api/v1/environments", { slug: "dev" }]
  ] as const) {
    expect(await acme.live(method, path, body)).toMatchObject({ status: 403, body: { code: "org_suspended" } })
  }
  expect((await other.live("GET", "/api/v1/me")).status).toBe(200)
  await suspend(server, acme.id, false)
  expect((await acme.live("GET", "/api/v1/me")).status).toBe(200)
  expect(runsIn(server.database).size).toBe(0)
})

it("lets a suspended org's queued runs wait while others' go on, and does them once it is lifted", async () => {
  await using idle = await startTestServer({}, Duration.seconds(2), { concurrency: 0 })
  const [acme, other] = [await idle.found(), await idle.found()]
  const waiting = (await acme.live("POST", "/api/v1/runs", { input: {} })).body.run_id
  const going = (await other.live("POST", "/api/v1/runs", { input: {} })).body.run_id
  await suspend(idle, acme.id, true)
  await using server = await idle.restart()
  // The waiting one was due first, so that whoever claims the other would have claimed it.
  await until(() => runsIn(server.database).get(going) === "completed")
  expect(runsIn(server.database).get(waiting)).toBe("queued")
  await suspend(server, acme.id, false)
  await until(() => runsIn(server.database).get(waiting) === "completed")
})

it("lets a suspended org's deliveries wait, and sends them once it is lifted", async () => {
  let answer = () => {}
  const asked = new Promise<void>((resolve) => (answer = resolve))
  await using receiver = await Receiver.listen(({ nth }) =>
    nth === 1 ? (response) => void asked.then(() => Reply.answer(503)(response)) : Reply.answer()
  )
  await using others = await Receiver.listen()
  await using server = await startTestServer({ NEXIO_DELIVERY_RETRY: "0s" }, Duration.seconds(30), seldom)
  const [acme, other] = [await server.found(), await server.found()]
  for (const [{ live }, { url }] of [[acme, receiver] as const, [other, others] as const]) {
    await live("POST", "/api/v1/webhooks", { url, events: ["run.completed"] })
  }
  await acme.live("POST", "/api/v1/runs", { input: {} })
  await receiver.next()
  await suspend(server, acme.id, true)
  answer()
  await until(() => deliveriesIn(server.database)[0]?.attempts[0]?.status_code === 503)
  await other.live("POST", "/api/v1/runs", { input: {} })
  await others.next()
  expect(receiver.requests.length).toBe(1)
  expect(deliveriesIn(server.database)[0]?.status).toBe("pending")
  await suspend(server, acme.id, false)
  await receiver.waitFor(2)
  await until(() => deliveriesIn(server.database)[0]?.status === "succeeded")
})
