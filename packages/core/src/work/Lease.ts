/**
 * Leases: how workers take work from a shared queue so that each piece is recorded exactly once.
 *
 * A claim carries a token of its own. Once its lease has run out another worker may claim the same work; what the
 * first one then reports carries a stale token and changes nothing.
 */
import { Data, Duration } from "effect"
import type { Scope } from "../id/Id.ts"

/** What a worker holds of a claimed run or delivery. */
export interface Claim extends Scope {
  /** The id of the run or delivery. */
  readonly id: string
  readonly token: string
}

/** The lease ran out and the work is another worker's, or it was stopped. */
export class LeaseLost extends Data.TaggedError("LeaseLost")<{ readonly id: string }> {}

/** How long a claim is held before it has to be renewed, and how often a worker looks for work unasked. */
export interface WorkOptions {
  /** Default: 15 s, renewed each third of it. */
  readonly lease: Duration.Duration
  /** Default: 1 s. Work is also announced, so this bounds only what an announcement missed. */
  readonly poll: Duration.Duration
  /** How many pieces of work are under way at most. */
  readonly concurrency: number
  /** How many are claimed at once at most. */
  readonly batch: number
  /** How long what is under way may take to end once the worker is stopped. Default: 10 s. */
  readonly drain: Duration.Duration
}

export const defaults: WorkOptions = {
  lease: Duration.seconds(15),
  poll: Duration.seconds(1),
  concurrency: 256,
  batch: 64,
  drain: Duration.seconds(10)
}
