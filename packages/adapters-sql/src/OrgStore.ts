import { OrgStore, Page } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as ApiKeyRows from "./ApiKeyRows.ts"
import * as OrgRows from "./OrgRows.ts"
import * as Remembered from "./Remembered.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"

export const layer = Layer.effect(
  OrgStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction

    const found: OrgStore["Service"]["found"] = (founding, remember) =>
      transaction.write(
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const sql = yield* SqlClient.SqlClient
          yield* sql`insert into orgs ${sql.insert(OrgRows.orgs.encode(founding.org))}`
          yield* sql`insert into environments ${sql.insert(OrgRows.environments.encode(founding.live))}`
          yield* ApiKeyRows.insert(founding.apiKey, founding.hash, "live")
          yield* Remembered.remember(remember, founding)
        })
      )

    const change: OrgStore["Service"]["change"] = (orgId, decide) =>
      transaction.write(
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const before = yield* OrgRows.findOrg(orgId)
          const after = decide(before)
          const { id: _id, ...columns } = OrgRows.orgs.encode(after)
          yield* sql`update orgs set ${sql.update(columns)} where id = ${orgId}`
          const suspended = after.suspendedAt === undefined ? 0 : 1
          yield* sql`update api_keys set org_suspended = ${suspended}
            where org_id = ${orgId} and org_suspended <> ${suspended}`
          return after
        })
      )

    return OrgStore.of({
      found,
      change,
      find: (orgId) => transaction.read(OrgRows.findOrg(orgId)),
      list: ({ after, limit }) =>
        transaction.read(
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows =
              yield* sql<Row.Row>`select * from orgs where ${after === undefined ? sql`1 = 1` : sql`id < ${after}`}
            order by id desc limit ${limit + 1}`
            return Page.of(rows.map(OrgRows.orgs.decode), limit)
          })
        ),
      isEmpty: transaction.read(
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          return (yield* sql`select 1 from orgs limit 1`).length === 0
        })
      )
    })
  })
)
