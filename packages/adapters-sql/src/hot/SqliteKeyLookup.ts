import { StorageUnavailable } from "@nexio/core"
import { Effect, Layer } from "effect"
import * as ApiKeyRows from "../ApiKeyRows.ts"
import type * as Row from "../Row.ts"
import { SqliteDatabase } from "../SqliteDatabase.ts"
import { KeyLookup } from "./KeyLookup.ts"

/** One prepared read of one indexed row, on the connection that only reads; nothing is written. */
export const layer = Layer.effect(
  KeyLookup,
  Effect.gen(function* () {
    const { reader } = yield* SqliteDatabase
    const byHash = reader.prepare<[string], Row.Row>(
      `select org_id, environment_id, environment, kind, id, key_prefix, permissions, revoked_at, expires_at,
         environment_active, org_suspended, rate_limit_per_minute from api_keys where hash = ?`
    )
    return KeyLookup.of({
      find: (hash) =>
        Effect.suspend(() => {
          try {
            const row = byHash.get(hash)
            return Effect.succeed(row && ApiKeyRows.credential(row))
          } catch (cause) {
            return Effect.fail(new StorageUnavailable({ cause }))
          }
        })
    })
  })
)
