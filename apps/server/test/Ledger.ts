/** What the server wrote down of deliveries and runs, read from its database. */
import { rowsOfFile } from "./Rows.ts"
import { until } from "./Until.ts"

export interface WrittenDelivery {
  readonly id: string
  readonly url: string
  readonly status: string
  /** When the next attempt is due; null once it has ended. */
  readonly due_at: number | null
  readonly attempts: ReadonlyArray<WrittenAttempt>
}

export interface WrittenAttempt {
  readonly number: number
  readonly status_code: number | null
  readonly answer: string | null
  readonly reason: string | null
}

/** All deliveries, the oldest first, each with its attempts. */
export const deliveriesIn = (database: string): ReadonlyArray<WrittenDelivery> => {
  const attempts = rowsOfFile<WrittenAttempt & { readonly delivery_id: string }>(
    database,
    "select delivery_id, number, status_code, answer, reason from attempts order by number"
  )
  return rowsOfFile<Omit<WrittenDelivery, "attempts">>(
    database,
    "select id, url, status, due_at from deliveries order by id"
  ).map((delivery) => ({
    ...delivery,
    attempts: attempts.filter((of) => of.delivery_id === delivery.id).map(({ delivery_id: _, ...attempt }) => attempt)
  }))
}

/** The deliveries, once there are so many and none is pending. */
export const endedDeliveries = async (database: string, count: number): Promise<ReadonlyArray<WrittenDelivery>> => {
  let deliveries: ReadonlyArray<WrittenDelivery> = []
  await until(() => {
    deliveries = deliveriesIn(database)
    return deliveries.length >= count && deliveries.every(({ status }) => status !== "pending")
  })
  return deliveries
}

/** The status of each run by its id. */
export const runsIn = (database: string): ReadonlyMap<string, string> =>
  new Map(
    rowsOfFile<{ readonly id: string; readonly status: string }>(database, "select id, status from runs").map((run) => [
      run.id,
      run.status
    ])
  )
