/** What a key says to whoever authenticates with it. */
import { type ApiKey, ApiKeyStore, type Credential, type Environment, type Hash } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { present } from "../../arbitraries/Instant.ts"
import { name } from "../../arbitraries/Org.ts"
import { permissions } from "../../arbitraries/Permission.ts"

/** What differs between keys: any permissions in whatever order, with an expiry or without. */
export const keyFields = fc
  .record({ name, permissions, reversed: fc.boolean(), expiresAt: fc.option(present, { nil: undefined }) })
  .map(({ expiresAt, name, permissions, reversed }) => ({
    name,
    permissions: reversed ? permissions.toReversed() : permissions,
    ...(expiresAt === undefined ? {} : { expiresAt })
  }))

/** What a key of an active environment of an org that is not suspended says. */
export const credentialOf = (
  key: ApiKey.ApiKey,
  kind: Environment.Kind,
  differing: Partial<Credential> = {}
): Credential => ({
  orgId: key.orgId,
  environmentId: key.environmentId,
  environment: key.environment,
  kind,
  apiKeyId: key.id,
  keyPrefix: key.keyPrefix,
  permissions: key.permissions,
  ...(key.revokedAt === undefined ? {} : { revokedAt: key.revokedAt }),
  ...(key.expiresAt === undefined ? {} : { expiresAt: key.expiresAt }),
  environmentActive: true,
  orgSuspended: false,
  ...differing
})

/** The key of this hash, without what it does not say. */
export const find = (hash: Hash) =>
  ApiKeyStore.use((keys) =>
    Effect.map(keys.find(hash), (found): Credential | undefined => {
      if (found === undefined) return undefined
      const { expiresAt, rateLimitPerMinute, revokedAt, ...rest } = found
      return {
        ...rest,
        ...(rateLimitPerMinute === undefined ? {} : { rateLimitPerMinute }),
        ...(revokedAt === undefined ? {} : { revokedAt }),
        ...(expiresAt === undefined ? {} : { expiresAt })
      }
    })
  )
