import { ApiKey, ApiKeyStore, Environment, Page } from "@nexio/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as ApiKeyRows from "./ApiKeyRows.ts"
import * as AuditRows from "./AuditRows.ts"
import { KeyLookup } from "./hot/KeyLookup.ts"
import * as OrgRows from "./OrgRows.ts"
import * as Remembered from "./Remembered.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"

export const layer = Layer.effect(
  ApiKeyStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    const append = yield* AuditRows.appending
    const lookup = yield* KeyLookup

    const mint: ApiKeyStore["Service"]["mint"] = (orgId, slug, decide, remember) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const found = yield* OrgRows.findActive(
            orgId,
            "for no key update",
            (environment) => environment.slug === slug
          )
          if (found === undefined) return yield* new Environment.EnvironmentNotFound({ environment: slug })
          const { entry, hash, key } = yield* Effect.fromResult(decide(found.environment))
          yield* ApiKeyRows.insert(key, hash, found.environment.kind, found.org)
          yield* append(orgId, entry)
          yield* Remembered.remember(remember, key)
          return key
        })
      )

    const revoke: ApiKeyStore["Service"]["revoke"] = (orgId, id, origin) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          // It comes first among what is locked, and orders the entries.
          yield* sql`select id from orgs where id = ${orgId} ${OrgRows.locked(sql, "for no key update")}`
          const rows = yield* sql<Row.Row>`select * from api_keys where org_id = ${orgId} and id = ${id}
            ${OrgRows.locked(sql, "for update")}`
          if (rows[0] === undefined) return yield* new ApiKey.ApiKeyNotFound()
          const revoked = ApiKey.revoke(ApiKeyRows.apiKeys.decode(rows[0]), origin)
          if (revoked === undefined) return
          yield* sql`update api_keys set revoked_at = ${revoked.key.revokedAt} where org_id = ${orgId} and id = ${id}`
          yield* append(orgId, revoked.entry)
        })
      )

    const roll: ApiKeyStore["Service"]["roll"] = (orgId, id, decide, remember) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const sql = yield* SqlClient.SqlClient
          // Nobody deletes its environment or suspends the org meanwhile, and of two that roll it one waits.
          const org = yield* Effect.catchTag(OrgRows.findOrg(orgId, "for no key update"), "OrgNotFound", () =>
            Effect.fail(new ApiKey.ApiKeyNotFound())
          )
          const keys = yield* sql<Row.Row>`select * from api_keys where org_id = ${orgId} and id = ${id}
            ${OrgRows.locked(sql, "for no key update")}`
          if (keys[0] === undefined) return yield* new ApiKey.ApiKeyNotFound()
          const old = ApiKeyRows.apiKeys.decode(keys[0])
          const rows = yield* sql<Row.Row>`select * from environments
            where org_id = ${orgId} and id = ${old.environmentId}`
          const environment = OrgRows.environments.decode(rows[0]!)
          const { ended, entry, fresh } = yield* Effect.fromResult(decide(old, environment))
          const { expires_at, revoked_at, rolled_at } = ApiKeyRows.apiKeys.encode(ended)
          yield* sql`update api_keys set ${sql.update({ expires_at, revoked_at, rolled_at })}
            where org_id = ${orgId} and id = ${id}`
          yield* ApiKeyRows.insert(fresh.key, fresh.hash, environment.kind, org)
          yield* append(orgId, entry)
          yield* Remembered.remember(remember, fresh.key)
          return fresh.key
        })
      )

    const importLegacy: ApiKeyStore["Service"]["importLegacy"] = (orgId, hashes, decide, remember) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const sql = yield* SqlClient.SqlClient
          // One import at a time, of all orgs: a hash is looked for among the keys of all of them.
          yield* sql.onDialectOrElse({
            pg: () => sql`select pg_advisory_xact_lock(hashtextextended('legacy keys', 0))`,
            orElse: () => Effect.void
          })
          const tenancy = yield* OrgRows.findTenancy(orgId, "for no key update")
          const known = yield* ApiKeyRows.findByHashes(hashes)
          const decided = yield* Effect.fromResult(decide(tenancy, known))
          const { created, entries, environment, fresh } = decided
          if (created) yield* sql`insert into environments ${sql.insert(OrgRows.environments.encode(environment))}`
          yield* ApiKeyRows.insertAll(fresh, environment.kind, tenancy.org)
          yield* append(orgId, ...entries)
          yield* Remembered.remember(remember, decided)
          return decided
        })
      )

    const used: ApiKeyStore["Service"]["used"] = (uses) =>
      transaction.write([...new Set(uses.map(({ orgId }) => orgId))], ApiKeyRows.used(uses))

    const list: ApiKeyStore["Service"]["list"] = (orgId, environmentId, { after, limit }) =>
      transaction.read(
        [orgId],
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const rows = yield* sql<Row.Row>`select * from api_keys where ${sql.and([
            sql`org_id = ${orgId}`,
            ...(environmentId === "all" ? [] : [sql`environment_id = ${environmentId}`]),
            ...(after === undefined ? [] : [sql`id < ${after}`])
          ])} order by id desc limit ${limit + 1}`
          return Page.of(rows.map(ApiKeyRows.apiKeys.decode), limit)
        })
      )

    return ApiKeyStore.of({ find: lookup.find, mint, revoke, roll, importLegacy, used, list })
  })
)
