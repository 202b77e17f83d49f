import { Receiver } from "@nexio/testing/receiver"
import parse from "parse-prometheus-text-format"
import { expect, it } from "vitest"
import { endedDeliveries } from "./Ledger.ts"
import { operatorToken, startTestServer, type TestServer } from "./TestServer.ts"

const scrape = async ({ url }: TestServer) => {
  const response = await fetch(`${url}/admin/v1/metrics`, { headers: { authorization: `Bearer ${operatorToken}` } })
  expect(response.status).toBe(200)
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4")
  const text = await response.text()
  const families = parse(text)
  /** The value of a series; nothing where it is not there. */
  const value = (name: string, labels: Readonly<Record<string, string>> = {}): number | undefined => {
    const found = families
      .find((family) => family.name === name)
      ?.metrics.find((metric) => Object.entries(labels).every(([label, is]) => metric.labels?.[label] === is))
    return found?.value === undefined ? undefined : Number(found.value)
  }
  return { families, text, value }
}

it("counts what was done by route, and says how the server stands, in what Prometheus reads", async () => {
  await using receiver = await Receiver.listen()
  await using server = await startTestServer()
  const { id, live } = await server.found()
  await live("POST", "/api/v1/webhooks", { url: receiver.url, events: ["run.completed"] })
  for (let nth = 0; nth < 3; nth += 1) await live("POST", "/api/v1/runs", { input: {} })
  const { body } = await live("POST", "/api/v1/runs", { input: {} }, { "Idempotency-Key": "once" })
  for (let nth = 0; nth < 2; nth += 1) await live("GET", `/api/v1/runs/${body.run_id}?no=${nth}`)
  await live("GET", `/api/v1/runs/${id}`)
  await server.client("nx_live_wrong")("GET", "/api/v1/me")
  await live("GET", `/nowhere/${id}`)
  await endedDeliveries(server.database, 4)

  const { families, text, value } = await scrape(server)
  const requests = (method: string, route: string, status: number) =>
    value("nexio_http_requests_total", { method, route, status: `${status}` })
  expect(requests("POST", "/api/v1/runs", 202)).toBe(4)
  expect(requests("GET", "/api/v1/runs/:run_id", 400)).toBe(2)
  expect(requests("GET", "/api/v1/runs/:run_id", 404)).toBe(1)
  expect(requests("GET", "unknown", 404)).toBe(1)
  expect(value("nexio_key_lookups_refused_total")).toBe(1)
  expect(value("nexio_runs_submitted_total")).toBe(4)
  expect(value("nexio_runs_ended_total", { status: "completed" })).toBe(4)
  expect(value("nexio_delivery_attempts_total", { outcome: "succeeded" })).toBe(4)
  for (const queue of ["runs", "deliveries"]) {
    expect(value("nexio_queue_due", { queue })).toBe(0)
    expect(value("nexio_queue_oldest_due_seconds", { queue })).toBe(0)
    expect(value("nexio_worker_busy", { queue })).toBe(0)
  }
  for (const name of ["process_resident_memory_bytes", "process_cpu_seconds_total", "nexio_build_info"]) {
    expect(value(name)).toBeGreaterThan(0)
  }
  expect(families.find(({ name }) => name === "nexio_http_request_duration_seconds")?.type).toBe("HISTOGRAM")
  for (const known of [id, body.run_id, "org"]) expect(text).not.toContain(`"${known}`)
})

it("is for the operator alone", async () => {
  await using server = await startTestServer()
  const { live } = await server.found()
  expect((await live("GET", "/admin/v1/metrics")).status).toBe(401)
})
