import { RetrySchedule } from "@nexio/core"
import fc from "fast-check"

/** The waits between attempts, in milliseconds: the standard ones, none at all, or any up to a day. */
export const retrySchedule: fc.Arbitrary<RetrySchedule.RetrySchedule> = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 86_400_000 }), { maxLength: 10 }),
  fc.constant(RetrySchedule.standard)
)

/** A random number from 0 to 1, as a schedule takes it. */
export const chance: fc.Arbitrary<number> = fc.double({ min: 0, max: 1, noNaN: true })
