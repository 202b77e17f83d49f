import { AllowList, type HttpExecutor } from "@nexio/adapters-http/delivery"
import { Sealed } from "@nexio/core"
import { Receiver, Reply, verify, verifyStandard } from "@nexio/testing/receiver"
import { Webhook } from "standardwebhooks"
import { describe, expect, it } from "vitest"
import { environmentId, openExecutor, runId } from "./OpenExecutor.ts"

/** What a run comes to whose executor replies so. */
const outcomeOf = async (reply: Reply.Reply, options?: Partial<HttpExecutor.ExecutorOptions>, timeoutMs?: number) => {
  await using receiver = await Receiver.listen(Reply.always(reply))
  await using executor = await openExecutor(options)
  return await executor.execute(receiver.url, {}, timeoutMs)
}

const saying = (body: unknown) => Reply.answer(200, JSON.stringify(body))

const failed = (error: string, details: object = {}) => ({
  status: "failed",
  error,
  errorDetails: expect.objectContaining(details)
})

describe("A run whose engine is called over HTTP", () => {
  it("is told with what was submitted, and signed so that the published library and the documented scheme verify it", async () => {
    await using receiver = await Receiver.listen(Reply.always(saying({})))
    await using executor = await openExecutor()
    const [offerings, metadata] = [[{ sku: 1 }], { customer: "7" }]
    await executor.execute(`${receiver.url}run?of=nexio`, { offerings, metadata })
    const request = await receiver.next()
    expect([request.method, request.path]).toEqual(["POST", "/run?of=nexio"])
    expect(JSON.parse(request.body.toString())).toEqual({
      run_id: runId,
      environment: "dev",
      environment_id: environmentId,
      engine: "default",
      input: { text: "hello" },
      offerings,
      metadata
    })
    expect(request.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "Nexio-Runs/1.0",
      "x-nexio-run": runId,
      "x-nexio-environment": "dev",
      "webhook-id": runId
    })
    expect(verify(executor.secret, request) && verifyStandard(executor.secret, request)).toBe(true)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    new Webhook(executor.secret).verify(request.body.toString(), headers, { jsonParse: false })
  })

  it("is told again as the same run, byte for byte, where it is executed again", async () => {
    await using receiver = await Receiver.listen(Reply.always(saying({})))
    await using executor = await openExecutor()
    await executor.execute(receiver.url)
    await executor.execute(receiver.url)
    const [first, second] = await receiver.waitFor(2)
    expect(second!.headers["x-nexio-run"]).toBe(first!.headers["x-nexio-run"])
    expect(second!.body).toEqual(first!.body)
  })

  it.each([
    [{}, { status: "completed" }],
    [
      { stage: "done", output: [1], solutions: [{ a: 1 }], unknown: 1 },
      { status: "completed", stage: "done", output: [1], solutions: [{ a: 1 }] }
    ],
    [
      { status: "degraded", output: { degradation_reason: "no prices" } },
      { status: "degraded", output: { degradation_reason: "no prices" } }
    ],
    [
      { status: "failed", error: "no_fit", error_details: { at: 3 } },
      { status: "failed", error: "no_fit", errorDetails: { at: 3 } }
    ]
  ])("ends as the answer %j says", async (body, outcome) => {
    expect(await outcomeOf(saying(body))).toEqual(outcome)
  })

  it.each([
    ["no JSON", Reply.answer(200, "hello"), { reason: "The body is not JSON", body: "hello" }],
    ["nothing", Reply.answer(200), { reason: "The body is not JSON" }],
    ["a list", saying([]), { reason: "The body is not a JSON object" }],
    ["null", saying(null), { reason: "The body is not a JSON object" }],
    ["an unknown status", saying({ status: "processing" }), {}],
    ["a stage that is no text", saying({ stage: 1 }), {}],
    ["solutions that are no list", saying({ solutions: {} }), {}],
    ["degraded without a reason", saying({ status: "degraded", output: {} }), { path: "output.degradation_reason" }],
    ["degraded without an output", saying({ status: "degraded" }), { path: "output.degradation_reason" }],
    ["U+0000", saying({ output: { text: "\u0000" } }), { path: "output.text" }],
    ["an unpaired surrogate", Reply.answer(200, '{"error":"\\ud800"}'), { path: "error" }],
    ["nesting without end", Reply.answer(200, `{"output":${"[".repeat(200)}${"]".repeat(200)}}`), {}],
    [
      "nesting beyond what can be read",
      Reply.answer(200, `{"output":${"[".repeat(400_000)}${"]".repeat(400_000)}}`),
      {}
    ]
  ])("fails where the answer is %s, and says what came", async (_name, reply, details) => {
    expect(await outcomeOf(reply)).toEqual(failed("executor_answer_invalid", details))
  })

  it.each([201, 204, 400, 404, 500, 503])("fails where the answer is %i", async (status) => {
    const body = status === 204 ? "" : "no"
    expect(await outcomeOf(Reply.answer(status, body))).toEqual(
      failed("executor_status", { status_code: status, body })
    )
  })

  it("fails where the answer is a redirect, which is not followed", async () => {
    await using elsewhere = await Receiver.listen(Reply.always(saying({})))
    expect(await outcomeOf(Reply.redirect(elsewhere.url))).toEqual(failed("executor_status", { status_code: 302 }))
    expect(elsewhere.connections).toBe(0)
  })

  it("fails where the answer is larger than 1 MiB, and takes one that is not", async () => {
    const filled = (bytes: number) => Reply.answer(200, `{"output":"${"x".repeat(bytes - 13)}"}`)
    expect(await outcomeOf(filled(1_048_577))).toEqual(failed("executor_answer_too_large"))
    expect(await outcomeOf(filled(1_048_576))).toMatchObject({ status: "completed" })
    expect(await outcomeOf(Reply.flood(4_000_000))).toEqual(failed("executor_answer_too_large"))
    const extended = `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1${";a=b".repeat(1_100_000)}`
    expect(await outcomeOf(Reply.raw(extended))).toEqual(failed("executor_answer_too_large"))
  })

  it.each([
    ["nothing at all", Reply.hang],
    ["a body that drips", Reply.drip(5)],
    ["too late", Reply.late(5_000, saying({}))]
  ])("fails once its time is over where the answer is %s", async (_name, reply) => {
    expect(await outcomeOf(reply, {}, 50)).toEqual(failed("executor_timeout", { reason: "No answer within 0.05 s" }))
  })

  it.each([
    ["resets the connection", Reply.reset],
    ["resets it in the middle", Reply.resetMidway],
    ["stops in the middle", Reply.cutShort],
    ["answers with what is not HTTP", Reply.raw("hello")]
  ])("fails where its receiver %s", async (_name, reply) => {
    expect(await outcomeOf(reply)).toEqual(failed("executor_unreachable", { reason: expect.any(String) }))
  })

  it("fails where nobody may be called at its address, without a connection", async () => {
    await using receiver = await Receiver.listen()
    await using executor = await openExecutor({ allow: AllowList.none })
    await using ownPort = await openExecutor({ ownPorts: () => [receiver.port] })
    for (const url of [
      receiver.url,
      receiver.url.replace("http:", "https:"),
      "http://169.254.169.254/",
      "no address"
    ]) {
      expect(await executor.execute(url)).toEqual(failed("executor_unreachable", { reason: expect.any(String) }))
    }
    expect(await ownPort.execute(receiver.url)).toEqual(failed("executor_unreachable"))
    expect(receiver.connections).toBe(0)
  })

  it("fails where its engine's secret does not open, calls nobody, and tells nothing of it", async () => {
    await using receiver = await Receiver.listen()
    await using executor = await openExecutor()
    const secrets = [{ id: "another", sealed: Sealed.make("sealed-1"), createdAt: 0 }]
    const outcome = await executor.execute(receiver.url, { secrets })
    expect(outcome).toEqual(failed("executor_secret_unreadable"))
    expect(JSON.stringify(outcome)).not.toMatch(/sealed-1|whsec/)
    expect(receiver.connections).toBe(0)
  })

  it("is given up, with its connection, where the worker stops", async () => {
    await using receiver = await Receiver.listen(Reply.always(Reply.hang))
    const executor = await openExecutor()
    const running = executor.execute(receiver.url).catch(() => "interrupted")
    const request = await receiver.next()
    await executor[Symbol.asyncDispose]()
    expect(await request.ended).toBe("cut off")
    await running
  })
})

describe("A run whose engine echoes", () => {
  it("gives its input back", async () => {
    await using executor = await openExecutor()
    expect(await executor.execute("", { executor: { type: "echo" } })).toEqual({
      status: "completed",
      output: { text: "hello" }
    })
  })
})
