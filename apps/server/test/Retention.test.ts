import { Receiver } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { expect, it } from "vitest"
import { endedDeliveries } from "./Ledger.ts"
import { counters, recounted } from "./Recount.ts"
import { rowsOfFile } from "./Rows.ts"
import { startTestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

it("empties what ended, says when on the run, and leaves usage what a recount gives", async () => {
  await using receiver = await Receiver.listen()
  const retention = { keep: Duration.millis(1), every: Duration.millis(20), batch: 2 }
  await using server = await startTestServer({}, Duration.seconds(2), {}, retention)
  const { live } = await server.found()
  await live("POST", "/api/v1/webhooks", { url: receiver.url, events: ["run.completed"] })
  const ids: Array<string> = []
  for (let nth = 0; nth < 5; nth += 1) {
    const { body } = await live("POST", "/api/v1/runs", { input: { secret: nth }, metadata: { nth: `${nth}` } })
    ids.push(body.run_id)
  }
  await endedDeliveries(server.database, 5)
  const left = (table: string) => rowsOfFile(server.database, `select id from ${table} where emptied_at is null`).length
  await until(() => left("runs") + left("deliveries") + left("events") === 0)
  for (const [nth, id] of ids.entries()) {
    const { body } = await live("GET", `/api/v1/runs/${id}`)
    expect(body).toMatchObject({ status: "completed", input: {}, metadata: { nth: `${nth}` } })
    expect(Date.parse(body.emptied_at)).toBeGreaterThanOrEqual(Date.parse(body.completed_at))
    expect(body.output).toBeUndefined()
  }
  expect(await counters(server.database)).toEqual(await recounted(server.database))
  expect(receiver.requests.every(({ body }) => JSON.parse(body.toString()).data.run.run_id !== undefined)).toBe(true)
})
