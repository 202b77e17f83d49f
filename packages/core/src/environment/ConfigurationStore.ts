import { Context, type Effect, type Result } from "effect"
import type { OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Cloned } from "./Clone.ts"
import type { Configured } from "./Configuration.ts"

/** The port to environments' configurations, which are kept as environments and endpoints. */
export class ConfigurationStore extends Context.Service<
  ConfigurationStore,
  {
    /**
     * The configurations of the active environments of these slugs, all of one moment: those that there are, live
     * first, then in the order of their making.
     */
    readonly read: (
      orgId: OrgId,
      slugs: ReadonlyArray<string>
    ) => Effect.Effect<Configured, OrgNotFound | StorageUnavailable>

    /**
     * Loads and locks those, decides, and writes the clone that was decided on, in one transaction that serialises per
     * org with the changes of its environments and endpoints.
     */
    readonly clone: <E>(
      orgId: OrgId,
      slugs: ReadonlyArray<string>,
      decide: (configured: Configured) => Result.Result<Cloned, E>,
      remember?: Remember<Cloned>
    ) => Effect.Effect<Cloned, E | OrgNotFound | Replayed | IdempotencyConflict | StorageUnavailable>
  }
>()("@nexio/core/environment/ConfigurationStore") {}
