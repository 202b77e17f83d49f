/** What has to follow an attempt in a simulation, and when. */
import { type Delivery, Instant } from "@nexio/core"
import type { SentOutcome } from "./Ledger.ts"

const { day, hour, minute, second } = Instant

/** The waits after each failed attempt. */
const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

export const isSuccess = ({ statusCode = 0 }: SentOutcome): boolean => statusCode >= 200 && statusCode < 300

/** What is wrong with a delivery as it is `after` an attempt that went so; nothing where that is as it is promised. */
export const faultIn = (
  { failures: before, id }: Delivery.Delivery,
  outcome: SentOutcome,
  after: Delivery.Delivery
): string | undefined => {
  const failures = isSuccess(outcome) ? before : before + 1
  const wait = waits[failures - 1]
  const status = isSuccess(outcome) ? "succeeded" : wait === undefined ? "failed" : "pending"
  if (after.status !== status || after.failures !== failures)
    return `${id} is ${after.status} with ${after.failures} failures, and should be ${status} with ${failures}`
  const [expected, actual] = status === "pending" ? [wait!, after.dueAt] : [0, after.endedAt]
  const waited = (actual ?? Number.NaN) - outcome.at
  const isAsked = status === "pending" && (outcome.statusCode === 429 || outcome.statusCode === 503)
  const asked = isAsked ? Math.min(outcome.asked ?? 0, day) : 0
  const [least, most] = [Math.max(asked, Math.floor(expected * 0.9)), Math.max(asked, Math.ceil(expected * 1.1))]
  return least <= waited && waited <= most
    ? undefined
    : `${id}: after failure ${failures} the wait is ${waited} ms, and should be from ${least} to ${most}`
}
