/**
 * Legacy keys, `nx_test_…`: grandfathered, and known here only by the hashes that an operator imports.
 *
 * They belong to the environment `test`, which their import makes where it is not there.
 */
import { Data, Result } from "effect"
import type * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import type { Environment } from "../environment/Environment.ts"
import * as Slug from "../environment/Slug.ts"
import * as Tenancy from "../environment/Tenancy.ts"
import type { ApiKeyId, EnvironmentId } from "../id/Id.ts"
import type { Instant } from "../instant/Instant.ts"
import * as Permission from "../org/Permission.ts"
import type { Hash } from "../secret/Secrets.ts"
import * as ApiKey from "./ApiKey.ts"
import * as KeyText from "./KeyText.ts"

/** The most keys of one import. */
export const maxKeys = 1_000

/** A key to import: the SHA-256 of its whole text, and the id that it gets if it is new. */
export interface LegacyKey {
  readonly id: ApiKeyId
  readonly name: string
  readonly hash: Hash
}

/** Some of the hashes belong to keys that these cannot be: nothing is imported. */
export class KeyKnownElsewhere extends Data.TaggedError("KeyKnownElsewhere")<{
  readonly names: ReadonlyArray<string>
}> {
  override get message() {
    const { length } = this.names
    const named = this.names.slice(0, 5).map((name) => `"${name}"`)
    return `Nothing was imported: ${named.join(", ")}${length > 5 ? ` and ${length - 5} more are` : length > 1 ? " are" : " is"} known already in another org or environment, or revoked. Leave out what is known, and send the rest.`
  }
}

/** What an import has the store write, and what it is answered with. */
export interface Import {
  /** The environment `test`. */
  readonly environment: Environment
  /** Whether the import makes it. */
  readonly created: boolean
  /** The keys to write. */
  readonly fresh: ReadonlyArray<ApiKey.HashedKey>
  /** The key of each that was asked for, in that order: one that was there before stays as it was. */
  readonly keys: ReadonlyArray<ApiKey.ApiKey>
  /** How what is written is written down. */
  readonly entries: ReadonlyArray<AuditEntry.Draft>
}

/** Decides an import; `known` are the keys, of whatever org, that have one of its hashes. */
export const decide = (
  tenancy: Tenancy.Tenancy,
  known: ReadonlyArray<ApiKey.HashedKey>,
  asked: ReadonlyArray<LegacyKey>,
  made: { readonly environmentId: EnvironmentId; readonly origin: Origin }
): Result.Result<Import, KeyKnownElsewhere> => {
  const present = tenancy.environments.find(({ kind }) => kind === "test")
  const { entry, environment } =
    present === undefined
      ? Tenancy.legacy(tenancy.org, { id: made.environmentId, origin: made.origin })
      : { environment: present }
  const byHash = new Map(known.map(({ hash, key }) => [hash, key]))
  const isElsewhere = ({ hash }: LegacyKey) => {
    const key = byHash.get(hash)
    return key !== undefined && !(key.environmentId === present?.id && key.revokedAt === undefined)
  }
  const elsewhere = asked.filter(isElsewhere)
  if (elsewhere.length > 0) return Result.fail(new KeyKnownElsewhere({ names: elsewhere.map(({ name }) => name) }))
  const fresh = new Map<Hash, ApiKey.ApiKey>()
  for (const legacy of asked) {
    if (byHash.has(legacy.hash) || fresh.has(legacy.hash)) continue
    fresh.set(legacy.hash, keyOf(environment, legacy, made.origin.at))
  }
  return Result.succeed({
    environment,
    created: present === undefined,
    fresh: [...fresh].map(([hash, key]) => ({ hash, key })),
    keys: asked.map(({ hash }) => (byHash.get(hash) ?? fresh.get(hash))!),
    entries: [
      ...(entry === undefined ? [] : [entry]),
      ...[...fresh.values()].map((key) => ApiKey.entry(key, "api_key.imported", made.origin, { name: key.name }))
    ]
  })
}

/** Of its text only what all of them begin with is known. */
const keyOf = (environment: Environment, { id, name }: LegacyKey, at: Instant): ApiKey.ApiKey => ({
  id,
  orgId: environment.orgId,
  environmentId: environment.id,
  environment: environment.slug,
  name,
  keyPrefix: KeyText.prefixOf(Slug.test),
  permissions: Permission.defaults,
  createdAt: at
})
