/** An API key: a credential bound at creation, for good, to exactly one environment. */
import { Data, type Redacted, Schema } from "effect"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import type { Environment } from "../environment/Environment.ts"
import { Slug } from "../environment/Slug.ts"
import { ApiKeyId, EnvironmentId, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import * as Permission from "../org/Permission.ts"
import type { Hash } from "../secret/Secrets.ts"
import * as KeyText from "./KeyText.ts"

export const Name = Schema.String.check(Schema.isBetweenLength(1, 200))

export const ApiKey = Schema.Struct({
  id: ApiKeyId,
  orgId: OrgId,
  environmentId: EnvironmentId,
  /** The slug of its environment. */
  environment: Slug,
  name: Name,
  keyPrefix: Schema.String,
  permissions: Schema.Array(Permission.Permission),
  createdAt: Instant,
  revokedAt: Schema.optionalKey(Instant),
  expiresAt: Schema.optionalKey(Instant)
})
export interface ApiKey extends Schema.Schema.Type<typeof ApiKey> {}

/** A new key of an environment; of its text only the shown prefix is kept. */
export const make = (
  environment: Environment,
  made: {
    readonly id: ApiKeyId
    readonly name: string
    readonly permissions: ReadonlyArray<Permission.Permission>
    readonly at: Instant
    readonly key: Redacted.Redacted
  }
): ApiKey => ({
  id: made.id,
  orgId: environment.orgId,
  environmentId: environment.id,
  environment: environment.slug,
  name: made.name,
  keyPrefix: KeyText.shown(environment.slug, made.key),
  permissions: made.permissions,
  createdAt: made.at
})

/** What a new key is written as: by its hash, and in the audit log. */
export interface Minting {
  readonly key: ApiKey
  readonly hash: Hash
  readonly entry: AuditEntry.Draft
}

/** A new key with its entry in the audit log. */
export const mint = (key: ApiKey, hash: Hash, origin: Origin): Minting => ({
  key,
  hash,
  entry: entry(key, "api_key.created", origin, { name: key.name, permissions: key.permissions })
})

/** The key without effect from now on; nothing where it is revoked already. */
export const revoke = (
  key: ApiKey,
  origin: Origin
): { readonly key: ApiKey; readonly entry: AuditEntry.Draft } | undefined =>
  key.revokedAt === undefined
    ? { key: { ...key, revokedAt: origin.at }, entry: entry(key, "api_key.revoked", origin, { name: key.name }) }
    : undefined

const entry = (
  key: ApiKey,
  action: AuditEntry.Action,
  origin: Origin,
  details: AuditEntry.Draft["details"]
): AuditEntry.Draft => AuditEntry.draft(origin, { action, target: key.id, environmentId: key.environmentId, details })

/** No key of the org has this id. */
export class ApiKeyNotFound extends Data.TaggedError("ApiKeyNotFound") {
  override get message() {
    return "There is no such API key. List the keys to see which there are."
  }
}

/** Nobody grants what it lacks. */
export class PermissionNotHeld extends Data.TaggedError("PermissionNotHeld")<{
  readonly permissions: ReadonlyArray<Permission.Permission>
}> {
  override get message() {
    return `A key can only grant permissions that it has itself. This one lacks: ${this.permissions.join(", ")}.`
  }
}

/** Some permissions reach beyond one environment, and only keys of `live` can hold them. */
export class PermissionLiveOnly extends Data.TaggedError("PermissionLiveOnly")<{
  readonly permissions: ReadonlyArray<Permission.Permission>
}> {
  override get message() {
    return `Only keys of the live environment can hold: ${this.permissions.join(", ")}. Leave them out, or make the key for live.`
  }
}

/** Why a key with these permissions cannot be granted in this environment by this granter; nothing if it can. */
export const refusal = (
  environment: Pick<Environment, "kind">,
  asked: ReadonlyArray<Permission.Permission>,
  held: ReadonlyArray<Permission.Permission>
): PermissionNotHeld | PermissionLiveOnly | undefined => {
  const lacking = asked.filter((permission) => !held.includes(permission))
  if (lacking.length > 0) return new PermissionNotHeld({ permissions: lacking })
  const beyond = environment.kind === "live" ? [] : asked.filter(Permission.liveOnly)
  return beyond.length > 0 ? new PermissionLiveOnly({ permissions: beyond }) : undefined
}
