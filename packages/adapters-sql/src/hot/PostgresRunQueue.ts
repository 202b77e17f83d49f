import { Admission, type Claim, type Ending, Id, LeaseLost, Measurement, type Run, Turns, Usage } from "@nexio/core"
import { Effect, Exit, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as Batch from "../Batch.ts"
import * as EngineRows from "../EngineRows.ts"
import * as OrgRows from "../OrgRows.ts"
import { PostgresDatabase } from "../PostgresDatabase.ts"
import { inTime } from "../PostgresPatience.ts"
import * as PostgresSession from "../PostgresSession.ts"
import type * as Row from "../Row.ts"
import * as RunRows from "../RunRows.ts"
import { Transaction, unavailable } from "../Transaction.ts"
import * as UsageRows from "../UsageRows.ts"
import * as PostgresFanOut from "./PostgresFanOut.ts"
import * as PostgresHistograms from "./PostgresHistograms.ts"
import * as PostgresLease from "./PostgresLease.ts"
import * as PostgresUsage from "./PostgresUsage.ts"
import { RunQueue } from "./RunQueue.ts"

const { columns, types, values } = RunRows.submissions

const asked = "version_asked"

/**
 * The runs that are admitted: of environments that are active, in orgs that are not suspended, on an engine that has
 * what is asked for or pinned; those environments stay until the end. Each run looks its environment and its engine up,
 * one after the other, which no planner can turn around.
 */
const insertRuns = `
  with given as (
    select * from ${PostgresSession.unnest([...types, "text"])} as given (${columns.join(", ")}, ${asked})
  ),
  resolved as (
    select given.*, release_of(releases, coalesce(${asked}, pinned_engine_version)) as release,
      coalesce(${asked}, pinned_engine_version) is not null as told
    from given
    cross join lateral (
      select pinned_engine_version from environments
      where (environments.org_id, environments.id) = (given.org_id, given.environment_id) and deleted_at is null
        and not exists (select from orgs where orgs.id = environments.org_id and suspended_at is not null)
      for share of environments
    ) as open
    cross join lateral (
      select releases from engines where (engines.org_id, engines.slug) = (given.org_id, given.engine) offset 0
    ) as offered
  ),
  inserted as (
    insert into runs (${columns.join(", ")}, release, engine_version, due_at)
    select ${columns.join(", ")}, release, case when told then release end, created_at
    from resolved where release is not null
    returning org_id, environment_id, id, created_at, release, engine_version
  ),
  counted as (${PostgresUsage.submissions("inserted")})
  select id, release, engine_version from inserted`

const submission = (submitted: ReadonlyArray<Admission.SubmittedRun>): PostgresSession.Statement => [
  insertRuns,
  ...PostgresSession.columnsOf(
    submitted.map((run) => [...values(run), run.versionAsked ?? null]),
    [...types, "text"]
  )
]

/** A submitted run as it was inserted. */
const queued = ({ versionAsked: _asked, ...run }: Admission.SubmittedRun, inserted: Row.Row): Run.Run => ({
  ...run,
  ...RunRows.resolutions.decode(inserted)
})

/** Decides on a run that was not inserted, which tells why; where it may be by now, it is written after all. */
const decide = Effect.fnUntraced(function* (submitted: Admission.SubmittedRun) {
  const sql = yield* SqlClient.SqlClient
  const { engine, environmentId, orgId } = submitted
  const [environment] = yield* sql<Row.Row>`select deleted_at, pinned_engine_version,
      exists (select from orgs where orgs.id = environments.org_id and suspended_at is not null) as suspended
    from environments where org_id = ${orgId} and id = ${environmentId} for share`
  const [releases] = yield* sql<Row.Row>`select releases from engines where org_id = ${orgId} and slug = ${engine}`
  const run = yield* Effect.fromResult(
    Admission.admit(submitted, {
      suspended: environment?.["suspended"] === true,
      environment: environment && OrgRows.admitting.decode(environment),
      engine: EngineRows.releases(releases)
    })
  )
  yield* sql`insert into runs ${sql.insert({ ...RunRows.runs.encode(run), due_at: run.createdAt })}`
  yield* UsageRows.add(Usage.ofSubmission(run))
  return run
})

const claimTypes = ["uuid", "uuid", "uuid", "text"] as const
const endRuns = `
  with given as (
    select * from ${PostgresSession.unnest([...claimTypes, ...RunRows.endings.types])}
      with ordinality as given (org_id, environment_id, id, token, ${RunRows.endings.columns.join(", ")}, nth)
  )
  update runs set ${RunRows.endings.columns.map((column) => `${column} = given.${column}`).join(", ")},
    due_at = null, lease_token = null
  from given
  where (runs.org_id, runs.environment_id, runs.id) = (given.org_id, given.environment_id, given.id)
    and runs.lease_token = given.token
  returning given.nth`

interface Finish {
  readonly claim: Claim
  readonly ending: Ending
}

const endings = (finishes: ReadonlyArray<Finish>): PostgresSession.Statement => [
  endRuns,
  ...PostgresSession.columnsOf(
    finishes.map(({ claim, ending }) => [
      claim.orgId,
      claim.environmentId,
      claim.id,
      claim.token,
      ...RunRows.endings.values(ending.run)
    ]),
    [...claimTypes, ...RunRows.endings.types]
  )
]

export const layer = Layer.effect(
  RunQueue,
  Effect.gen(function* () {
    const { batches, client } = yield* PostgresDatabase
    const transaction = yield* Transaction
    const ids = yield* Id.Ids

    const submit = yield* Batch.make(batches, {
      order: PostgresLease.placeOf,
      perform: Effect.fnUntraced(function* (session, submitted: ReadonlyArray<Admission.SubmittedRun>) {
        const [, , inserted = []] = yield* PostgresSession.send(session, [
          ...PostgresSession.begin(submitted.map(({ orgId }) => orgId)),
          submission(submitted),
          PostgresSession.commit
        ])
        const taken = new Map(inserted.map((row) => [row["id"], row]))
        return submitted.map((run) => {
          const row = taken.get(run.id)
          return Exit.succeed(row && queued(run, row))
        })
      })
    })

    const finish = yield* Batch.make(batches, {
      order: ({ claim }: Finish) => PostgresLease.placeOf(claim),
      perform: Effect.fnUntraced(function* (session, finishes: ReadonlyArray<Finish>) {
        // Endpoints are locked before runs, and what orders their events after those, as everywhere.
        const [, , rows = [], ended = []] = yield* PostgresSession.send(session, [
          ...PostgresSession.begin(finishes.map(({ claim }) => claim.orgId)),
          PostgresFanOut.targets(finishes.map(({ claim }) => claim)),
          endings(finishes)
        ])
        const held = new Set(ended.map(({ nth }) => Number(nth) - 1))
        const [orders = []] = yield* PostgresSession.send(session, PostgresFanOut.orders(rows))
        const announce = PostgresFanOut.announcing(rows, orders)
        const made = finishes.map(({ claim, ending }, index) =>
          held.has(index) ? announce(claim, ending.announcement) : undefined
        )
        const ends = finishes.flatMap(({ ending: { run } }, index) => (held.has(index) ? [run] : []))
        yield* PostgresSession.send(session, [
          ...PostgresFanOut.insertions(made.filter((fanOut) => fanOut !== undefined)),
          ...PostgresUsage.additions("ends", ends.map(Usage.ofEnd)),
          ...PostgresHistograms.additions(ends.map(Measurement.ofEnd)),
          PostgresSession.commit
        ])
        return finishes.map(({ claim }, index) =>
          held.has(index)
            ? Exit.succeed(made[index]?.deliveries.length ?? 0)
            : Exit.fail(new LeaseLost({ id: claim.id }))
        )
      })
    })

    return RunQueue.of({
      submit: (submitted) =>
        Effect.flatMap(submit(submitted), (run) =>
          run === undefined ? transaction.write([submitted.orgId], decide(submitted)) : Effect.succeed(run)
        ),
      insert: Effect.fnUntraced(function* (submitted) {
        const sql = yield* SqlClient.SqlClient
        const [statement, ...parameters] = submission([submitted])
        const [inserted] = yield* sql.unsafe<Row.Row>(statement, parameters)
        return inserted === undefined ? yield* decide(submitted) : queued(submitted, inserted)
      }),
      claim: ({ at, limit, turns: { after, ahead, nonLive } = Turns.anyone, until }) =>
        Effect.gen(function* () {
          const token = ids.next<string>(at)
          const [aheadOrgs, aheadEnvironments] = PostgresSession.columnsOf(
            ahead.map(({ environmentId, orgId }) => [orgId, environmentId]),
            ["uuid", "uuid"]
          )
          const rows = yield* client<Row.Row>`
            select (run).*, executor, secrets from claim_runs(${at}, ${until}, ${token}, ${limit},
              ${after?.orgId ?? null}::uuid, ${after?.environmentId ?? null}::uuid,
              ${aheadOrgs}::text[]::uuid[], ${aheadEnvironments}::text[]::uuid[], ${Math.min(limit, nonLive)})`
          return rows.map((row) => RunRows.claimed(row, token, at))
        }).pipe(unavailable(), inTime),
      renew: PostgresLease.renewal(transaction, "runs"),
      finish: (claim, ending) => finish({ claim, ending })
    })
  })
)
