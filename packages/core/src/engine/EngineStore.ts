import { Context, type Effect, type Result } from "effect"
import type { OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Decision, Engine, EngineNotFound, EngineVersionNotFound } from "./Engine.ts"
import type { EngineSlug } from "./EngineSlug.ts"
import type { EngineVersion, Version } from "./EngineVersion.ts"

/** The port to where engines and their versions are kept. The engine `default` comes with its org: see `OrgStore`. */
export class EngineStore extends Context.Service<
  EngineStore,
  {
    /**
     * Loads and locks the org's engine of this slug, or none, decides, and writes what was decided, a new version and
     * the audit entry with it, in one transaction that serialises per org.
     */
    readonly change: <D extends Decision, E>(
      orgId: OrgId,
      slug: EngineSlug,
      decide: (found: Engine | undefined) => Result.Result<D, E>,
      remember?: Remember<D>
    ) => Effect.Effect<D, E | OrgNotFound | Replayed | IdempotencyConflict | StorageUnavailable>

    readonly find: (orgId: OrgId, slug: EngineSlug) => Effect.Effect<Engine, EngineNotFound | StorageUnavailable>

    /** Newest first. */
    readonly list: (orgId: OrgId, page: PageRequest) => Effect.Effect<Page<Engine>, StorageUnavailable>

    readonly version: (
      orgId: OrgId,
      slug: EngineSlug,
      version: Version
    ) => Effect.Effect<EngineVersion, EngineVersionNotFound | StorageUnavailable>

    /** Those of an engine, newest first. */
    readonly versions: (
      orgId: OrgId,
      slug: EngineSlug,
      page: PageRequest
    ) => Effect.Effect<Page<EngineVersion>, EngineNotFound | StorageUnavailable>
  }
>()("@nexio/core/engine/EngineStore") {}
