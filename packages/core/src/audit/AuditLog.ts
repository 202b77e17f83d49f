import { Context, Effect, Layer } from "effect"
import type { OrgId } from "../id/Id.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { Page } from "../page/Page.ts"
import { Secrets } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import * as AuditChain from "./AuditChain.ts"
import type { AuditEntry } from "./AuditEntry.ts"
import { AuditStore } from "./AuditStore.ts"

/** What a verification found: the head to keep, and the first break, if the chain has one. */
export interface Verification {
  readonly head: AuditChain.Head
  readonly broken?: AuditChain.Break
}

/** The use cases of the audit log. */
export class AuditLog extends Context.Service<
  AuditLog,
  {
    /** The org's changes, the newest first. A page goes on after the entry of the number in `after`. */
    readonly list: (
      orgId: OrgId,
      page: { readonly limit: number; readonly after?: number | undefined }
    ) => Effect.Effect<Page<AuditEntry>, StorageUnavailable>
    /**
     * Reads the whole chain and tells its first break. `kept` is a head that was answered before and kept elsewhere:
     * the chain has to have it still.
     */
    readonly verify: (
      orgId: OrgId,
      kept?: AuditChain.Head
    ) => Effect.Effect<Verification, OrgNotFound | StorageUnavailable>
  }
>()("@nexio/core/audit/AuditLog") {
  static readonly layer = Layer.effect(
    AuditLog,
    Effect.gen(function* () {
      const store = yield* AuditStore
      const secrets = yield* Secrets

      const firstBreak = Effect.fnUntraced(function* (orgId: OrgId, head: AuditChain.Head, kept?: AuditChain.Head) {
        let last = AuditChain.none
        while (last.number < head.number) {
          // What is appended meanwhile comes after the head, and is the next verification's.
          const limit = Math.min(batch, head.number - last.number)
          const entries = yield* store.after(orgId, last.number, limit)
          const broken = AuditChain.breakIn(secrets, orgId, last, entries) ?? unlike(entries, kept)
          if (broken !== undefined) return broken
          const next = entries.at(-1)
          if (next === undefined) return { number: last.number + 1, reason: "missing" } as const
          last = next
        }
        const end = kept === undefined || kept.number <= head.number ? undefined : head.number + 1
        if (end !== undefined) return { number: end, reason: "missing" } as const
        if (last.mac !== head.mac) return { number: head.number, reason: "altered" } as const
        // What comes after the head was appended since, or by somebody who is no server.
        const [next] = yield* store.after(orgId, head.number, 1)
        if (next === undefined || (yield* store.head(orgId)).number >= next.number) return undefined
        return { number: next.number, reason: "altered" } as const
      })

      return AuditLog.of({
        list: Effect.fn("AuditLog.list")(function* (orgId, { after, limit }) {
          const entries = yield* store.before(orgId, after, limit + 1)
          const items = entries.slice(0, limit)
          const last = items.at(-1)
          return entries.length > limit && last !== undefined ? { items, next: String(last.number) } : { items }
        }),
        verify: Effect.fn("AuditLog.verify")(function* (orgId, kept) {
          const head = yield* store.head(orgId)
          const broken = yield* firstBreak(orgId, head, kept)
          return broken === undefined ? { head } : { head, broken }
        })
      })
    })
  )
}

/** How many entries are read at once. */
const batch = 500

/** The entry that a kept head is of, where it is another by now. */
const unlike = (
  entries: ReadonlyArray<AuditEntry>,
  kept: AuditChain.Head | undefined
): AuditChain.Break | undefined => {
  const same = kept && entries.find(({ number }) => number === kept.number)
  return same === undefined || same.mac === kept?.mac ? undefined : { number: same.number, reason: "unlike_kept" }
}
