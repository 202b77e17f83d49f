import { Context, type Effect, type Result } from "effect"
import type { Origin } from "../audit/Origin.ts"
import type { Environment, EnvironmentNotFound } from "../environment/Environment.ts"
import type { ApiKeyId, EnvironmentId, OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { Hash } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { ApiKey, ApiKeyNotFound, Minting } from "./ApiKey.ts"
import type { Credential } from "./Authentication.ts"

/** The port to where API keys are kept: by hash, never in the clear. */
export class ApiKeyStore extends Context.Service<
  ApiKeyStore,
  {
    /** The key of this hash, revoked or not. Sees every commit that was acknowledged before it was called. */
    readonly find: (hash: Hash) => Effect.Effect<Credential | undefined, StorageUnavailable>

    /**
     * Finds the org's active environment of this slug, decides, and writes the key, in one transaction: a key is never
     * bound to an environment whose deletion was acknowledged. Its entry is appended to the audit log.
     */
    readonly mint: <E>(
      orgId: OrgId,
      environment: string,
      decide: (environment: Environment) => Result.Result<Minting, E>,
      remember?: Remember<ApiKey>
    ) => Effect.Effect<ApiKey, E | EnvironmentNotFound | Replayed | IdempotencyConflict | StorageUnavailable>

    /** Revokes the key, and appends that to the audit log; revoked already, it stays as it is. */
    readonly revoke: (
      orgId: OrgId,
      id: ApiKeyId,
      origin: Origin
    ) => Effect.Effect<void, ApiKeyNotFound | StorageUnavailable>

    /** The org's keys, newest first; of one environment, or of all. */
    readonly list: (
      orgId: OrgId,
      environmentId: EnvironmentId | "all",
      page: PageRequest
    ) => Effect.Effect<Page<ApiKey>, StorageUnavailable>
  }
>()("@nexio/core/api-key/ApiKeyStore") {}
