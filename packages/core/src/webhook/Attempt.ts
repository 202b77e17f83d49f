/** An attempt: one HTTP request of a delivery, and what came of it. */
import { Schema } from "effect"
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
