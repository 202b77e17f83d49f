/** The rows of API keys: what lists show, and beside it all that authentication needs. */
import { ApiKey, type Environment, type Hash } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import * as Row from "./Row.ts"

export const apiKeys = Row.codec(ApiKey.ApiKey)

export const insert = Effect.fnUntraced(function* (key: ApiKey.ApiKey, hash: Hash, kind: Environment.Kind) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`insert into api_keys ${sql.insert({ ...apiKeys.encode(key), hash, kind })}`
})
