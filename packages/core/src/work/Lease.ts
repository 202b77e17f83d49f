/**
 * Leases: how workers take work from a shared queue so that each piece is recorded exactly once.
 *
 * A claim carries a token of its own. Once its lease has run out another worker may claim the same work; what the
 * first one then reports carries a stale token and changes nothing.
 */
import { Data } from "effect"
import type { Scope } from "../id/Id.ts"

/** What a worker holds of a claimed run or delivery. */
export interface Claim extends Scope {
  /** The id of the run or delivery. */
  readonly id: string
  readonly token: string
}

/** The lease ran out and the work is another worker's, or it was stopped. */
export class LeaseLost extends Data.TaggedError("LeaseLost")<{ readonly id: string }> {}
