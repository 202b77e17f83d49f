/** What a server counts of its work, for who watches over it: never by org, so that there are few series. */
import { Metric } from "effect"
import type { Status } from "../run/Run.ts"
import type { Queue } from "./Wakeups.ts"

const counter = (name: string, description: string) => Metric.counter(name, { description, incremental: true })

export const runsSubmitted = counter("nexio_runs_submitted_total", "Runs that this server took")

const ended = counter("nexio_runs_ended_total", "Runs that ended on this server, by status")
const byStatus = Object.fromEntries(
  (["completed", "degraded", "failed", "cancelled"] as const).map((status) => [
    status,
    Metric.withAttributes(ended, { status })
  ])
)

/** Runs that ended so. */
export const runsEnded = (status: Status) => byStatus[status] ?? ended

const attempts = counter("nexio_delivery_attempts_total", "Attempts that this server made, by outcome")
const byOutcome = {
  Succeeded: Metric.withAttributes(attempts, { outcome: "succeeded" }),
  Failed: Metric.withAttributes(attempts, { outcome: "failed" })
}

export const attemptsMade = (outcome: keyof typeof byOutcome) => byOutcome[outcome]

const busy = Metric.gauge("nexio_worker_busy", { description: "Pieces of work under way on this server, by queue" })
const byQueue = {
  runs: Metric.withAttributes(busy, { queue: "runs" }),
  deliveries: Metric.withAttributes(busy, { queue: "deliveries" })
}

export const workersBusy = (queue: Queue) => byQueue[queue]
