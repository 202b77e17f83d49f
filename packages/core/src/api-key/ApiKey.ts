/** An API key: a credential bound at creation, for good, to exactly one environment. */
import { Data, type Redacted, Schema } from "effect"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import type { Environment } from "../environment/Environment.ts"
import { Slug } from "../environment/Slug.ts"
import { ApiKeyId, EnvironmentId, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import type { Permission as MemberPermission } from "../member/Member.ts"
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
  /** It authenticates before this instant, and neither at it nor after. */
  expiresAt: Schema.optionalKey(Instant),
  /** Set once another was made in its place. */
  rolledAt: Schema.optionalKey(Instant),
  /** At most a minute late; absent while it was never used. */
  lastUsedAt: Schema.optionalKey(Instant)
})
export interface ApiKey extends Schema.Schema.Type<typeof ApiKey> {}

/** A key with the hash of its text, by which it is found. */
export interface HashedKey {
  readonly key: ApiKey
  readonly hash: Hash
}

/** A new key of an environment; of its text only the shown prefix is kept. */
export const make = (
  environment: Environment,
  made: {
    readonly id: ApiKeyId
    readonly name: string
    readonly permissions: ReadonlyArray<Permission.Permission>
    readonly at: Instant
    readonly key: Redacted.Redacted
    readonly expiresAt?: Instant | undefined
  }
): ApiKey => ({
  id: made.id,
  orgId: environment.orgId,
  environmentId: environment.id,
  environment: environment.slug,
  name: made.name,
  keyPrefix: KeyText.shown(environment.slug, made.key),
  permissions: made.permissions,
  createdAt: made.at,
  ...(made.expiresAt === undefined ? {} : { expiresAt: made.expiresAt })
})

/** What a new key is written as: by its hash, and in the audit log. */
export interface Minting extends HashedKey {
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

/** How something that was done with a key is written down. */
export const entry = (
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

/** A key that is over before it is made. */
export class ExpiryNotAhead extends Data.TaggedError("ExpiryNotAhead") {
  override get message() {
    return "A key expires in the future. Give a later time, or leave it out for a key that does not expire."
  }
}

/** The keys of `test` come in by an operator's import alone. */
export class LegacyEnvironment extends Data.TaggedError("LegacyEnvironment") {
  override get message() {
    return "Keys of the test environment are imported by the operator of this server, and cannot be made or rolled. Make a key for another environment."
  }
}

/** What is granted with a key, by whom and when. */
export interface Grant {
  readonly permissions: ReadonlyArray<Permission.Permission>
  readonly expiresAt?: Instant | undefined
  /** What the granter holds. */
  readonly granter: ReadonlyArray<MemberPermission>
  readonly at: Instant
}

/** Why such a key cannot be granted in this environment; nothing if it can. */
export const refusal = (
  environment: Pick<Environment, "kind">,
  { at, expiresAt, granter, permissions }: Grant
): PermissionNotHeld | PermissionLiveOnly | ExpiryNotAhead | LegacyEnvironment | undefined => {
  const lacking = permissions.filter((permission) => !granter.includes(permission))
  if (lacking.length > 0) return new PermissionNotHeld({ permissions: lacking })
  const beyond = environment.kind === "live" ? [] : permissions.filter(Permission.liveOnly)
  if (beyond.length > 0) return new PermissionLiveOnly({ permissions: beyond })
  if (expiresAt !== undefined && expiresAt <= at) return new ExpiryNotAhead()
  return environment.kind === "test" ? new LegacyEnvironment() : undefined
}
