import { Engine, EngineStore, type Id, Page } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as AuditRows from "./AuditRows.ts"
import * as EngineRows from "./EngineRows.ts"
import * as OrgRows from "./OrgRows.ts"
import * as Remembered from "./Remembered.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"

export const layer = Layer.effect(
  EngineStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    const append = yield* AuditRows.appending

    const change: EngineStore["Service"]["change"] = (orgId, slug, decide, remember) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          // The org is locked, since an engine that is new has no row to lock.
          yield* OrgRows.findOrg(orgId, "for no key update")
          const found = yield* find(orgId, slug)
          const decision = yield* Effect.fromResult(decide(found))
          yield* EngineRows.write(decision, found === undefined)
          yield* append(orgId, decision.entry)
          yield* Remembered.remember(remember, decision)
          return decision
        })
      )

    return EngineStore.of({
      change,
      find: (orgId, slug) => transaction.read([orgId], existing(orgId, slug)),
      list: (orgId, { after, limit }) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from engines where org_id = ${orgId}
            and ${after === undefined ? sql`1 = 1` : sql`id < ${after}`} order by id desc limit ${limit + 1}`
            return Page.of(rows.map(EngineRows.engines.decode), limit)
          })
        ),
      version: (orgId, slug, version) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from engine_versions
            where org_id = ${orgId} and engine = ${slug} and version = ${version}`
            return rows[0] === undefined
              ? yield* new Engine.EngineVersionNotFound()
              : EngineRows.versions.decode(rows[0])
          })
        ),
      versions: (orgId, slug, { after, limit }) =>
        transaction.read(
          [orgId],
          Effect.gen(function* () {
            yield* existing(orgId, slug)
            const sql = yield* SqlClient.SqlClient
            const rows = yield* sql<Row.Row>`select * from engine_versions where org_id = ${orgId} and engine = ${slug}
            and ${after === undefined ? sql`1 = 1` : sql`id < ${after}`} order by id desc limit ${limit + 1}`
            return Page.of(rows.map(EngineRows.versions.decode), limit)
          })
        )
    })
  })
)

const find = Effect.fnUntraced(function* (orgId: Id.OrgId, slug: string) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<Row.Row>`select * from engines where org_id = ${orgId} and slug = ${slug}`
  return rows[0] && EngineRows.engines.decode(rows[0])
})

const existing = Effect.fnUntraced(function* (orgId: Id.OrgId, slug: string) {
  return (yield* find(orgId, slug)) ?? (yield* new Engine.EngineNotFound({ engine: slug }))
})
