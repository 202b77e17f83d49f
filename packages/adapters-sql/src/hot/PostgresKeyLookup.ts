import { Duration, Effect, Exit, Layer } from "effect"
import * as ApiKeyRows from "../ApiKeyRows.ts"
import * as Batch from "../Batch.ts"
import { PostgresDatabase } from "../PostgresDatabase.ts"
import * as PostgresSession from "../PostgresSession.ts"
import { KeyLookup } from "./KeyLookup.ts"

const statement = `select hash, org_id, environment_id, environment, kind, id, key_prefix, permissions, revoked_at,
  expires_at, environment_active, org_suspended, rate_limit_per_minute from find_api_keys($1)`

/** The look-ups of concurrent requests travel as one query. Nothing is remembered from one to the next. */
export const layer = Layer.effect(
  KeyLookup,
  Effect.gen(function* () {
    const { lookups } = yield* PostgresDatabase
    const find = yield* Batch.make(lookups, {
      patience: Duration.seconds(4),
      perform: Effect.fnUntraced(function* (session, hashes: ReadonlyArray<string>) {
        const [rows = []] = yield* PostgresSession.send(session, [[statement, [...new Set(hashes)]]])
        const found = new Map(rows.map((row) => [row["hash"], ApiKeyRows.credential(row)]))
        return hashes.map((hash) => Exit.succeed(found.get(hash)))
      })
    })
    return KeyLookup.of({ find })
  })
)
