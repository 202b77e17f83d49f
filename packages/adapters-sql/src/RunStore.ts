import { type Event, Id, Instant, Measurement, Page, Replay, Run, RunStore, Usage } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import * as AuditRows from "./AuditRows.ts"
import * as HistogramRows from "./HistogramRows.ts"
import { RunLookup } from "./hot/RunLookup.ts"
import { RunQueue } from "./hot/RunQueue.ts"
import * as OrgRows from "./OrgRows.ts"
import { placeOf } from "./Reached.ts"
import * as Remembered from "./Remembered.ts"
import * as ReplayRows from "./ReplayRows.ts"
import type * as Row from "./Row.ts"
import * as RunRows from "./RunRows.ts"
import { Transaction } from "./Transaction.ts"
import * as UsageRows from "./UsageRows.ts"
import * as WebhookRows from "./WebhookRows.ts"

/** The condition of the index `runs_otherwise`. */
const otherwise = "status in ('failed', 'degraded', 'cancelled')"

export const layer = Layer.effect(
  RunStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    const queue = yield* RunQueue
    const lookup = yield* RunLookup
    const append = yield* AuditRows.appending

    const submit: RunStore["Service"]["submit"] = (submitted, remember) =>
      remember === undefined
        ? queue.submit(submitted)
        : transaction.write(
            [submitted.orgId],
            Effect.gen(function* () {
              yield* Remembered.recall(remember)
              const run = yield* queue.insert(submitted)
              yield* Remembered.remember(remember, run)
              return run
            })
          )

    const end: RunStore["Service"]["end"] = (scope, id, decide, remember) =>
      transaction.write(
        [scope.orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const targets = yield* WebhookRows.findTargets(scope)
          const before = yield* RunRows.find(scope, id, "for update")
          const ending = yield* Effect.fromResult(decide(before))
          const fanOut = ending?.announcement(yield* WebhookRows.inOrder(scope, targets))
          if (ending !== undefined) yield* finish(ending.run, fanOut)
          const run = ending?.run ?? before
          yield* Remembered.remember(remember, run)
          return { run, deliveries: fanOut?.deliveries.length ?? 0 }
        })
      )

    const replay: RunStore["Service"]["replay"] = (orgId, selection, decide, remember) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const tenancy = yield* OrgRows.findTenancy(orgId, "for no key update")
          const { items, next } = pageOf(yield* ReplayRows.find(orgId, selection), selection)
          const releases = yield* ReplayRows.findReleases(orgId)
          const decision = yield* Effect.fromResult(decide({ ...tenancy, originals: items, releases }))
          const { at, entry, environment, replays } = decision
          if (replays.length > 0) {
            yield* ReplayRows.insert(decision)
            const adds = { runsSubmitted: replays.length }
            yield* UsageRows.add({ orgId, environmentId: environment.id, hour: Instant.hourOf(at), adds })
          }
          yield* append(orgId, entry)
          const replayed = Replay.answer(decision, next)
          yield* Remembered.remember(remember, replayed)
          return replayed
        })
      )

    const list: RunStore["Service"]["list"] = ({ environmentId, orgId }, filter, { after, limit }) =>
      transaction.read(
        [orgId],
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const ofFilter = [
            ...(filter.status === undefined ? [] : [sql`status = ${filter.status}`]),
            // Says no more than the line before, but in the words of the index that then serves.
            ...(filter.status !== undefined && otherwise.includes(`'${filter.status}'`)
              ? [sql.literal(otherwise)]
              : []),
            ...(filter.engine === undefined ? [] : [sql`engine = ${filter.engine}`]),
            // An id's instant is its row's, so the key that orders the list also bounds it.
            ...(filter.createdAfter === undefined ? [] : [sql`id >= ${Id.floorOf(filter.createdAfter)}`]),
            ...(filter.createdBefore === undefined ? [] : [sql`id < ${Id.floorOf(filter.createdBefore)}`]),
            ...(after === undefined ? [] : [sql`id < ${after}`])
          ]
          const found = (columns: string, place: Statement.Fragment | Id.EnvironmentId) =>
            sql`select ${sql.literal(columns)} from runs
              where ${sql.and([sql`org_id = ${orgId}`, sql`environment_id = ${place}`, ...ofFilter])}
              order by id desc limit ${limit + 1}`
          const columns = RunRows.summaries.columns.join(", ")
          const rows = yield* environmentId === "all"
            ? sql<Row.Row>`select * from (${newestOfEach(sql, orgId, columns, found)}) as reached
              order by id desc limit ${limit + 1}`
            : sql<Row.Row>`${found(columns, environmentId)}`
          return Page.of(rows.map(RunRows.summaries.decode), limit)
        })
      )

    return RunStore.of({
      submit,
      claim: queue.claim,
      renew: queue.renew,
      finish: queue.finish,
      end,
      replay,
      find: ({ environmentId, orgId }, id) =>
        environmentId === "all"
          ? transaction.read(
              [orgId],
              Effect.gen(function* () {
                const place = yield* placeOf("runs", { orgId, environmentId }, id)
                return place === undefined ? yield* new Run.RunNotFound() : yield* RunRows.find(place, id)
              })
            )
          : lookup.find({ orgId, environmentId }, id),
      list
    })
  })
)

/** Ids are all asked for at once; of a time there may be more. */
const pageOf = (originals: ReadonlyArray<Replay.Original>, selection: Replay.Selection): Page.Page<Replay.Original> =>
  "ids" in selection ? { items: originals } : Page.of(originals, selection.limit)

/** The newest runs of each environment of an org, which are found in each by its key, and not among all. */
const newestOfEach = (
  sql: SqlClient.SqlClient,
  orgId: Id.OrgId,
  columns: string,
  found: (columns: string, place: Statement.Fragment) => Statement.Fragment
): Statement.Fragment => {
  const places = sql`environments as place`
  const id = sql`place.id`
  return sql.onDialectOrElse({
    pg: () => sql`select newest.* from ${places} cross join lateral (${found(columns, id)}) as newest
      where place.org_id = ${orgId}`,
    orElse: () => sql`select ${sql.literal(columns.replace(/\w+/g, "runs.$&"))} from ${places} cross join runs
      on runs.org_id = place.org_id and runs.environment_id = place.id and runs.id in (${found("id", id)})
      where place.org_id = ${orgId}`
  })
}

const finish = Effect.fnUntraced(function* (run: Run.Run, fanOut: Event.FanOut | undefined) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`update runs set ${sql.update(RunRows.endings.encode(run))}, due_at = null, lease_token = null
    where org_id = ${run.orgId} and environment_id = ${run.environmentId} and id = ${run.id}`
  if (fanOut !== undefined) yield* WebhookRows.insertFanOut(fanOut)
  const counted = Usage.ofEnd(run)
  if (counted !== undefined) yield* UsageRows.add(counted)
  const measured = Measurement.ofEnd(run)
  if (measured !== undefined) yield* HistogramRows.add(measured)
})
