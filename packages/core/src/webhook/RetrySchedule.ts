/** When a delivery is attempted again: the waits between its attempts. */
import { hour, type Instant, minute, second } from "../instant/Instant.ts"

/** The waits after each failed attempt, in milliseconds; one more attempt than there are waits. */
export type RetrySchedule = ReadonlyArray<number>

export const standard: RetrySchedule = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour
]

/** Each wait varies by this much to either side, so that what failed together does not come back together. */
export const jitter = 0.1

/**
 * When the next attempt is due after the `failures`-th failure at `at`; nothing once the attempts are exhausted. `chance` is a
 * random number from 0 to 1.
 */
export const next = (schedule: RetrySchedule, failures: number, at: Instant, chance: number): Instant | undefined => {
  const wait = schedule[failures - 1]
  return wait === undefined ? undefined : at + Math.round(wait * (1 - jitter + 2 * jitter * chance))
}
