import { type ApiKey, type Id, KeyText } from "@nexio/core"
import fc from "fast-check"
import { id } from "./Id.ts"
import { present } from "./Instant.ts"
import { secretBytes } from "./KeyText.ts"
import { name } from "./Org.ts"
import { permissions } from "./Permission.ts"
import { slug } from "./Slug.ts"

/** A minted key as it is kept: active, expiring or revoked. */
export const apiKey: fc.Arbitrary<ApiKey.ApiKey> = fc
  .tuple(
    fc.record(
      {
        id: id<Id.ApiKeyId>(),
        orgId: id<Id.OrgId>(),
        environmentId: id<Id.EnvironmentId>(),
        environment: slug,
        name,
        permissions,
        createdAt: present,
        revokedAt: present,
        expiresAt: present
      },
      { requiredKeys: ["id", "orgId", "environmentId", "environment", "name", "permissions", "createdAt"] }
    ),
    secretBytes
  )
  .map(([key, random]) => ({
    ...key,
    keyPrefix: KeyText.shown(key.environment, KeyText.compose(key.environment, random))
  }))
