import { Receiver } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { expect, inject, it, onTestFinished } from "vitest"
import { rowsOf } from "../Rows.ts"
import { startTestServer } from "../TestServer.ts"
import { until } from "../Until.ts"
import { Deployment, makeDatabase, variables } from "./Deployment.ts"
import { announceTo } from "./Storm.ts"

/** Looks for work unasked so seldom that only being woken helps. */
const seldom = { poll: Duration.minutes(10) }

const statusesOf = (database: string) =>
  rowsOf<{ readonly status: string }>(database, "select status from runs").then((runs) => runs.map((run) => run.status))

it("works off what comes in at a server for calls alone only where there is a server for work", async () => {
  await using receiver = await Receiver.listen()
  await using api = await Deployment.start(1, { NEXIO_ROLES: "api" })
  const { key } = await api.found()
  const live = api.client(0, key)
  await announceTo(receiver, live)
  for (let n = 0; n < 3; n += 1) expect((await live("POST", "/api/v1/runs", { input: { n } })).status).toBe(202)
  // Whatever it had begun would have ended before it did.
  expect(await api.stop()).toEqual([0])
  expect(await statusesOf(api.database)).toEqual(["queued", "queued", "queued"])

  await using worker = await startTestServer({ ...variables, NEXIO_DATABASE_URL: api.database, NEXIO_ROLES: "worker" })
  await receiver.waitFor(3, 30_000)
  await until(
    async () => (await rowsOf(api.database, "select 1 from deliveries where status = 'pending'")).length === 0
  )
  expect(await statusesOf(api.database)).toEqual(["completed", "completed", "completed"])
  const client = worker.client(key)
  expect((await client("GET", "/health")).status).toBe(200)
  expect((await client("GET", "/ready")).status).toBe(200)
  for (const [method, path] of [
    ["GET", "/api/v1/me"],
    ["POST", "/api/v1/runs"],
    ["GET", "/admin/v1/orgs"],
    ["GET", "/openapi.json"],
    ["GET", "/docs"],
    ["GET", "/llms.txt"],
    ["GET", "/"]
  ] as const) {
    expect([path, (await client(method, path)).status]).toEqual([path, 404])
  }
})

it("is woken by the servers that take the calls, also after the session by which it listens was ended", async () => {
  const { drop, url } = await makeDatabase(inject("postgres"))
  onTestFinished(() => void drop())
  const start = (NEXIO_ROLES: string) =>
    startTestServer({ ...variables, NEXIO_DATABASE_URL: url, NEXIO_ROLES }, Duration.seconds(10), seldom)
  await using receiver = await Receiver.listen()
  await using api = await start("api")
  await using _worker = await start("worker")
  const { live } = await api.found()
  await announceTo(receiver, live)

  const listeners = "from pg_stat_activity where datname = current_database() and query ilike 'listen%'"
  const submit = async (count: number) => {
    expect((await live("POST", "/api/v1/runs", { input: {} })).status).toBe(202)
    await receiver.waitFor(count, 30_000)
  }
  await submit(1)
  await submit(2)
  const listening = async () =>
    (await rowsOf<{ readonly pid: number }>(url, `select pid ${listeners}`)).map(({ pid }) => pid)
  const before = await listening()
  expect(before.length).toBe(2)
  await rowsOf(url, `select pg_terminate_backend(pid) ${listeners}`)
  await until(async () => {
    const now = await listening()
    return now.length === 2 && now.every((pid) => !before.includes(pid))
  })
  await submit(3)
  await submit(4)
})
