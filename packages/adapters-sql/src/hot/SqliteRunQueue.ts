import { type Claim, EngineVersion, Environment, Id, LeaseLost, type Run, Usage } from "@nexio/core"
import { Effect, Exit, Layer } from "effect"
import type * as Row from "../Row.ts"
import * as RunRows from "../RunRows.ts"
import { SqliteDatabase } from "../SqliteDatabase.ts"
import * as UsageRows from "../UsageRows.ts"
import { RunQueue } from "./RunQueue.ts"
import * as SqliteFanOut from "./SqliteFanOut.ts"
import * as SqliteLease from "./SqliteLease.ts"

export const layer = Layer.effect(
  RunQueue,
  Effect.gen(function* () {
    const { group, writer } = yield* SqliteDatabase
    const ids = yield* Id.Ids
    const columns = [...RunRows.runs.columns, "due_at"]
    const insertRun = writer.prepare(
      `insert into runs (${columns.join(", ")}) select ${columns.map(() => "?").join(", ")} from environments
       where org_id = ? and id = ? and deleted_at is null
         and not exists (select 1 from orgs where orgs.id = environments.org_id and suspended_at is not null)`
    )
    const claimRuns = writer.prepare<[number, number, string, number, number], Row.Row>(
      `update runs set status = 'processing', started_at = coalesce(started_at, ?), due_at = ?, lease_token = ?
       where rowid in (${SqliteLease.due("runs")}) returning *`
    )
    const endRun = writer.prepare(
      `update runs set ${RunRows.endings.columns.map((column) => `${column} = ?`).join(", ")},
         due_at = null, lease_token = null
       where org_id = ? and environment_id = ? and id = ? and lease_token = ?`
    )
    const bump = writer.prepare(UsageRows.upsert)
    const fanOut = SqliteFanOut.prepare(writer)
    const renewal = SqliteLease.prepareRenewal(writer, "runs")

    const insert = (run: Run.Run): Exit.Exit<void, Environment.EnvironmentGone> => {
      const { changes } = insertRun.run(...RunRows.runs.values(run), run.createdAt, run.orgId, run.environmentId)
      if (changes === 0) return Exit.fail(new Environment.EnvironmentGone())
      bump.run(...UsageRows.values(Usage.ofSubmission(run)))
      return Exit.void
    }

    const finish = (claim: Claim, run: Run.Run): boolean => {
      const { changes } = endRun.run(
        ...RunRows.endings.values(run),
        claim.orgId,
        claim.environmentId,
        claim.id,
        claim.token
      )
      const counted = Usage.ofEnd(run)
      if (changes === 1 && counted !== undefined) bump.run(...UsageRows.values(counted))
      return changes === 1
    }

    return RunQueue.of({
      submit: (run) => group.write(() => insert(run)),
      insert: (run) => Effect.suspend(() => insert(run)),
      claim: ({ at, limit, until }) =>
        group.write(() => {
          const token = ids.next<string>(at)
          const rows = claimRuns.all(at, until, token, at, limit)
          return Exit.succeed(
            rows.map((row) => {
              const run = RunRows.runs.decode(row)
              return {
                run,
                executor: EngineVersion.echo,
                secrets: [],
                claim: { orgId: run.orgId, environmentId: run.environmentId, id: run.id, token }
              }
            })
          )
        }),
      renew: (claims, until) => group.write(() => Exit.succeed(renewal(claims, until))),
      finish: (claim, { announcement, run }) =>
        group.write(() =>
          finish(claim, run) ? Exit.succeed(fanOut(claim, announcement)) : Exit.fail(new LeaseLost({ id: claim.id }))
        )
    })
  })
)
