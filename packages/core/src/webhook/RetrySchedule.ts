/** When a delivery is attempted again: the waits between its attempts. */
import { day, hour, type Instant, minute, second } from "../instant/Instant.ts"

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

/** The longest that a receiver can put off the next attempt by asking for it. */
export const longestAsked = day

/**
 * When the next attempt is due after the `failures`-th failure at `at`; nothing once the attempts are exhausted.
 * `chance` is a random number from 0 to 1. What the receiver asked to wait, in milliseconds, makes a wait longer, never shorter.
 */
export const next = (
  schedule: RetrySchedule,
  failures: number,
  at: Instant,
  chance: number,
  asked = 0
): Instant | undefined => {
  const wait = schedule[failures - 1]
  if (wait === undefined) return undefined
  return at + Math.max(Math.round(wait * (1 - jitter + 2 * jitter * chance)), Math.min(asked, longestAsked))
}
