import { AuditStore, Org } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as AuditRows from "./AuditRows.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"

export const layer = Layer.effect(
  AuditStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    return AuditStore.of({
      before: (orgId, number, limit) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from audit_log where org_id = ${orgId}
              and ${number === undefined ? sql`1 = 1` : sql`number < ${number}`} order by number desc limit ${limit}`
            return rows.map(AuditRows.decode)
          })
        ),
      after: (orgId, number, limit) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from audit_log where org_id = ${orgId} and number > ${number}
              order by number limit ${limit}`
            return rows.map(AuditRows.decode)
          })
        ),
      head: (orgId) =>
        transaction.read(
          [orgId],
          Effect.flatMap(AuditRows.findHead(orgId), (head) =>
            head === undefined ? Effect.fail(new Org.OrgNotFound({ orgId })) : Effect.succeed(head)
          )
        )
    })
  })
)
