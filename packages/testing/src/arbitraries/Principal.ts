import type { Credential, Id, Principal } from "@nexio/core"
import fc from "fast-check"
import { environment } from "./Environment.ts"
import { id } from "./Id.ts"
import { present } from "./Instant.ts"
import { rateLimitPerMinute } from "./Org.ts"
import { nonLivePermissions, permissions } from "./Permission.ts"

/** Who can make a call: a key of any kind of environment, with permissions that such a key can hold. */
export const principal: fc.Arbitrary<Principal.KeyPrincipal> = fc
  .record({
    environment,
    apiKeyId: id<Id.ApiKeyId>(),
    permissions,
    nonLive: nonLivePermissions
  })
  .map(({ apiKeyId, environment, nonLive, permissions }) => ({
    orgId: environment.orgId,
    environmentId: environment.id,
    environment: environment.slug,
    kind: environment.kind,
    apiKeyId,
    keyPrefix: `nx_${environment.slug}_0000`,
    permissions: environment.kind === "live" ? permissions : nonLive
  }))

/** What the row of a key can say, in every combination. */
export const credential: fc.Arbitrary<Credential> = fc
  .tuple(
    principal,
    fc.record(
      {
        environmentActive: fc.boolean(),
        orgSuspended: fc.boolean(),
        rateLimitPerMinute,
        revokedAt: present,
        expiresAt: present
      },
      { requiredKeys: ["environmentActive", "orgSuspended"] }
    )
  )
  .map(([principal, row]) => ({ ...principal, ...row }))
