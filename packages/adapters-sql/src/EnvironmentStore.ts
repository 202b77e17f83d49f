import { type Environment, EnvironmentStore, Instant, Run } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as AuditRows from "./AuditRows.ts"
import * as OrgRows from "./OrgRows.ts"
import * as Remembered from "./Remembered.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"
import * as UsageRows from "./UsageRows.ts"
import * as WebhookRows from "./WebhookRows.ts"

export const layer = Layer.effect(
  EnvironmentStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    const append = yield* AuditRows.appending

    const change: EnvironmentStore["Service"]["change"] = (orgId, decide, remember) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const sql = yield* SqlClient.SqlClient
          const { entry, environment, kind } = yield* Effect.fromResult(
            decide(yield* OrgRows.findTenancy(orgId, "for no key update"))
          )
          yield* kind === "created"
            ? sql`insert into environments ${sql.insert(OrgRows.environments.encode(environment))}`
            : OrgRows.updateEnvironment(environment)
          if (kind === "deleted") yield* stop(environment)
          yield* append(orgId, entry)
          yield* Remembered.remember(remember, environment)
          return environment
        })
      )

    return EnvironmentStore.of({
      change,
      tenancy: (orgId) => transaction.read([orgId], OrgRows.findTenancy(orgId)),
      byId: (orgId, id) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from environments where org_id = ${orgId} and id = ${id}`
            return rows[0] && OrgRows.environments.decode(rows[0])
          })
        )
    })
  })
)

/** Stops all that belongs to a deleted environment; what is under way ends as it would. */
const stop = Effect.fnUntraced(function* (environment: Environment.Environment) {
  const sql = yield* SqlClient.SqlClient
  const { id: environmentId, orgId } = environment
  const at = environment.deletedAt!
  const within = sql`org_id = ${orgId} and environment_id = ${environmentId}`
  yield* OrgRows.lockedInOrder("api_keys", within)
  yield* sql`update api_keys set environment_active = ${false} where ${within}`
  yield* OrgRows.lockedInOrder("endpoints", within)
  yield* sql`update endpoints set active = ${false}, updated_at = ${at} where ${within} and active = ${true}`
  const failed =
    yield* sql`update runs set status = ${Run.environmentDeleted.status}, error = ${Run.environmentDeleted.error},
    completed_at = ${at}, due_at = null
    where live = ${false} and ${within} and due_at is not null and status = 'queued' returning id`
  yield* WebhookRows.cancelPending(within, at)
  // An environment without a row of usage is one that was never used.
  if (failed.length === 0) return
  yield* UsageRows.add({ orgId, environmentId, hour: Instant.hourOf(at), adds: { runsFailed: failed.length } })
})
