import { type AuditEntry, type Id, Mac } from "@nexio/core"
import { Effect } from "effect"
import { inStores, type StoreSet } from "./Fault.ts"

type Entries = ReadonlyArray<AuditEntry.AuditEntry>

/** Shows all entries otherwise than they are. */
const seen = ({ audit }: StoreSet, see: (entries: Entries) => Entries): Partial<StoreSet> => ({
  audit: {
    ...audit,
    before: (...asked) => Effect.map(audit.before(...asked), see),
    after: (...asked) => Effect.map(audit.after(...asked), see)
  }
})

const each = (right: StoreSet, see: (entry: AuditEntry.AuditEntry) => AuditEntry.AuditEntry) =>
  seen(right, (entries) => entries.map(see))

const unnoted = <D extends { readonly entry: unknown }>(decision: D) => ({ ...decision, entry: undefined })

const named = (entry: AuditEntry.Draft | undefined, action: AuditEntry.Action) => entry?.action === action

/** A proof that is none. */
const mac = Mac.make(`forged.${"0".repeat(64)}`)

export const faults = inStores("AuditStore", [
  {
    name: "writes nothing down of what is changed of an org",
    breaks: "Every change is in the audit log, in its transaction (9).",
    wrap: ({ orgs }) => ({
      orgs: { ...orgs, change: (orgId, decide) => orgs.change(orgId, (org) => unnoted(decide(org))) }
    })
  },
  {
    name: "writes nothing down of a deletion",
    breaks: "Every change is in the audit log, in its transaction (9).",
    wrap: ({ environments }) => ({
      environments: {
        ...environments,
        change: (orgId, decide, remember) =>
          environments.change(
            orgId,
            (tenancy) => {
              const decided = decide(tenancy)
              return decided._tag === "Success" && named(decided.success.entry, "environment.deleted")
                ? { ...decided, success: unnoted(decided.success) }
                : decided
            },
            remember
          )
      }
    })
  },
  {
    name: "writes down nobody's address",
    breaks: "From which address is in the audit log (9).",
    wrap: (right) => each(right, ({ address: _address, ...entry }) => entry)
  },
  {
    name: "writes every change down as the operator's",
    breaks: "Who made a change is in the audit log (9).",
    wrap: (right) => each(right, (entry) => ({ ...entry, actor: "operator" }))
  },
  {
    name: "loses the details",
    breaks: "What was changed is in the audit log (9).",
    wrap: (right) => each(right, ({ details: _details, ...entry }) => entry)
  },
  {
    name: "keeps the time of an entry to the second",
    breaks: "When is in the audit log (9), in milliseconds (3).",
    wrap: (right) => each(right, (entry) => ({ ...entry, createdAt: entry.createdAt - (entry.createdAt % 1_000) }))
  },
  {
    name: "numbers entries from 0",
    breaks: "Entries are numbered from 1 (9; AuditEntry.number).",
    wrap: (right) => each(right, (entry) => ({ ...entry, number: entry.number - 1 }))
  },
  {
    name: "proves nothing with its MACs",
    breaks: "Each entry's MAC is over the one before, with a key that only servers have (9).",
    wrap: (right) => each(right, (entry) => ({ ...entry, mac }))
  },
  {
    name: "leaves every tenth entry out",
    breaks: "Entries are numbered without gaps (9).",
    wrap: (right) => seen(right, (entries) => entries.filter(({ number }) => number % 10 !== 0))
  },
  {
    name: "gives the oldest entries first",
    breaks: "The newest first (AuditStore.before).",
    wrap: ({ audit }) => ({
      audit: {
        ...audit,
        before: (orgId, number, limit) =>
          Effect.map(audit.after(orgId, 0, 1_000), (entries) =>
            entries.filter((entry) => number === undefined || entry.number < number).slice(0, limit)
          )
      }
    })
  },
  {
    name: "gives the entry that a page goes on from once more",
    breaks: "Entries before the one of this number (AuditStore.before).",
    wrap: ({ audit }) => ({
      audit: { ...audit, before: (orgId, number, limit) => audit.before(orgId, number && number + 1, limit) }
    })
  },
  {
    name: "gives one entry less than is asked for",
    breaks: "Up to `limit` entries (AuditStore.after).",
    wrap: ({ audit }) => ({
      audit: { ...audit, after: (orgId, number, limit) => audit.after(orgId, number, Math.max(1, limit - 1)) }
    })
  },
  {
    name: "tells a head that is one behind",
    breaks: "The head is the last entry (AuditStore.head).",
    wrap: ({ audit }) => ({
      audit: {
        ...audit,
        head: (orgId) =>
          Effect.flatMap(audit.head(orgId), (head) =>
            Effect.map(audit.before(orgId, head.number, 1), ([before]) =>
              before === undefined ? head : { number: before.number, mac: before.mac }
            )
          )
      }
    })
  },
  {
    name: "writes a revocation of a revoked key down again",
    breaks: "Revoked already, it stays as it is, and nothing is written down (ApiKeyStore.revoke).",
    wrap: ({ apiKeys, orgs }) => ({
      apiKeys: {
        ...apiKeys,
        revoke: Effect.fnUntraced(function* (orgId, id, origin) {
          const { items } = yield* apiKeys.list(orgId, "all", { limit: 100 })
          const before = items.find((key) => key.id === id)
          yield* apiKeys.revoke(orgId, id, origin)
          if (before?.revokedAt === undefined) return
          const entry = { createdAt: origin.at, actor: origin.actor, action: "api_key.revoked", target: id } as const
          yield* Effect.orDie(orgs.change(orgId, (org) => ({ org, entry })))
        })
      }
    })
  },
  {
    name: "keeps one chain for all orgs",
    breaks: "One chain per org (9).",
    wrap: ({ audit, orgs }) => {
      const known = new Set<Id.OrgId>()
      return {
        orgs: {
          ...orgs,
          found: (founding, remember) =>
            Effect.tap(orgs.found(founding, remember), () => Effect.sync(() => known.add(founding.org.id)))
        },
        audit: {
          ...audit,
          after: (orgId, number, limit) =>
            Effect.map(
              Effect.forEach([orgId, ...known], (one) => audit.after(one, number, limit)),
              (chains) => [...new Map(chains.flat().map((entry) => [entry.mac, entry])).values()].slice(0, limit)
            )
        }
      }
    }
  }
])
