import { Receiver, Reply } from "@nexio/testing/receiver"
import { expect, it } from "vitest"
import { startTestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

it("sends traces, logs and metrics to the collector, with no key in them", async () => {
  await using collector = await Receiver.listen()
  const texts: Array<string> = []
  {
    await using server = await startTestServer({ NEXIO_OTLP_URL: collector.url.replace(/\/$/, "") })
    const { key, live } = await server.found()
    texts.push(key)
    expect((await live("POST", "/api/v1/environments", { slug: "dev" })).status).toBe(201)
    const minted = await live("POST", "/api/v1/api-keys", { name: "a key", environment_slug: "dev" })
    texts.push(minted.body.key)
    const paths = () => new Set(collector.requests.map(({ path }) => path))
    await until(() => ["/v1/traces", "/v1/metrics"].every((path) => paths().has(path)))
  }
  const sent = collector.requests.map(({ body }) => body.toString()).join("\n")
  expect(sent).toContain("Environments.create")
  expect(sent).toContain("nexio_http_requests_total")
  for (const text of texts) expect(sent).not.toContain(text.slice(-64))
})

it("answers as ever while the collector is away, or never answers", async () => {
  await using silent = await Receiver.listen(() => Reply.hang)
  for (const url of ["http://127.0.0.1:9", silent.url.replace(/\/$/, "")]) {
    await using server = await startTestServer({ NEXIO_OTLP_URL: url })
    const { live } = await server.found()
    for (let nth = 0; nth < 20; nth += 1) expect((await live("GET", "/api/v1/environments")).status).toBe(200)
  }
})
