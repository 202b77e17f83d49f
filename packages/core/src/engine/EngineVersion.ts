/**
 * A version of an engine: immutable, and numbered by the server.
 *
 * An engine's versions are always complete: majors from 1 on, and in each the minors from 0 on. So the newest minor of
 * each major, `[3, 0]` for 1.0 to 1.3 and 2.0, says which releases there are, and what is asked for is decided from that.
 */
import { Schema } from "effect"

/** `major.minor`. */
export const Version = Schema.String.annotate({ examples: ["1.3"] })
  .check(Schema.isPattern(/^\d+\.\d+$/u))
  .pipe(Schema.brand("Version"))
export type Version = typeof Version.Type

/** How long an executor is given to answer, in milliseconds. */
export const TimeoutMs = Schema.Int.check(Schema.isBetween({ minimum: 1_000, maximum: 300_000 }))
export const defaultTimeoutMs = 60_000

/** What executes the runs of a version: the server itself, whose output is the input, or whoever answers at a URL. */
export const Executor = Schema.Union([
  Schema.Struct({ type: Schema.Literal("echo") }),
  Schema.Struct({ type: Schema.Literal("http"), url: Schema.String, timeoutMs: TimeoutMs })
])
export type Executor = typeof Executor.Type

export const echo: Executor = { type: "echo" }
