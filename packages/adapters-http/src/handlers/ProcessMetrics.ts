/** How this process stands, measured when it is asked. */
import { monitorEventLoopDelay } from "node:perf_hooks"
import { type Backlog, Instant, queues } from "@nexio/core"
import { Effect, Metric } from "effect"

/** What waits is counted no further, so that a scrape costs little however much that is. */
const atMost = 10_000

const gauge = (name: string, description: string) => Metric.gauge(name, { description })
const due = gauge("nexio_queue_due", `What is due and nobody holds, by queue; ${atMost} stands for that many or more`)
const age = gauge("nexio_queue_oldest_due_seconds", "How long what waits longest has been due, by queue")
const memory = gauge("process_resident_memory_bytes", "Memory of the process")
const heap = gauge("nodejs_heap_size_used_bytes", "Memory in use by what the process runs")
const cpu = Metric.counter("process_cpu_seconds_total", {
  description: "Time that the process had on processors",
  incremental: true
})
const storage = gauge("nexio_storage_up", "1 where the database tells what waits, 0 where it is away")
const started = gauge("process_start_time_seconds", "When the process started, in seconds since 1970")
const delay = gauge("nodejs_eventloop_delay_seconds", "How late the event loop comes round, since the last scrape")
const info = gauge("nexio_build_info", "1, with the version that runs")

export type ReadBacklog = Backlog["Service"]["read"]

/** Gives what takes the measure of all gauges; it measures the event loop from then on, while its scope is open. */
export const measuring = Effect.fnUntraced(function* (version: string, backlog: ReadBacklog | undefined) {
  const loop = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const loop = monitorEventLoopDelay({ resolution: 20 })
      loop.enable()
      return loop
    }),
    (loop) => Effect.sync(() => loop.disable())
  )
  yield* Metric.update(Metric.withAttributes(info, { version, node: process.version }), 1)
  yield* Metric.update(started, performance.timeOrigin / 1_000)
  let counted = 0
  return Effect.gen(function* () {
    const { heapUsed, rss } = process.memoryUsage()
    const { system, user } = process.cpuUsage()
    yield* Metric.update(memory, rss)
    yield* Metric.update(heap, heapUsed)
    const used = (system + user) / 1e6
    yield* Metric.update(cpu, used - counted)
    counted = used
    for (const quantile of [0.5, 0.99]) {
      const late = Math.max(0, loop.percentile(quantile * 100) / 1e9 - 0.02)
      yield* Metric.update(Metric.withAttributes(delay, { quantile: String(quantile) }), late)
    }
    loop.reset()
    if (backlog === undefined) return
    const at = yield* Instant.now
    const found = yield* Effect.catchTag(backlog({ at, atMost }), "StorageUnavailable", () => Effect.undefined)
    yield* Metric.update(storage, found === undefined ? 0 : 1)
    for (const queue of queues) {
      const [dueThere, ageThere] = [Metric.withAttributes(due, { queue }), Metric.withAttributes(age, { queue })]
      if (found === undefined) {
        yield* Metric.remove(dueThere)
        yield* Metric.remove(ageThere)
        continue
      }
      const { count, oldest } = found[queue]
      yield* Metric.update(dueThere, count)
      yield* Metric.update(ageThere, oldest === undefined ? 0 : (at - oldest) / 1_000)
    }
  })
})
