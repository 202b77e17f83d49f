import { connect } from "node:net"
import { Receiver } from "@nexio/testing/receiver"
import parse from "parse-prometheus-text-format"
import { expect, it } from "vitest"
import * as BrokenStorage from "./contract/cases/BrokenStorage.ts"
import { endedDeliveries } from "./Ledger.ts"
import { operatorToken, startTestServer, type TestServer } from "./TestServer.ts"
import { until } from "./Until.ts"

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
  expect(value("nexio_storage_up")).toBe(1)
  for (const queue of ["runs", "deliveries"]) {
    expect(value("nexio_queue_due", { queue })).toBe(0)
    expect(value("nexio_queue_oldest_due_seconds", { queue })).toBe(0)
    expect(value("nexio_worker_busy", { queue })).toBe(0)
  }
  for (const name of ["process_resident_memory_bytes", "process_cpu_seconds_total", "nexio_build_info"]) {
    expect(value(name)).toBeGreaterThan(0)
  }
  const typeOf = (name: string) => families.find((family) => family.name === name)?.type
  expect(typeOf("nexio_http_request_duration_seconds")).toBe("HISTOGRAM")
  expect(typeOf("process_cpu_seconds_total")).toBe("COUNTER")
  const cpu = value("process_cpu_seconds_total")!
  const later = (await scrape(server)).value("process_cpu_seconds_total")!
  expect(later).toBeGreaterThanOrEqual(cpu)
  expect(later).toBeLessThanOrEqual(process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6)
  for (const known of [id, body.run_id, "org"]) expect(text).not.toContain(`"${known}`)
})

it("counts a request whose client went away before an answer as one of no status", async () => {
  await using server = await startTestServer()
  const { key } = await server.found()
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  const head = ["POST /api/v1/runs HTTP/1.1", `Host: ${hostname}`, `Authorization: Bearer ${key}`]
  // Once this is answered, the head is read.
  head.push("Expect: 100-continue", "Content-Type: application/json", "Content-Length: 100", "", "")
  socket.write(head.join("\r\n"))
  await new Promise((resolve) => socket.once("data", resolve))
  socket.destroy()
  const requests = (status: string, value: Awaited<ReturnType<typeof scrape>>["value"]) =>
    value("nexio_http_requests_total", { method: "POST", route: "/api/v1/runs", status })
  await until(async () => {
    const { value } = await scrape(server)
    expect(requests("200", value)).toBeUndefined()
    return requests("none", value) === 1
  })
})

it("says that the database is away, and all that it knows without it", async () => {
  const now: BrokenStorage.State = {}
  const more = { around: BrokenStorage.around(now) }
  await using server = await startTestServer({}, undefined, undefined, undefined, undefined, more)
  expect((await scrape(server)).value("nexio_queue_due", { queue: "runs" })).toBe(0)
  now.broken = "storage"
  const { text, value } = await scrape(server)
  expect(value("nexio_storage_up")).toBe(0)
  expect(text).not.toContain("nexio_queue_")
  expect(value("process_resident_memory_bytes")).toBeGreaterThan(0)
  now.broken = undefined
  const back = await scrape(server)
  expect(back.value("nexio_storage_up")).toBe(1)
  expect(back.value("nexio_queue_oldest_due_seconds", { queue: "runs" })).toBe(0)
})

it("is for the operator alone", async () => {
  await using server = await startTestServer()
  const { live } = await server.found()
  expect((await live("GET", "/admin/v1/metrics")).status).toBe(401)
})
