import type { Id, Run, StorageUnavailable } from "@nexio/core"
import { Context, type Effect } from "effect"

/** The look-up of a run by its key, written for each database. */
export class RunLookup extends Context.Service<
  RunLookup,
  {
    readonly find: (scope: Id.Scope, id: Id.RunId) => Effect.Effect<Run.Run, Run.RunNotFound | StorageUnavailable>
  }
>()("@nexio/adapters-sql/hot/RunLookup") {}
