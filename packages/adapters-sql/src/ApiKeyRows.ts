/** The rows of API keys: what lists show, and beside it all that authentication needs. */
import { ApiKey, type Credential, type Environment, type Hash, type Org, type Principal } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import * as Row from "./Row.ts"

export const apiKeys = Row.codec(ApiKey.ApiKey)

/** Writes a key; one of a suspended org is stopped like its others. */
export const insert = Effect.fnUntraced(function* (
  key: ApiKey.ApiKey,
  hash: Hash,
  kind: Environment.Kind,
  org: Pick<Org.Org, "suspendedAt">
) {
  const sql = yield* SqlClient.SqlClient
  const suspended = { org_suspended: org.suspendedAt !== undefined }
  yield* sql`insert into api_keys ${sql.insert({ ...apiKeys.encode(key), ...suspended, hash, kind })}`
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
  revokedAt: (row["revoked_at"] as number | null) ?? undefined,
  expiresAt: (row["expires_at"] as number | null) ?? undefined,
  environmentActive: Boolean(row["environment_active"]),
  orgSuspended: Boolean(row["org_suspended"])
})
