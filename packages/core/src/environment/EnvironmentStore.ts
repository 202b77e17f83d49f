import { Context, type Effect, type Result } from "effect"
import type { EnvironmentId, OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Environment } from "./Environment.ts"
import type { Decision, Tenancy } from "./Tenancy.ts"

/** The port to where environments are kept. */
export class EnvironmentStore extends Context.Service<
  EnvironmentStore,
  {
    /**
     * Loads and locks the org's tenancy, decides, and writes what was decided with its entry in the audit log, in one
     * transaction that serialises per org. A deletion stops all that belongs to the environment in the same step: its
     * keys stop, its endpoints go inactive, pending deliveries are cancelled, and queued runs become `failed` with
     * `environment_deleted` (which usage counts). Runs under way end as they would.
     */
    readonly change: <E>(
      orgId: OrgId,
      decide: (tenancy: Tenancy) => Result.Result<Decision, E>,
      remember?: Remember<Environment>
    ) => Effect.Effect<Environment, E | OrgNotFound | Replayed | IdempotencyConflict | StorageUnavailable>

    /** The org and its active environments, live first, then in the order of their making. */
    readonly tenancy: (orgId: OrgId) => Effect.Effect<Tenancy, OrgNotFound | StorageUnavailable>

    /** One by its id, deleted or not. */
    readonly byId: (orgId: OrgId, id: EnvironmentId) => Effect.Effect<Environment | undefined, StorageUnavailable>
  }
>()("@nexio/core/environment/EnvironmentStore") {}
