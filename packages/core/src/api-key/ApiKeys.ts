import { Context, Effect, Layer, Redacted, Result } from "effect"
import * as Origin from "../audit/Origin.ts"
import type { EnvironmentNotFound } from "../environment/Environment.ts"
import * as Slug from "../environment/Slug.ts"
import { type ApiKeyId, type EnvironmentId, Ids, type OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { Instant } from "../instant/Instant.ts"
import type { Permission as MemberPermission } from "../member/Member.ts"
import { OrgNotFound } from "../org/Org.ts"
import * as Permission from "../org/Permission.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import * as Overlap from "../secret/Overlap.ts"
import { type Hash, Secrets } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as ApiKey from "./ApiKey.ts"
import { ApiKeyStore } from "./ApiKeyStore.ts"
import * as KeyText from "./KeyText.ts"
import * as LegacyKeys from "./LegacyKeys.ts"
import * as Roll from "./Roll.ts"

/** A new key with its text, which is shown once and then known only by its hash. */
export interface MintedKey {
  readonly apiKey: ApiKey.ApiKey
  readonly key: Redacted.Redacted
}

/** The use cases of API keys. */
export class ApiKeys extends Context.Service<
  ApiKeys,
  {
    /**
     * A new key for the active environment of this slug. `permissions` default to writing runs and managing webhooks;
     * `granter` is what whoever asks may do, since nobody grants what it lacks.
     */
    readonly mint: (
      orgId: OrgId,
      input: {
        readonly name: string
        readonly environment: string
        readonly permissions?: ReadonlyArray<Permission.Permission> | undefined
        readonly expiresAt?: Instant | undefined
        readonly granter: ReadonlyArray<MemberPermission>
      },
      remember?: Remember<ApiKey.ApiKey>
    ) => Effect.Effect<
      MintedKey,
      | ApiKey.PermissionNotHeld
      | ApiKey.PermissionLiveOnly
      | ApiKey.ExpiryNotAhead
      | ApiKey.LegacyEnvironment
      | EnvironmentNotFound
      | Replayed
      | IdempotencyConflict
      | StorageUnavailable
    >
    /** A key of `live` that holds every permission, for an org that lost its own: the operator's. */
    readonly restore: (
      orgId: OrgId,
      input: { readonly name?: string | undefined },
      remember?: Remember<ApiKey.ApiKey>
    ) => Effect.Effect<MintedKey, OrgNotFound | Replayed | IdempotencyConflict | StorageUnavailable>
    /**
     * A new key in the place of an old one, which goes on for `overlapSeconds` (default: a day) but not beyond its own
     * expiry; see {@link Roll.roll}.
     */
    readonly roll: (
      orgId: OrgId,
      id: ApiKeyId,
      input: {
        readonly overlapSeconds?: number | undefined
        readonly granter: ReadonlyArray<MemberPermission>
      },
      remember?: Remember<ApiKey.ApiKey>
    ) => Effect.Effect<
      MintedKey,
      | ApiKey.ApiKeyNotFound
      | ApiKey.LegacyEnvironment
      | ApiKey.PermissionNotHeld
      | Roll.KeyNotRollable
      | Replayed
      | IdempotencyConflict
      | StorageUnavailable
    >
    /** Takes in the keys of an org that were made elsewhere, by the hashes of their texts: the operator's. */
    readonly importLegacy: (
      orgId: OrgId,
      keys: ReadonlyArray<{ readonly name: string; readonly sha256: Hash }>,
      remember?: Remember<LegacyKeys.Import>
    ) => Effect.Effect<
      LegacyKeys.Import,
      LegacyKeys.KeyKnownElsewhere | OrgNotFound | Replayed | IdempotencyConflict | StorageUnavailable
    >
    /** The org's keys, revoked ones too, newest first; of one environment, or of all. */
    readonly list: (
      orgId: OrgId,
      environmentId: EnvironmentId | "all",
      page: PageRequest
    ) => Effect.Effect<Page<ApiKey.ApiKey>, StorageUnavailable>
    /** From the moment this answers, the key authenticates nowhere. */
    readonly revoke: (orgId: OrgId, id: ApiKeyId) => Effect.Effect<void, ApiKey.ApiKeyNotFound | StorageUnavailable>
  }
>()("@nexio/core/api-key/ApiKeys") {
  static readonly layer = Layer.effect(
    ApiKeys,
    Effect.gen(function* () {
      const store = yield* ApiKeyStore
      const secrets = yield* Secrets
      const ids = yield* Ids

      const mint: ApiKeys["Service"]["mint"] = Effect.fn("ApiKeys.mint")(function* (orgId, input, remember) {
        const origin = yield* Origin.now
        const { at } = origin
        const id = ids.next<ApiKeyId>(at)
        const random = secrets.random()
        const { expiresAt, granter, name, permissions = Permission.defaults } = input
        const apiKey = yield* store.mint(
          orgId,
          input.environment,
          (environment) => {
            const refused = ApiKey.refusal(environment, { permissions, expiresAt, granter, at })
            if (refused !== undefined) return Result.fail(refused)
            const key = KeyText.compose(environment.slug, random)
            const apiKey = ApiKey.make(environment, { id, name, permissions, at, key, expiresAt })
            return Result.succeed(ApiKey.mint(apiKey, secrets.hash(Redacted.value(key)), origin))
          },
          remember
        )
        return { apiKey, key: KeyText.compose(apiKey.environment, random) }
      })

      return ApiKeys.of({
        mint,
        restore: (orgId, { name = "Key made by the operator" }, remember) =>
          mint(
            orgId,
            { name, environment: Slug.live, permissions: Permission.all, granter: Permission.all },
            remember
          ).pipe(
            // Each org has its live environment, in which whoever holds everything grants everything.
            Effect.catchTags({
              EnvironmentNotFound: () => Effect.fail(new OrgNotFound({ orgId })),
              PermissionNotHeld: Effect.die,
              PermissionLiveOnly: Effect.die,
              ExpiryNotAhead: Effect.die,
              LegacyEnvironment: Effect.die
            })
          ),
        roll: Effect.fn("ApiKeys.roll")(function* (orgId, id, input, remember) {
          const origin = yield* Origin.now
          const freshId = ids.next<ApiKeyId>(origin.at)
          const random = secrets.random()
          const { granter, overlapSeconds = Overlap.defaultSeconds } = input
          const apiKey = yield* store.roll(
            orgId,
            id,
            (old, environment) => {
              const key = KeyText.compose(environment.slug, random)
              const hash = secrets.hash(Redacted.value(key))
              return Roll.roll(old, environment, { id: freshId, origin, key, hash, overlapSeconds, granter })
            },
            remember
          )
          return { apiKey, key: KeyText.compose(apiKey.environment, random) }
        }),
        importLegacy: Effect.fn("ApiKeys.importLegacy")(function* (orgId, keys, remember) {
          const origin = yield* Origin.now
          const made = { environmentId: ids.next<EnvironmentId>(origin.at), origin }
          const asked = keys.map(({ name, sha256 }) => ({ id: ids.next<ApiKeyId>(origin.at), name, hash: sha256 }))
          return yield* store.importLegacy(
            orgId,
            [...new Set(asked.map(({ hash }) => hash))],
            (tenancy, known) => LegacyKeys.decide(tenancy, known, asked, made),
            remember
          )
        }),
        list: store.list,
        revoke: Effect.fn("ApiKeys.revoke")(function* (orgId, id) {
          return yield* store.revoke(orgId, id, yield* Origin.now)
        })
      })
    })
  )
}
