import { OrgStore, Page } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as ApiKeyRows from "./ApiKeyRows.ts"
import * as AuditRows from "./AuditRows.ts"
import * as EngineRows from "./EngineRows.ts"
import * as OrgRows from "./OrgRows.ts"
import * as Remembered from "./Remembered.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"

export const layer = Layer.effect(
  OrgStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    const append = yield* AuditRows.appending

    const found: OrgStore["Service"]["found"] = (founding, remember) =>
      transaction.write(
        // The one who founds it remembers for itself, since nobody is in the org yet.
        remember === undefined ? [founding.org.id] : [founding.org.id, remember.orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const sql = yield* SqlClient.SqlClient
          yield* sql`insert into orgs ${sql.insert(OrgRows.orgs.encode(founding.org))}`
          yield* sql`insert into environments ${sql.insert(OrgRows.environments.encode(founding.live))}`
          yield* ApiKeyRows.insert(founding.apiKey, founding.hash, "live", founding.org)
          yield* append(founding.org.id, founding.entry)
          yield* EngineRows.write(founding.engine, true)
          yield* Remembered.remember(remember, founding)
        })
      )

    const change: OrgStore["Service"]["change"] = (orgId, decide) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const before = yield* OrgRows.findOrg(orgId, "for no key update")
          const { entry, org: after } = decide(before)
          const { id: _id, ...columns } = OrgRows.orgs.encode(after)
          yield* sql`update orgs set ${sql.update(columns)} where id = ${orgId}`
          const said = ApiKeyRows.ofOrg(after)
          const differing = sql`org_id = ${orgId} and (org_suspended <> ${said.org_suspended}
            or coalesce(rate_limit_per_minute, 0) <> ${said.rate_limit_per_minute ?? 0})`
          yield* OrgRows.lockedInOrder("api_keys", differing)
          yield* sql`update api_keys set ${sql.update(said)} where ${differing}`
          yield* append(orgId, entry)
          return after
        })
      )

    return OrgStore.of({
      found,
      change,
      find: (orgId) => transaction.read([orgId], OrgRows.findOrg(orgId)),
      list: ({ after, limit }) =>
        transaction.read(
          [],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql.onDialectOrElse({
              pg: () => sql<Row.Row>`select * from list_orgs(${after ?? null}, ${limit + 1})`,
              orElse:
                () => sql<Row.Row>`select * from orgs where ${after === undefined ? sql`1 = 1` : sql`id < ${after}`}
                order by id desc limit ${limit + 1}`
            })
            return Page.of(rows.map(OrgRows.orgs.decode), limit)
          })
        ),
      isEmpty: transaction.read(
        [],
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const rows = yield* sql.onDialectOrElse({
            pg: () => sql`select id from list_orgs(null, 1)`,
            orElse: () => sql`select id from orgs limit 1`
          })
          return rows.length === 0
        })
      )
    })
  })
)
