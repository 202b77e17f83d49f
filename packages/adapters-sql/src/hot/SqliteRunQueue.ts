import { Admission, type Claim, Id, LeaseLost, Measurement, type Run, Usage } from "@nexio/core"
import { Effect, Exit, Layer, Result } from "effect"
import * as EngineRows from "../EngineRows.ts"
import * as OrgRows from "../OrgRows.ts"
import * as Row from "../Row.ts"
import * as RunRows from "../RunRows.ts"
import { SqliteDatabase } from "../SqliteDatabase.ts"
import { RunQueue } from "./RunQueue.ts"
import * as SqliteCounting from "./SqliteCounting.ts"
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
    const counting = SqliteCounting.prepare(writer, group)
    const fanOut = SqliteFanOut.prepare(writer, group)
    const renewal = SqliteLease.prepareRenewal(writer, "runs")

    const standingOf = (orgId: string, environmentId: string, engine: string): Admission.Standing => {
      const environment = environmentOf.get(orgId, environmentId)
      return {
        suspended: environment?.["suspended"] === 1,
        environment: environment && OrgRows.admitting.decode(environment),
        engine: EngineRows.releases(releasesOf.get(orgId, engine))
      }
    }

    const insert = (submitted: Admission.SubmittedRun): Exit.Exit<Run.Run, Admission.Refused> => {
      const { engine, environmentId, orgId } = submitted
      const standing = group.once(`standing ${orgId} ${environmentId} ${engine}`, () =>
        standingOf(orgId, environmentId, engine)
      )
      const admitted = Admission.admit(submitted, standing)
      if (Result.isFailure(admitted)) return Exit.fail(admitted.failure)
      const run = admitted.success
      insertRun.run(...RunRows.submissions.values(run), ...RunRows.resolutions.values(run), run.createdAt)
      counting(Usage.ofSubmission(run))
      return Exit.succeed(run)
    }

    /** What executes a claimed run, and what its engine signs with. */
    const executionOf = ({ engine = null, org_id = null, release = null }: Row.Row): Row.Row =>
      group.once(`execution ${org_id} ${engine} ${release}`, () => ({
        ...executorOf.get(org_id, engine, release)!,
        ...secretsOf.get(org_id, engine)!
      }))

    const finish = (claim: Claim, run: Run.Run): boolean => {
      const { changes } = endRun.run(
        ...RunRows.endings.values(run),
        claim.orgId,
        claim.environmentId,
        claim.id,
        claim.token
      )
      if (changes === 0) return false
      counting(Usage.ofEnd(run), Measurement.ofEnd(run))
      return true
    }

    return RunQueue.of({
      submit: (submitted) => group.writeHot(() => insert(submitted)),
      insert: (submitted) => Effect.suspend(() => insert(submitted)),
      claim: ({ at, limit, turns, until }) =>
        group.writeHot(() => {
          const token = ids.next<string>(at)
          const rows = claimRuns.all(at, until, token, JSON.stringify(takeTurns(at, limit, turns)))
          return Exit.succeed(rows.map((row) => RunRows.claimed({ ...row, ...executionOf(row) }, token, at)))
        }),
      renew: (claims, until) => group.writeHot(() => Exit.succeed(renewal(claims, until))),
      finish: (claim, { announcement, run }) =>
        group.writeHot(() =>
          finish(claim, run) ? Exit.succeed(fanOut(claim, announcement)) : Exit.fail(new LeaseLost({ id: claim.id }))
        )
    })
  })
)
