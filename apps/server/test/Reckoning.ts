/** What has to be so once a storm is over: nothing acknowledged is lost, all is delivered, and usage is exact. */
import type { Receiver } from "@nexio/testing/receiver"
import { expect } from "vitest"
import type { Client } from "./Client.ts"
import { counters, recounted, totalsOf } from "./Recount.ts"
import { rowsOf } from "./Rows.ts"
import { until } from "./Until.ts"

export interface Storm {
  readonly database: string
  /** The runs that were answered with 202. */
  readonly acknowledged: ReadonlySet<string>
  /** Gets every event of every run. */
  readonly receiver: Receiver
  /** The orgs that were in it, each with a client of its live key. */
  readonly orgs: ReadonlyArray<{ readonly id: string; readonly live: Client }>
}

const none = async (database: string, from: string): Promise<boolean> =>
  (await rowsOf(database, `select 1 as one from ${from} limit 1`)).length === 0

/** Waits until all runs and deliveries have ended. */
const settled = async (database: string): Promise<void> => {
  await until(() => none(database, "runs where completed_at is null"))
  await until(() => none(database, "deliveries where status = 'pending'"))
}

/** How often each delivery, and each run's event, came to the receiver. */
const arrivals = (receiver: Receiver) => {
  const events = new Map<string, Set<string>>()
  const deliveries = new Map<string, number>()
  for (const { body, headers } of receiver.requests) {
    const { data, id } = JSON.parse(body.toString())
    const delivery = String(headers["x-nexio-delivery"])
    deliveries.set(delivery, (deliveries.get(delivery) ?? 0) + 1)
    events.set(data.run.run_id, (events.get(data.run.run_id) ?? new Set()).add(id))
  }
  return { deliveries, events }
}

/** Gives how many runs and attempts there were. */
export const reckon = async ({ acknowledged, database, orgs, receiver }: Storm) => {
  await settled(database)
  const runs = await rowsOf<{ readonly id: string; readonly status: string }>(database, "select id, status from runs")
  const deliveries = await rowsOf<{ readonly id: string; readonly status: string; readonly attempts: number }>(
    database,
    `select d.id, d.status, cast(count(*) as integer) as attempts from deliveries d
     join attempts a on a.delivery_id = d.id group by d.id, d.status`
  )
  const arrived = arrivals(receiver)
  const statusOf = new Map(runs.map(({ id, status }) => [id, status]))

  expect([...acknowledged].filter((id) => statusOf.get(id) !== "completed")).toEqual([])
  // One event of each run, and one delivery of each event, which ended well and was sent once an attempt at most.
  expect(runs.filter(({ id }) => arrived.events.get(id)?.size !== 1)).toEqual([])
  expect(deliveries.length).toBe(runs.length)
  expect(deliveries.filter(({ status }) => status !== "succeeded")).toEqual([])
  expect(deliveries.filter(({ attempts, id }) => (arrived.deliveries.get(id) ?? Infinity) > attempts)).toEqual([])

  const recount = await recounted(database)
  expect(await counters(database)).toEqual(recount)
  for (const { id, live } of orgs) {
    const { totals } = (await live("GET", "/api/v1/usage?environment=all")).body
    expect(totals).toEqual(totalsOf(recount, id))
  }
  return { runs: runs.length, attempts: deliveries.reduce((sum, { attempts }) => sum + attempts, 0) }
}
