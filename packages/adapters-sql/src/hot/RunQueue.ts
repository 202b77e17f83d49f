import type { Environment, Run, RunStore } from "@nexio/core"
import { Context, type Effect } from "effect"

/** What happens to runs often, written for each database. */
export class RunQueue extends Context.Service<
  RunQueue,
  Pick<RunStore["Service"], "claim" | "renew" | "finish"> & {
    /** Submits on its own, in as large a group as there is. */
    readonly submit: (run: Run.Run) => ReturnType<RunStore["Service"]["submit"]>
    /** Submits within a transaction that is under way, which also has to deal with a database that fails. */
    readonly insert: (run: Run.Run) => Effect.Effect<void, Environment.EnvironmentGone>
  }
>()("@nexio/adapters-sql/hot/RunQueue") {}
