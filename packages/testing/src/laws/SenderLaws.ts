/** What every adapter of the port to receivers keeps. They are tried over real HTTP, on free ports of 127.0.0.1. */
import type { Sender } from "@nexio/core"
import { Duration } from "effect"
import type { Law } from "./Law.ts"
import * as Answers from "./sender/Answers.ts"
import * as Failures from "./sender/Failures.ts"
import * as Refusals from "./sender/Refusals.ts"
import * as Requests from "./sender/Requests.ts"
import * as TimeLimit from "./sender/TimeLimit.ts"

export interface TimeLimitOptions {
  /** The time limit of the sender that is tried. A quarter of a second is long enough for the laws, and not too long. */
  readonly timeout: Duration.Duration
}

/**
 * The laws of a sender that was allowed to reach 127.0.0.1 over http, and nothing else that is not public; its limits
 * are as documented. A shorter time limit would have a busy machine break them.
 */
export const laws: ReadonlyArray<Law<Sender>> = [...Requests.laws, ...Answers.laws, ...Failures.laws, ...Refusals.laws]

/** Those of the same sender with a short time limit: it is kept, on a busy machine too. */
export const timeLimitLaws = ({ timeout }: TimeLimitOptions): ReadonlyArray<Law<Sender>> =>
  TimeLimit.laws(Duration.toMillis(timeout))
