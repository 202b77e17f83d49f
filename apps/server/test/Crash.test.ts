import { join } from "node:path"
import { Receiver, Reply } from "@nexio/testing/receiver"
import Database from "better-sqlite3"
import { expect, it } from "vitest"
import { type Client, clientOf } from "./Client.ts"
import { firstKey, makeFolder, type ServerProcess, startServer } from "./ServerProcess.ts"
import { until } from "./Until.ts"

const kills = process.env["NEXIO_HUNT"] ? 20 : 2
const submitters = 16

it(`loses nothing that it acknowledged when it is killed ${kills} times under load`, async () => {
  using folder = makeFolder()
  // Every third request is refused, so that retries are under way as well.
  await using receiver = await Receiver.listen(({ nth }) => Reply.answer(nth % 3 === 0 ? 503 : 204))
  const variables = { NEXIO_DELIVERY_RETRY: Array.from({ length: 40 }, () => "1s").join(",") }
  let server: ServerProcess = await startServer(folder.path, variables)
  const key = firstKey(folder.path)
  const call: Client = (...asked) => clientOf(server.url, key)(...asked)
  const events = ["run.completed", "run.failed", "run.cancelled"]
  expect((await call("POST", "/api/v1/webhooks", { url: receiver.url, events })).status).toBe(201)

  const acknowledged = new Set<string>()
  let loading = true
  const submitter = async () => {
    while (loading) {
      try {
        const answer = await call("POST", "/api/v1/runs", { input: { n: acknowledged.size } })
        if (answer.status === 202) acknowledged.add(answer.body.run_id)
      } catch {
        // It was just killed.
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
  }
  const load = Promise.all(Array.from({ length: submitters }, submitter))
  for (let kill = 0; kill < kills; kill += 1) {
    const enough = acknowledged.size + 1 + Math.random() * 300
    await until(() => acknowledged.size > enough)
    await server.kill()
    server = await startServer(folder.path, variables)
  }
  loading = false
  await load

  const db = new Database(join(folder.path, "nexio.db"), { readonly: true })
  const count = (sql: string): number => (db.prepare(sql).get() as { readonly n: number }).n
  await until(() => count("select count(*) as n from runs where status in ('queued', 'processing')") === 0)
  await until(() => count("select count(*) as n from deliveries where status = 'pending'") === 0)

  const runs = db.prepare<[], { id: string; status: string }>("select id, status from runs").all()
  const completed = new Set(runs.filter(({ status }) => status === "completed").map(({ id }) => id))
  const arrived = new Set(receiver.requests.map(({ body }) => JSON.parse(body.toString()).data.run.run_id))
  expect(acknowledged.size).toBeGreaterThan(kills)
  expect([...acknowledged].filter((id) => !completed.has(id))).toEqual([])
  expect(runs.filter(({ id }) => !arrived.has(id))).toEqual([])

  const { totals } = (await call("GET", "/api/v1/usage?environment=all")).body
  expect(totals).toEqual({
    runs_submitted: runs.length,
    runs_completed: runs.length,
    runs_degraded: 0,
    runs_failed: 0,
    runs_cancelled: 0,
    run_duration_ms: count("select sum(duration_ms) as n from runs"),
    deliveries_succeeded: runs.length,
    deliveries_failed: 0
  })
  db.close()
  expect(await server.stop()).toBe(0)
})
