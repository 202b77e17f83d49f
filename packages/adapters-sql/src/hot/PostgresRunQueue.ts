import { type Claim, type Ending, EngineVersion, Environment, Id, LeaseLost, type Run, Usage } from "@nexio/core"
import { Effect, Exit, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as Batch from "../Batch.ts"
import { PostgresDatabase } from "../PostgresDatabase.ts"
import { inTime } from "../PostgresPatience.ts"
import * as PostgresSession from "../PostgresSession.ts"
import type * as Row from "../Row.ts"
import * as RunRows from "../RunRows.ts"
import { Transaction, unavailable } from "../Transaction.ts"
import * as PostgresFanOut from "./PostgresFanOut.ts"
import * as PostgresLease from "./PostgresLease.ts"
import * as PostgresUsage from "./PostgresUsage.ts"
import { RunQueue } from "./RunQueue.ts"

const { columns, types, values } = RunRows.submissions

/** The runs of environments that are active, in orgs that are not suspended; those environments stay until the end. */
const insertRuns = `
  with given as (select * from ${PostgresSession.unnest(types)} as given (${columns.join(", ")})),
  open as (
    select environments.org_id, environments.id
    from (select distinct org_id, environment_id from given) as asked
    join environments on (environments.org_id, environments.id) = (asked.org_id, asked.environment_id)
    where deleted_at is null and not exists
      (select from orgs where orgs.id = environments.org_id and suspended_at is not null)
    for share of environments
  ),
  inserted as (
    insert into runs (${columns.join(", ")}, due_at)
    select ${columns.map((column) => `given.${column}`).join(", ")}, given.created_at
    from given join open on (open.org_id, open.id) = (given.org_id, given.environment_id)
    returning org_id, environment_id, id, created_at
  ),
  counted as (${PostgresUsage.submissions("inserted")})
  select id from inserted`

const submission = (runs: ReadonlyArray<Run.Run>): PostgresSession.Statement => [
  insertRuns,
  ...PostgresSession.columnsOf(runs.map(values), types)
]

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
      perform: Effect.fnUntraced(function* (session, runs: ReadonlyArray<Run.Run>) {
        const [, , inserted = []] = yield* PostgresSession.send(session, [
          ...PostgresSession.begin(runs.map(({ orgId }) => orgId)),
          submission(runs),
          PostgresSession.commit
        ])
        const taken = new Set(inserted.map(({ id }) => id))
        return runs.map(({ id }) => (taken.has(id) ? Exit.void : Exit.fail(new Environment.EnvironmentGone())))
      })
    })

    const finish = yield* Batch.make(batches, {
      order: ({ claim }: Finish) => PostgresLease.placeOf(claim),
      perform: Effect.fnUntraced(function* (session, finishes: ReadonlyArray<Finish>) {
        // Endpoints are locked before runs, as everywhere.
        const [, , rows = [], ended = []] = yield* PostgresSession.send(session, [
          ...PostgresSession.begin(finishes.map(({ claim }) => claim.orgId)),
          PostgresFanOut.targets(finishes.map(({ claim }) => claim)),
          endings(finishes)
        ])
        const targetsOf = PostgresFanOut.byEnvironment(rows)
        const held = new Set(ended.map(({ nth }) => Number(nth) - 1))
        const made = finishes.map(({ claim, ending }, index) =>
          held.has(index) ? ending.announcement(targetsOf(claim)) : undefined
        )
        const counted = finishes.flatMap(({ ending }, index) => {
          const bump = held.has(index) ? Usage.ofEnd(ending.run) : undefined
          return bump === undefined ? [] : [bump]
        })
        yield* PostgresSession.send(session, [
          ...PostgresFanOut.insertions(made.filter((fanOut) => fanOut !== undefined)),
          ...PostgresUsage.additions("ends", counted),
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
      submit,
      insert: Effect.fnUntraced(function* (run) {
        const sql = yield* SqlClient.SqlClient
        const [statement, ...parameters] = submission([run])
        const inserted = yield* sql.unsafe(statement, parameters)
        if (inserted.length === 0) return yield* new Environment.EnvironmentGone()
      }),
      claim: ({ at, limit, until }) =>
        Effect.gen(function* () {
          const token = ids.next<string>(at)
          const rows = yield* client<Row.Row>`select * from claim_runs(${at}, ${until}, ${token}, ${limit})`
          return rows.map((row) => {
            const run = RunRows.runs.decode(row)
            return {
              run,
              executor: EngineVersion.echo,
              secrets: [],
              claim: { orgId: run.orgId, environmentId: run.environmentId, id: run.id, token }
            }
          })
        }).pipe(unavailable(), inTime),
      renew: PostgresLease.renewal(transaction, "runs"),
      finish: (claim, ending) => finish({ claim, ending })
    })
  })
)
