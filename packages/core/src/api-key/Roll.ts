/**
 * Rolling a key: another takes its place, with the same environment, name, permissions and expiry, and the old one
 * ends once whoever uses it had the time to change over.
 */
import { Data, type Redacted, Result } from "effect"
import type * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import type { Environment } from "../environment/Environment.ts"
import type { ApiKeyId } from "../id/Id.ts"
import type { Instant } from "../instant/Instant.ts"
import type { Permission as MemberPermission } from "../member/Member.ts"
import type { Hash } from "../secret/Secrets.ts"
import * as ApiKey from "./ApiKey.ts"

/** The key has ended already, or another was made in its place. */
export class KeyNotRollable extends Data.TaggedError("KeyNotRollable")<{
  readonly because: "revoked" | "expired" | "rolled" | "environment deleted"
}> {
  override get message() {
    const why = {
      revoked: "This key was revoked",
      expired: "This key has expired",
      rolled: "This key was rolled already",
      "environment deleted": "The environment of this key was deleted"
    }[this.because]
    return `${why}, so it cannot be rolled. Roll another one, or make a new key.`
  }
}

/** The old key with its end, the one that takes its place, and how that is written down. */
export interface Rolled {
  readonly ended: ApiKey.ApiKey
  readonly fresh: ApiKey.HashedKey
  readonly entry: AuditEntry.Draft
}

/**
 * Both keys of a roll. The old one ends at the earlier of the overlap and its own expiry. Without an overlap it is
 * revoked as well, so that it stops at once whatever the clock of a server says.
 */
export const roll = (
  old: ApiKey.ApiKey,
  environment: Environment,
  by: {
    readonly id: ApiKeyId
    readonly origin: Origin
    readonly key: Redacted.Redacted
    /** Of the key's text. */
    readonly hash: Hash
    readonly overlapSeconds: number
    /** What whoever rolls holds. */
    readonly granter: ReadonlyArray<MemberPermission>
  }
): Result.Result<Rolled, KeyNotRollable | ApiKey.LegacyEnvironment | ApiKey.PermissionNotHeld> => {
  const lacking = old.permissions.filter((permission) => !by.granter.includes(permission))
  if (lacking.length > 0) return Result.fail(new ApiKey.PermissionNotHeld({ permissions: lacking }))
  if (environment.kind === "test") return Result.fail(new ApiKey.LegacyEnvironment())
  const { at } = by.origin
  const because = ending(old, environment, at)
  if (because !== undefined) return Result.fail(new KeyNotRollable({ because }))
  const overlapsUntil = at + by.overlapSeconds * 1000
  const ended = {
    ...old,
    rolledAt: at,
    expiresAt: Math.min(overlapsUntil, old.expiresAt ?? overlapsUntil),
    ...(by.overlapSeconds === 0 ? { revokedAt: at } : {})
  }
  const key = ApiKey.make(environment, { ...old, id: by.id, at, key: by.key })
  const details = { name: old.name, new_key_id: key.id, overlap_seconds: by.overlapSeconds }
  return Result.succeed({
    ended,
    fresh: { key, hash: by.hash },
    entry: ApiKey.entry(old, "api_key.rolled", by.origin, details)
  })
}

const ending = (old: ApiKey.ApiKey, environment: Environment, at: Instant): KeyNotRollable["because"] | undefined => {
  if (old.revokedAt !== undefined) return "revoked"
  if (old.rolledAt !== undefined) return "rolled"
  if (old.expiresAt !== undefined && old.expiresAt <= at) return "expired"
  return environment.deletedAt === undefined ? undefined : "environment deleted"
}
