/** The rows of API keys: what lists show, and beside it all that authentication needs. */
import { ApiKey, type Environment, type Hash } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import * as Row from "./Row.ts"

export const apiKeys = Row.codec(ApiKey.ApiKey)

/** Writes a key of an org that is there; one of a suspended org is stopped like its others. */
export const insert = Effect.fnUntraced(function* (key: ApiKey.ApiKey, hash: Hash, kind: Environment.Kind) {
  const sql = yield* SqlClient.SqlClient
  const orgs = yield* sql<Row.Row>`select suspended_at is not null as org_suspended from orgs where id = ${key.orgId}`
  yield* sql`insert into api_keys ${sql.insert({ ...apiKeys.encode(key), ...orgs[0], hash, kind })}`
})
