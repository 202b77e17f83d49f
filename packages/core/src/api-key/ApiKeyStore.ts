import { Context, type Effect, type Result } from "effect"
import type { Origin } from "../audit/Origin.ts"
import type { Environment, EnvironmentNotFound } from "../environment/Environment.ts"
import type { Tenancy } from "../environment/Tenancy.ts"
import type { ApiKeyId, EnvironmentId, OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { Hash } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { ApiKey, ApiKeyNotFound, HashedKey, Minting } from "./ApiKey.ts"
import type { Credential } from "./Authentication.ts"
import type { Use } from "./LastUse.ts"
import type { Import } from "./LegacyKeys.ts"
import type { Rolled } from "./Roll.ts"

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

    /**
     * Loads and locks the key with its environment, deleted or not, decides, and writes both keys and the entry in the
     * audit log, in one transaction: of two rolls at once the second finds the key rolled. Answers the new key.
     */
    readonly roll: <E>(
      orgId: OrgId,
      id: ApiKeyId,
      decide: (old: ApiKey, environment: Environment) => Result.Result<Rolled, E>,
      remember?: Remember<ApiKey>
    ) => Effect.Effect<ApiKey, E | ApiKeyNotFound | Replayed | IdempotencyConflict | StorageUnavailable>

    /**
     * Loads and locks the org's tenancy, finds which keys, of whatever org, have one of the hashes, decides, and writes
     * what was decided with its entries in the audit log, in one transaction. Of two imports of a hash at once the
     * second finds the first's key.
     */
    readonly importLegacy: <E>(
      orgId: OrgId,
      hashes: ReadonlyArray<Hash>,
      decide: (tenancy: Tenancy, known: ReadonlyArray<HashedKey>) => Result.Result<Import, E>,
      remember?: Remember<Import>
    ) => Effect.Effect<Import, E | OrgNotFound | Replayed | IdempotencyConflict | StorageUnavailable>

    /** Keys were used. When one was last used never goes back; a key that is not there is passed over. */
    readonly used: (uses: ReadonlyArray<Use>) => Effect.Effect<void, StorageUnavailable>

    /** The org's keys, newest first; of one environment, or of all. */
    readonly list: (
      orgId: OrgId,
      environmentId: EnvironmentId | "all",
      page: PageRequest
    ) => Effect.Effect<Page<ApiKey>, StorageUnavailable>
  }
>()("@nexio/core/api-key/ApiKeyStore") {}
