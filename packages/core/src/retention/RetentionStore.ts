import { Context, type Effect } from "effect"
import type { Instant } from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"

/** How many runs and deliveries were emptied. */
export interface Emptied {
  readonly runs: number
  readonly deliveries: number
}

/**
 * The port to what is kept longer than it is needed. Any number of servers may call it at once: none waits for another,
 * and each does a part.
 */
export class RetentionStore extends Context.Service<
  RetentionStore,
  {
    /**
     * Empties up to `limit` runs and up to `limit` deliveries that are due (see Retention), the longest ended first,
     * and each event of which no delivery is left to be emptied. All of it or nothing; nothing is left to be done
     * where it gives 0 of both.
     */
    readonly empty: (request: {
      readonly before: Instant
      readonly at: Instant
      readonly limit: number
    }) => Effect.Effect<Emptied, StorageUnavailable>

    /** Forgets up to `limit` remembered answers whose time is over at `at`. Gives how many. */
    readonly forget: (request: {
      readonly at: Instant
      readonly limit: number
    }) => Effect.Effect<number, StorageUnavailable>
  }
>()("@nexio/core/retention/RetentionStore") {}
