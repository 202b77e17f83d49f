/**
 * The chain of an org's audit entries: each one's MAC is over the one before, with a key that only servers have.
 *
 * Whoever edits, deletes or reorders entries in the database breaks it. Whoever cuts off its end is found by the head,
 * which stands in the org's row; and whoever sets that back as well, by a head that a reader kept elsewhere.
 */
import type { OrgId } from "../id/Id.ts"
import type { Mac, Secrets } from "../secret/Secrets.ts"
import type { AuditEntry, Draft } from "./AuditEntry.ts"

/** The last entry of a chain; `number` 0 and an empty `mac` before the first. */
export interface Head {
  readonly number: number
  readonly mac: Mac | ""
}

export const none: Head = { number: 0, mac: "" }

/** Where a chain is broken, and how. */
export interface Break {
  /** The number of the first entry that is not as it was written, or not there. */
  readonly number: number
  readonly reason: "altered" | "missing" | "unlike_kept"
}

/** The entry that a change becomes after the head. */
export const append = (
  secrets: Pick<Secrets["Service"], "mac">,
  orgId: OrgId,
  head: Head,
  draft: Draft
): AuditEntry => {
  const entry = { ...draft, orgId, number: head.number + 1 }
  return { ...entry, mac: secrets.mac(contentOf(entry, head.mac)) }
}

/** Where the entries, read in their order, do not go on from the head before them; nothing where they do. */
export const breakIn = (
  secrets: Pick<Secrets["Service"], "isMacOf">,
  orgId: OrgId,
  before: Head,
  entries: ReadonlyArray<AuditEntry>
): Break | undefined => {
  let head = before
  for (const entry of entries) {
    const number = head.number + 1
    if (entry.number !== number) return { number, reason: "missing" }
    if (!secrets.isMacOf(entry.mac, contentOf({ ...entry, orgId }, head.mac))) return { number, reason: "altered" }
    head = entry
  }
  return undefined
}

/** All that is said of an entry, in one text that no other entry has. */
const contentOf = (entry: Omit<AuditEntry, "mac">, before: Mac | ""): string =>
  JSON.stringify([
    before,
    entry.orgId,
    entry.number,
    entry.createdAt,
    entry.actor,
    entry.address ?? null,
    entry.action,
    entry.target,
    entry.environmentId ?? null,
    entry.details ?? null
  ])
