/** The rows of runs. Beside a run's fields, `due_at` and `lease_token` are the queue's. */
import { type ClaimedRun, type Id, type Instant, Run, SigningSecret } from "@nexio/core"
import { Effect, Schema, Struct } from "effect"
import { SqlClient } from "effect/sql"
import * as OrgRows from "./OrgRows.ts"
import * as Row from "./Row.ts"

export const runs = Row.codec(Run.Run)

export const summaries = Row.codec(Run.RunSummary)

/** The columns that a submission writes beside the release: of a queued run there is nothing else yet. */
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

/** What an admission adds to a submission. */
export const resolutions = Row.codec(Schema.Struct(Struct.pick(Run.Run.fields, ["release", "engineVersion"])))

const ofTheEnd = ["stage", "output", "solutions", "error", "errorDetails", "completedAt", "durationMs"] as const

/** The columns that the end of a run writes. */
export const endings = Row.codec(Schema.Struct(Struct.pick(Run.Run.fields, ["status", ...ofTheEnd])))

/** What there can be of a run before its end. */
export const claimable = Row.codec(Schema.Struct(Struct.omit(Run.Run.fields, [...ofTheEnd, "emptiedAt"])))

/** A claim on a run, as its row and that of its engine have it. */
export const claimed = (row: Row.Row, token: string, at: Instant.Instant): ClaimedRun => {
  const run = claimable.decode(row)
  const secrets: ReadonlyArray<SigningSecret.SigningSecret> = JSON.parse(row["secrets"] as string)
  return {
    claim: { orgId: run.orgId, environmentId: run.environmentId, id: run.id, token },
    run,
    executor: JSON.parse(row["executor"] as string),
    secrets: SigningSecret.validAt(secrets, at)
  }
}

export const find = Effect.fnUntraced(function* (scope: Id.Scope, id: Id.RunId, lock?: OrgRows.Lock) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<Row.Row>`select * from runs
    where org_id = ${scope.orgId} and environment_id = ${scope.environmentId} and id = ${id}
    ${OrgRows.locked(sql, lock)}`
  return rows[0] === undefined ? yield* new Run.RunNotFound() : runs.decode(rows[0])
})
