import { Context, type Effect } from "effect"
import type { Instant } from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Queue } from "./Wakeups.ts"

/** What is due in a queue. */
export interface Due {
  /** How many pieces of work, as far as they were counted. */
  readonly count: number
  /** Since when the one that waits longest is due; absent where nothing is. */
  readonly oldest?: Instant | undefined
}

/** The port to what waits for workers, of all orgs: for who watches over the servers. */
export class Backlog extends Context.Service<
  Backlog,
  {
    /** What is due at `at` and nobody holds, of orgs that are not suspended, counted up to `atMost` for each queue. */
    readonly read: (request: {
      readonly at: Instant
      readonly atMost: number
    }) => Effect.Effect<Readonly<Record<Queue, Due>>, StorageUnavailable>
  }
>()("@nexio/core/work/Backlog") {}
