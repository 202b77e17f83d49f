import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { Receiver, Reply, verify } from "@nexio/testing/receiver"
import { Duration } from "effect"
import { expect, it } from "vitest"
import type { Client } from "./Client.ts"
import { startTestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

/** An engine whose one more version is at a URL; gives its signing secret. */
const engineAt = async (live: Client, url: string, more: object = {}): Promise<string> => {
  const made = await live("POST", "/api/v1/engines", { slug: "fit", label: "Fit", engine_type: "fitting" })
  expect(made.status).toBe(201)
  const executor = { type: "http", url, ...more }
  const version = await live("POST", "/api/v1/engines/fit/versions", { changelog: "First", executor })
  expect(version.status).toBe(201)
  return made.body.signing_secret
}

const endOf = async (live: Client, run_id: string) => {
  let run = (await live("GET", `/api/v1/runs/${run_id}`)).body
  await until(async () => {
    run = (await live("GET", `/api/v1/runs/${run_id}`)).body
    return run.completed_at !== undefined
  })
  return run
}

const submitted = async (live: Client, more: object = {}): Promise<string> => {
  const answer = await live("POST", "/api/v1/engines/fit/runs", { input: { size: 7 }, ...more })
  expect(answer.status).toBe(202)
  return answer.body.run_id
}

const saying = (body: object) => Reply.answer(200, JSON.stringify(body))

it("executes a run over HTTP, signed with its engine's secret, and shows how it ended", async () => {
  await using receiver = await Receiver.listen(
    Reply.inTurn(
      saying({ stage: "priced", output: { price: 3 }, solutions: [{ sku: "a" }] }),
      saying({ status: "degraded", output: { degradation_reason: "no stock" } }),
      saying({ status: "failed", error: "no_fit", error_details: { size: 7 } }),
      Reply.answer(503, "later")
    )
  )
  await using server = await startTestServer({ NEXIO_DELIVERY_ALLOW: "127.0.0.1" })
  const { live } = await server.found()
  const secret = await engineAt(live, receiver.url)
  const ends: Array<object> = []
  const ids: Array<string> = []
  for (let nth = 0; nth < 4; nth++) {
    const run_id = await submitted(live, { offerings: [{ sku: "a" }], metadata: { order: "7" } })
    ids.push(run_id)
    ends.push(await endOf(live, run_id))
  }
  expect(ends).toMatchObject([
    { status: "completed", stage: "priced", output: { price: 3 }, solutions: [{ sku: "a" }] },
    { status: "degraded", output: { degradation_reason: "no stock" } },
    { status: "failed", error: "no_fit", error_details: { size: 7 } },
    { status: "failed", error: "executor_status", error_details: { status_code: 503, body: "later" } }
  ])
  for (const [nth, request] of (await receiver.waitFor(4)).entries()) {
    expect(verify(secret, request)).toBe(true)
    expect(request.headers).toMatchObject({ "x-nexio-run": ids[nth], "x-nexio-environment": "live" })
    expect(JSON.parse(request.body.toString())).toEqual({
      run_id: ids[nth],
      environment: "live",
      environment_id: expect.any(String),
      engine: "fit",
      input: { size: 7 },
      offerings: [{ sku: "a" }],
      metadata: { order: "7" }
    })
  }
})

it("calls again after a stop for what was under way, as the same run, which ends once", async () => {
  await using receiver = await Receiver.listen(Reply.inTurn(Reply.hang, saying({ output: "the second time" })))
  const first = await startTestServer({ NEXIO_DELIVERY_ALLOW: "127.0.0.1" }, Duration.seconds(2), {
    drain: Duration.zero
  })
  const { key, live } = await first.found()
  await engineAt(live, receiver.url)
  const run_id = await submitted(live)
  await receiver.next()
  await using second = await first.restart({ NEXIO_DELIVERY_ALLOW: "127.0.0.1" })
  expect(await endOf(second.client(key), run_id)).toMatchObject({ status: "completed", output: "the second time" })
  const requests = await receiver.waitFor(2)
  expect(requests.map(({ headers }) => headers["x-nexio-run"])).toEqual([run_id, run_id])
})

it("executes by the service that the documentation shows, which takes nothing that is not signed", async () => {
  await using server = await startTestServer({ NEXIO_DELIVERY_ALLOW: "127.0.0.1" })
  const { live } = await server.found()
  const made = await live("POST", "/api/v1/engines", { slug: "fit", label: "Fit", engine_type: "counting" })
  const file = fileURLToPath(new URL("../../../examples/executor.mjs", import.meta.url))
  const service = spawn(process.execPath, [file, "0", made.body.signing_secret], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  try {
    const [line] = await once(createInterface(service.stdout), "line")
    const url = /http:\S+/.exec(String(line))![0]
    await live("POST", "/api/v1/engines/fit/versions", { changelog: "First", executor: { type: "http", url } })
    const counted = await endOf(live, await submitted(live, { input: { text: "to be or not" } }))
    expect(counted).toMatchObject({ status: "completed", stage: "counted", output: { words: 4 } })
    const refused = await endOf(live, await submitted(live))
    expect(refused).toMatchObject({ status: "failed", error: "no_text", error_details: { expected: "input.text" } })
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(401)
  } finally {
    service.kill()
  }
})
