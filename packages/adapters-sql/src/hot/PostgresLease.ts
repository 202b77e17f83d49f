import type { Claim } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import * as PostgresSession from "../PostgresSession.ts"
import type { Transaction } from "../Transaction.ts"

const keyTypes = ["uuid", "uuid", "uuid"] as const
const types = [...keyTypes, "text"] as const

/** Where the row of a run or delivery stands in the order in which rows are locked. */
export const placeOf = ({ environmentId, id, orgId }: Omit<Claim, "token">): string => `${orgId} ${environmentId} ${id}`

/** Locks rows of a queue in the order in which all lock them, whatever way the planner finds the next statement's. */
export const lockInOrder = (table: "runs" | "deliveries", claims: ReadonlyArray<Claim>): PostgresSession.Statement => [
  `select from ${table} as held
   join ${PostgresSession.unnest(keyTypes)} as given (org_id, environment_id, id)
     on (held.org_id, held.environment_id, held.id) = (given.org_id, given.environment_id, given.id)
   order by held.org_id, held.environment_id, held.id for no key update of held`,
  ...PostgresSession.columnsOf(
    claims.map(({ environmentId, id, orgId }) => [orgId, environmentId, id]),
    keyTypes
  )
]

/** Holds claims for longer; gives those that are lost. */
export const renewal =
  (transaction: Transaction["Service"], table: "runs" | "deliveries") =>
  (held: ReadonlyArray<Claim>, until: number) => {
    const claims = held.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
    return transaction.write(
      [...new Set(claims.map(({ orgId }) => orgId))],
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const [lock, ...keys] = lockInOrder(table, claims)
        yield* sql.unsafe(lock, keys)
        const renewed = yield* sql.unsafe<{ readonly nth: number }>(
          `update ${table} as held set due_at = $5${table === "deliveries" ? ", queued = false" : ""}
           from ${PostgresSession.unnest(types)} with ordinality as given (org_id, environment_id, id, token, nth)
           where (held.org_id, held.environment_id, held.id) = (given.org_id, given.environment_id, given.id)
             and held.lease_token = given.token ${table === "deliveries" ? "and not (held.ordered and held.queued)" : ""}
           returning given.nth`,
          [
            ...PostgresSession.columnsOf(
              claims.map(({ environmentId, id, orgId, token }) => [orgId, environmentId, id, token]),
              types
            ),
            until
          ]
        )
        const kept = new Set(renewed.map(({ nth }) => nth - 1))
        return claims.filter((_, index) => !kept.has(index))
      })
    )
  }
