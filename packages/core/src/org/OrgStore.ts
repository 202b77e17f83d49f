import { Context, type Effect } from "effect"
import type { ApiKey } from "../api-key/ApiKey.ts"
import type * as AuditEntry from "../audit/AuditEntry.ts"
import type { Release } from "../engine/Engine.ts"
import type { Environment } from "../environment/Environment.ts"
import type { OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { Hash } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Decision, Org, OrgNotFound } from "./Org.ts"

/** An org as it is founded: with its one live environment, that environment's first key, and the engine `default`. */
export interface Founding {
  readonly org: Org
  readonly live: Environment
  readonly apiKey: ApiKey
  readonly hash: Hash
  readonly entry: AuditEntry.Draft
  readonly engine: Release
}

/** The port to where orgs are kept. */
export class OrgStore extends Context.Service<
  OrgStore,
  {
    /** Writes the org, its live environment, its first key and the engine `default`, and begins its audit log, as one. */
    readonly found: (
      founding: Founding,
      remember?: Remember<Founding>
    ) => Effect.Effect<void, Replayed | IdempotencyConflict | StorageUnavailable>

    /**
     * Loads and locks the org, decides, and writes what was decided, with its entry in the audit log. A suspension stops
     * the org's keys in the same step; lifting it makes them work again.
     */
    readonly change: (
      orgId: OrgId,
      decide: (org: Org) => Decision
    ) => Effect.Effect<Org, OrgNotFound | StorageUnavailable>

    readonly find: (orgId: OrgId) => Effect.Effect<Org, OrgNotFound | StorageUnavailable>

    /** Newest first. */
    readonly list: (page: PageRequest) => Effect.Effect<Page<Org>, StorageUnavailable>

    /** Whether there is none yet: then the first start makes one. */
    readonly isEmpty: Effect.Effect<boolean, StorageUnavailable>
  }
>()("@nexio/core/org/OrgStore") {}
