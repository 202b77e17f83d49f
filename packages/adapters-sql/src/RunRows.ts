/** The rows of runs. Beside a run's fields, `due_at` and `lease_token` are the queue's. */
import { Run } from "@nexio/core"
import { Schema, Struct } from "effect"
import * as Row from "./Row.ts"

export const runs = Row.codec(Run.Run)

export const summaries = Row.codec(Run.RunSummary)

/** The columns that a submission writes: of a queued run there is nothing else yet. */
export const submissions = Row.codec(
  Schema.Struct(
    Struct.pick(Run.Run.fields, [
      "orgId",
      "environmentId",
      "id",
      "environment",
      "engine",
      "status",
      "createdAt",
      "input",
      "offerings",
      "metadata",
      "apiKeyId"
    ])
  )
)

/** The columns that the end of a run writes. */
export const endings = Row.codec(
  Schema.Struct(
    Struct.pick(Run.Run.fields, [
      "status",
      "stage",
      "output",
      "solutions",
      "error",
      "errorDetails",
      "completedAt",
      "durationMs"
    ])
  )
)
