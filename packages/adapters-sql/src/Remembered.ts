/** The records of idempotency keys, written in the transaction of what they remember. */
import { Idempotency } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

interface RememberedRow {
  readonly fingerprint: string
  readonly answer: string
  readonly expires_at: number
}

/**
 * Ends with the first answer, or a conflict, where the request was done before; goes on where it was not. A twin that
 * comes meanwhile waits here, before it locks anything else.
 */
export const recall = Effect.fnUntraced(function* (once: Idempotency.Once | undefined) {
  if (once === undefined) return
  const sql = yield* SqlClient.SqlClient
  yield* sql.onDialectOrElse({
    pg: () => sql`select pg_advisory_xact_lock(hashtextextended(${`${once.orgId} ${once.scope} ${once.key}`}, 0))`,
    orElse: () => Effect.void
  })
  const rows = yield* sql<RememberedRow>`select fingerprint, answer, expires_at from remembered
    where org_id = ${once.orgId} and scope = ${once.scope} and key = ${once.key}`
  const row = rows[0]
  const recalled = Idempotency.recall(
    once,
    row && { fingerprint: row.fingerprint, answer: row.answer, expiresAt: row.expires_at }
  )
  if (recalled !== undefined) return yield* recalled
})

/** Remembers the answer. Retention forgets those that are past their time. */
export const remember = Effect.fnUntraced(function* <A>(how: Idempotency.Remember<A> | undefined, result: A) {
  if (how === undefined) return
  const sql = yield* SqlClient.SqlClient
  yield* sql`insert into remembered (org_id, scope, key, fingerprint, answer, expires_at)
    values (${how.orgId}, ${how.scope}, ${how.key}, ${how.fingerprint}, ${how.answer(result)}, ${how.at + Idempotency.lifetime})
    on conflict (org_id, scope, key) do update set
      fingerprint = excluded.fingerprint, answer = excluded.answer, expires_at = excluded.expires_at`
})
