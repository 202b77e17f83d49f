/** An attempt: one HTTP request of a delivery, and what came of it. */
import { Schema, Struct } from "effect"
import { Instant } from "../instant/Instant.ts"

/** How much of an answer is kept with the attempt, in bytes. */
export const keptBytes = 1_024

export const Attempt = Schema.Struct({
  /** From 1, in the order in which they were begun. */
  number: Schema.Natural,
  startedAt: Instant,
  latencyMs: Schema.Natural,
  /** Absent where there was no answer. */
  statusCode: Schema.optionalKey(Schema.Int),
  /** The first 1 KiB of the answer's body, as text. */
  answer: Schema.optionalKey(Schema.String),
  /** Why it failed; absent for a success. */
  reason: Schema.optionalKey(Schema.String)
})
export interface Attempt extends Schema.Schema.Type<typeof Attempt> {}

/**
 * An attempt from its claim on: until it is recorded, only its number and start are known of it. Where a crash cut it
 * off that stays so, and nobody knows whether the receiver got it.
 */
export const BegunAttempt = Schema.Struct({
  ...Struct.omit(Attempt.fields, ["latencyMs"]),
  latencyMs: Schema.optionalKey(Schema.Natural)
})
export interface BegunAttempt extends Schema.Schema.Type<typeof BegunAttempt> {}

/** How an attempt went; `unknown` until it is recorded. */
export const Outcome = Schema.Literals(["succeeded", "failed", "unknown"])
export type Outcome = typeof Outcome.Type

export const outcomeOf = ({ latencyMs, reason }: BegunAttempt): Outcome => {
  if (latencyMs === undefined) return "unknown"
  return reason === undefined ? "succeeded" : "failed"
}
