import type { Admission, Run, RunStore } from "@nexio/core"
import { Context, type Effect } from "effect"
import type { SqlClient, SqlError } from "effect/sql"

/** What happens to runs often, written for each database. */
export class RunQueue extends Context.Service<
  RunQueue,
  Pick<RunStore["Service"], "claim" | "renew" | "finish"> & {
    /** Submits on its own, in as large a group as there is. */
    readonly submit: (submitted: Admission.SubmittedRun) => ReturnType<RunStore["Service"]["submit"]>
    /** Submits within a transaction that is under way. */
    readonly insert: (
      submitted: Admission.SubmittedRun
    ) => Effect.Effect<Run.Run, Admission.Refused | SqlError.SqlError, SqlClient.SqlClient>
  }
>()("@nexio/adapters-sql/hot/RunQueue") {}
