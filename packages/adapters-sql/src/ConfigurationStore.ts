import { type Configuration, ConfigurationStore, type Id } from "@nexio/core"
import { Array as Arr, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as AuditRows from "./AuditRows.ts"
import * as OrgRows from "./OrgRows.ts"
import * as Remembered from "./Remembered.ts"
import type * as Row from "./Row.ts"
import { Transaction } from "./Transaction.ts"
import * as WebhookRows from "./WebhookRows.ts"

/** How many rows one statement inserts: each has a parameter for each of its columns. */
const atOnce = 500

export const layer = Layer.effect(
  ConfigurationStore,
  Effect.gen(function* () {
    const transaction = yield* Transaction
    const append = yield* AuditRows.appending

    const clone: ConfigurationStore["Service"]["clone"] = (orgId, slugs, decide, remember) =>
      transaction.write(
        [orgId],
        Effect.gen(function* () {
          yield* Remembered.recall(remember)
          const sql = yield* SqlClient.SqlClient
          const cloned = yield* Effect.fromResult(decide(yield* find(orgId, slugs, "for no key update")))
          yield* OrgRows.updateEnvironment(cloned.environment)
          for (const rows of Arr.chunksOf(cloned.endpoints.map(WebhookRows.endpoints.encode), atOnce)) {
            yield* sql`insert into endpoints ${sql.insert(rows)}`
          }
          yield* Effect.forEach(
            cloned.endpoints.filter(({ ordered }) => ordered),
            WebhookRows.beginOrder,
            { discard: true }
          )
          yield* append(orgId, cloned.entry)
          yield* Remembered.remember(remember, cloned)
          return cloned
        })
      )

    return ConfigurationStore.of({
      clone,
      read: (orgId, slugs) => transaction.read([orgId], find(orgId, slugs))
    })
  })
)

/** The configurations of the active environments of these slugs. Locked, nobody changes them until the end. */
const find = Effect.fnUntraced(function* (orgId: Id.OrgId, slugs: ReadonlyArray<string>, lock?: OrgRows.Lock) {
  const sql = yield* SqlClient.SqlClient
  const { environments, org } = yield* OrgRows.findTenancy(orgId, lock)
  const configured = environments.filter(({ slug }) => slugs.includes(slug))
  const configurations = yield* Effect.forEach(configured, (environment) =>
    Effect.map(
      sql<Row.Row>`select * from endpoints
        where org_id = ${orgId} and environment_id = ${environment.id} and deleted_at is null order by id`,
      (rows): Configuration.Configuration => ({ environment, endpoints: rows.map(WebhookRows.endpoints.decode) })
    )
  )
  return { org, configurations } satisfies Configuration.Configured
})
