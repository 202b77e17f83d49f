/** The rows of API keys: what lists show, and beside it all that authentication needs. */
import {
  ApiKey,
  type Credential,
  type Environment,
  type Hash,
  type LastUse,
  type Org,
  type Principal
} from "@nexio/core"
import { Array as Arr, Effect } from "effect"
import { SqlClient } from "effect/sql"
import * as Row from "./Row.ts"

export const apiKeys = Row.codec(ApiKey.ApiKey)

/** What the keys of an org say about it. */
export const ofOrg = (org: Pick<Org.Org, "rateLimitPerMinute" | "suspendedAt">) => ({
  org_suspended: org.suspendedAt !== undefined,
  rate_limit_per_minute: org.rateLimitPerMinute ?? null
})

/** Writes a key; one of a suspended org is stopped like its others. */
export const insert = (key: ApiKey.ApiKey, hash: Hash, kind: Environment.Kind, org: Parameters<typeof ofOrg>[0]) =>
  insertAll([{ key, hash }], kind, org)

/** Writes several keys of one environment. */
export const insertAll = Effect.fnUntraced(function* (
  keys: ReadonlyArray<ApiKey.HashedKey>,
  kind: Environment.Kind,
  org: Parameters<typeof ofOrg>[0]
) {
  const sql = yield* SqlClient.SqlClient
  const rows = keys.map(({ hash, key }): Row.Row => ({ ...apiKeys.encode(key), ...ofOrg(org), hash, kind }))
  if (Arr.isReadonlyArrayNonEmpty(rows)) yield* sql`insert into api_keys ${sql.insert(rows)}`
})

/** The keys that have one of these hashes, of whatever org. */
export const findByHashes = Effect.fnUntraced(function* (hashes: ReadonlyArray<Hash>) {
  const sql = yield* SqlClient.SqlClient
  const list = JSON.stringify(hashes)
  const rows = yield* sql.onDialectOrElse({
    pg: () => sql<Row.Row>`select * from find_api_keys(array(select json_array_elements_text(${list}::json)))`,
    orElse: () => sql<Row.Row>`select * from api_keys where hash in (select value from json_each(${list}))`
  })
  return rows.map((row): ApiKey.HashedKey => ({ key: apiKeys.decode(row), hash: row["hash"] as Hash }))
})

/** Moves forward when keys were last used, in one statement. */
export const used = Effect.fnUntraced(function* (uses: ReadonlyArray<LastUse.Use>) {
  const sql = yield* SqlClient.SqlClient
  const noted = JSON.stringify(uses.map(({ at, id, orgId }) => ({ org_id: orgId, id, at })))
  yield* sql.onDialectOrElse({
    // Locked in the order of their keys, as all who write several are.
    pg: () => sql`with used as materialized (
        select org_id, id, max(at) as at
        from json_to_recordset(${noted}::json) as noted (org_id uuid, id uuid, at bigint) group by org_id, id
      ), locked as materialized (
        select api_keys.org_id, api_keys.id, used.at from api_keys join used using (org_id, id)
        where last_used_at is null or last_used_at < used.at
        order by api_keys.org_id, api_keys.id for no key update of api_keys
      )
      update api_keys set last_used_at = greatest(last_used_at, locked.at) from locked
      where api_keys.org_id = locked.org_id and api_keys.id = locked.id`,
    orElse: () => sql`update api_keys set last_used_at = used.at from (
        select value ->> 'org_id' as org_id, value ->> 'id' as id, max(value ->> 'at') as at
        from json_each(${noted}) group by 1, 2
      ) as used
      where api_keys.org_id = used.org_id and api_keys.id = used.id
        and (last_used_at is null or last_used_at < used.at)`
  })
})

/** What authentication needs of a row. */
export const credential = (row: Row.Row): Credential => ({
  orgId: row["org_id"] as Principal.Principal["orgId"],
  environmentId: row["environment_id"] as Principal.Principal["environmentId"],
  environment: row["environment"] as Principal.Principal["environment"],
  kind: row["kind"] as Environment.Kind,
  apiKeyId: row["id"] as ApiKey.ApiKey["id"],
  keyPrefix: row["key_prefix"] as string,
  permissions: JSON.parse(row["permissions"] as string),
  rateLimitPerMinute: (row["rate_limit_per_minute"] as number | null) ?? undefined,
  revokedAt: (row["revoked_at"] as number | null) ?? undefined,
  expiresAt: (row["expires_at"] as number | null) ?? undefined,
  environmentActive: Boolean(row["environment_active"]),
  orgSuspended: Boolean(row["org_suspended"])
})
