import { Admission, type Claim, Id, LeaseLost, Measurement, type Run, Usage } from "@nexio/core"
import { Effect, Exit, Layer, Result } from "effect"
import * as EngineRows from "../EngineRows.ts"
import * as HistogramRows from "../HistogramRows.ts"
import * as OrgRows from "../OrgRows.ts"
import * as Row from "../Row.ts"
import * as RunRows from "../RunRows.ts"
import { SqliteDatabase } from "../SqliteDatabase.ts"
import * as UsageRows from "../UsageRows.ts"
import { RunQueue } from "./RunQueue.ts"
import * as SqliteFanOut from "./SqliteFanOut.ts"
import * as SqliteLease from "./SqliteLease.ts"
import * as SqliteTurns from "./SqliteTurns.ts"

export const layer = Layer.effect(
  RunQueue,
  Effect.gen(function* () {
    const { group, writer } = yield* SqliteDatabase
    const ids = yield* Id.Ids
    const columns = [...RunRows.submissions.columns, ...RunRows.resolutions.columns, "due_at"]
    const environmentOf = writer.prepare<[string, string], Row.Row>(
      `select deleted_at, pinned_engine_version,
         exists (select 1 from orgs where orgs.id = environments.org_id and suspended_at is not null) as suspended
       from environments where org_id = ? and id = ?`
    )
    const releasesOf = writer.prepare<[string, string], Row.Row>(
      "select releases from engines where org_id = ? and slug = ?"
    )
    const insertRun = writer.prepare(Row.insert("runs", columns))
    const takeTurns = SqliteTurns.prepare(writer)
    const claimRuns = writer.prepare<[number, number, string, string], Row.Row>(
      `update runs set status = 'processing', started_at = coalesce(started_at, ?), due_at = ?, lease_token = ?
       where rowid in (select value from json_each(?)) returning ${RunRows.claimable.columns.join(", ")}`
    )
    const executorOf = writer.prepare<[Row.Value, Row.Value, Row.Value], Row.Row>(
      "select executor from engine_versions where org_id = ? and engine = ? and version = ?"
    )
    const secretsOf = writer.prepare<[Row.Value, Row.Value], Row.Row>(
      "select secrets from engines where org_id = ? and slug = ?"
    )
    const endRun = writer.prepare(
      `update runs set ${RunRows.endings.columns.map((column) => `${column} = ?`).join(", ")},
         due_at = null, lease_token = null
       where org_id = ? and environment_id = ? and id = ? and lease_token = ?`
    )
    const bump = writer.prepare(UsageRows.upsert)
    const measure = writer.prepare(HistogramRows.upsert)
    const fanOut = SqliteFanOut.prepare(writer)
    const renewal = SqliteLease.prepareRenewal(writer, "runs")

    const insert = (submitted: Admission.SubmittedRun): Exit.Exit<Run.Run, Admission.Refused> => {
      const { engine, environmentId, orgId } = submitted
      const environment = environmentOf.get(orgId, environmentId)
      const admitted = Admission.admit(submitted, {
        suspended: environment?.["suspended"] === 1,
        environment: environment && OrgRows.admitting.decode(environment),
        engine: EngineRows.releases(releasesOf.get(orgId, engine))
      })
      if (Result.isFailure(admitted)) return Exit.fail(admitted.failure)
      const run = admitted.success
      insertRun.run(...RunRows.submissions.values(run), ...RunRows.resolutions.values(run), run.createdAt)
      bump.run(...UsageRows.values(Usage.ofSubmission(run)))
      return Exit.succeed(run)
    }

    /** What executes claimed runs, and what their engines sign with: read once for all of one claim that share it. */
    const executions = () => {
      const read = new Map<string, Row.Row>()
      return ({ engine = null, org_id = null, release = null }: Row.Row): Row.Row => {
        const key = `${org_id} ${engine} ${release}`
        const found = read.get(key) ?? { ...executorOf.get(org_id, engine, release), ...secretsOf.get(org_id, engine) }
        read.set(key, found)
        return found
      }
    }

    const finish = (claim: Claim, run: Run.Run): boolean => {
      const { changes } = endRun.run(
        ...RunRows.endings.values(run),
        claim.orgId,
        claim.environmentId,
        claim.id,
        claim.token
      )
      if (changes === 0) return false
      const counted = Usage.ofEnd(run)
      if (counted !== undefined) bump.run(...UsageRows.values(counted))
      const measured = Measurement.ofEnd(run)
      if (measured !== undefined) measure.run(...HistogramRows.values(measured))
      return true
    }

    return RunQueue.of({
      submit: (submitted) => group.write(() => insert(submitted)),
      insert: (submitted) => Effect.suspend(() => insert(submitted)),
      claim: ({ at, limit, turns, until }) =>
        group.write(() => {
          const token = ids.next<string>(at)
          const rows = claimRuns.all(at, until, token, JSON.stringify(takeTurns(at, limit, turns)))
          const executionOf = executions()
          return Exit.succeed(rows.map((row) => RunRows.claimed({ ...row, ...executionOf(row) }, token, at)))
        }),
      renew: (claims, until) => group.write(() => Exit.succeed(renewal(claims, until))),
      finish: (claim, { announcement, run }) =>
        group.write(() =>
          finish(claim, run) ? Exit.succeed(fanOut(claim, announcement)) : Exit.fail(new LeaseLost({ id: claim.id }))
        )
    })
  })
)
