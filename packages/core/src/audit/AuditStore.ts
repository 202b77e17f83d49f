import { Context, type Effect } from "effect"
import type { OrgId } from "../id/Id.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Head } from "./AuditChain.ts"
import type { AuditEntry } from "./AuditEntry.ts"

/**
 * The port to the audit log. Nothing is written here: each store appends the entry of a change in the transaction of
 * the change, after the head that it finds in the org's row.
 */
export class AuditStore extends Context.Service<
  AuditStore,
  {
    /** The newest first: up to `limit` entries before the one of this number, or the last ones. */
    readonly before: (
      orgId: OrgId,
      number: number | undefined,
      limit: number
    ) => Effect.Effect<ReadonlyArray<AuditEntry>, StorageUnavailable>

    /** In their order: up to `limit` entries after the one of this number. */
    readonly after: (
      orgId: OrgId,
      number: number,
      limit: number
    ) => Effect.Effect<ReadonlyArray<AuditEntry>, StorageUnavailable>

    /** The last entry of the org's chain, as the org's row has it. */
    readonly head: (orgId: OrgId) => Effect.Effect<Head, OrgNotFound | StorageUnavailable>
  }
>()("@nexio/core/audit/AuditStore") {}
