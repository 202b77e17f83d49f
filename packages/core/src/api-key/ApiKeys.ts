import { Context, Effect, Layer, Redacted, Result } from "effect"
import * as Origin from "../audit/Origin.ts"
import type { EnvironmentNotFound } from "../environment/Environment.ts"
import { type ApiKeyId, type EnvironmentId, Ids, type OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import * as Permission from "../org/Permission.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import { Secrets } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as ApiKey from "./ApiKey.ts"
import { ApiKeyStore } from "./ApiKeyStore.ts"
import * as KeyText from "./KeyText.ts"

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
        readonly granter: ReadonlyArray<Permission.Permission>
      },
      remember?: Remember<ApiKey.ApiKey>
    ) => Effect.Effect<
      MintedKey,
      | ApiKey.PermissionNotHeld
      | ApiKey.PermissionLiveOnly
      | EnvironmentNotFound
      | Replayed
      | IdempotencyConflict
      | StorageUnavailable
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
      return ApiKeys.of({
        mint: Effect.fn("ApiKeys.mint")(function* (orgId, input, remember) {
          const origin = yield* Origin.now
          const { at } = origin
          const id = ids.next<ApiKeyId>(at)
          const random = secrets.random()
          const permissions = input.permissions ?? Permission.defaults
          const apiKey = yield* store.mint(
            orgId,
            input.environment,
            (environment) => {
              const refused = ApiKey.refusal(environment, permissions, input.granter)
              if (refused !== undefined) return Result.fail(refused)
              const key = KeyText.compose(environment.slug, random)
              const apiKey = ApiKey.make(environment, { id, name: input.name, permissions, at, key })
              return Result.succeed(ApiKey.mint(apiKey, secrets.hash(Redacted.value(key)), origin))
            },
            remember
          )
          return { apiKey, key: KeyText.compose(apiKey.environment, random) }
        }),
        list: store.list,
        revoke: Effect.fn("ApiKeys.revoke")(function* (orgId, id) {
          return yield* store.revoke(orgId, id, yield* Origin.now)
        })
      })
    })
  )
}
