import { type ApiKey, type Credential, type Environment, type Principal, StorageUnavailable } from "@nexio/core"
import { Effect, Layer } from "effect"
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
         environment_active, org_suspended from api_keys where hash = ?`
    )
    return KeyLookup.of({
      find: (hash) =>
        Effect.suspend(() => {
          try {
            const row = byHash.get(hash)
            return Effect.succeed(row && credential(row))
          } catch (cause) {
            return Effect.fail(new StorageUnavailable({ cause }))
          }
        })
    })
  })
)

const credential = (row: Row.Row): Credential => ({
  orgId: row["org_id"] as Principal.Principal["orgId"],
  environmentId: row["environment_id"] as Principal.Principal["environmentId"],
  environment: row["environment"] as Principal.Principal["environment"],
  kind: row["kind"] as Environment.Kind,
  apiKeyId: row["id"] as ApiKey.ApiKey["id"],
  keyPrefix: row["key_prefix"] as string,
  permissions: JSON.parse(row["permissions"] as string),
  revokedAt: (row["revoked_at"] as number | null) ?? undefined,
  expiresAt: (row["expires_at"] as number | null) ?? undefined,
  environmentActive: row["environment_active"] === 1,
  orgSuspended: row["org_suspended"] === 1
})
