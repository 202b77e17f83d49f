import { Effect, Layer } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { AuditChain, AuditEntry, AuditLog, AuditStore, Id, type Json, Secrets } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

const orgId = "00000000-0000-7000-8000-000000000001" as Id.OrgId
const secrets = ports.openSecrets()

const draft: fc.Arbitrary<AuditEntry.Draft> = fc
  .record({
    at: arbitrary.present,
    actor: fc.constantFrom("operator" as const, "system" as const, "api_key:1" as const),
    address: fc.constantFrom(undefined, "192.0.2.1", "192.0.2.2"),
    action: fc.constantFrom(...AuditEntry.Action.literals),
    target: fc.constantFrom("a", "b"),
    environmentId: fc.option(arbitrary.id<Id.EnvironmentId>(), { nil: undefined }),
    details: fc.option(fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json.Json>, { maxKeys: 2 }), {
      nil: undefined
    })
  })
  .map(({ action, actor, address, at, details, environmentId, target }) =>
    AuditEntry.draft(
      { at, actor, ...(address === undefined ? {} : { address }) },
      { action, target, environmentId, details }
    )
  )

const chainOf = (drafts: ReadonlyArray<AuditEntry.Draft>): ReadonlyArray<AuditEntry.AuditEntry> => {
  const entries: Array<AuditEntry.AuditEntry> = []
  for (const draft of drafts) {
    entries.push(AuditChain.append(secrets, orgId, entries.at(-1) ?? AuditChain.none, draft))
  }
  return entries
}

const chain = fc.array(draft, { minLength: 1, maxLength: 12 }).map(chainOf)

/** What a verification finds where the database says this. */
const verify = (entries: ReadonlyArray<AuditEntry.AuditEntry>, head: AuditChain.Head, kept?: AuditChain.Head) => {
  const store = Layer.mock(AuditStore, {
    head: () => Effect.succeed({ number: head.number, mac: head.mac }),
    after: (_, number, limit) => Effect.succeed(entries.filter((entry) => entry.number > number).slice(0, limit))
  })
  return Effect.runSync(
    AuditLog.use((log) => log.verify(orgId, kept)).pipe(
      Effect.provide(AuditLog.layer),
      Effect.provide([store, Layer.succeed(Secrets, secrets)])
    )
  )
}

describe("A verification of the audit log", () => {
  it("finds nothing in a chain that is as it was written, whichever of its heads was kept", () =>
    fc.assert(
      fc.property(chain, fc.nat(), (entries, nth) => {
        const head = entries.at(-1)!
        expect(verify(entries, head, entries[nth % entries.length])).toEqual({
          head: { number: head.number, mac: head.mac }
        })
      }),
      runs
    ))

  it("always finds an entry in which anything was altered", () =>
    fc.assert(
      fc.property(
        chain,
        fc.nat(),
        draft,
        fc.constantFrom<Array<keyof AuditEntry.Draft | "mac">>(
          "createdAt",
          "actor",
          "address",
          "action",
          "target",
          "environmentId",
          "details",
          "mac"
        ),
        (entries, nth, other, field) => {
          const which = nth % entries.length
          const before = entries[which]!
          const value = field === "mac" ? secrets.mac("another") : other[field]
          const { [field]: _old, ...rest } = before
          const altered = (value === undefined ? rest : { ...rest, [field]: value }) as AuditEntry.AuditEntry
          fc.pre(JSON.stringify(altered[field]) !== JSON.stringify(before[field]))
          const { broken } = verify(entries.with(which, altered), entries.at(-1)!)
          expect(broken).toEqual({ number: before.number, reason: "altered" })
        }
      ),
      runs
    ))

  it("always finds an entry that is missing, wherever it stood, the last one too", () =>
    fc.assert(
      fc.property(chain, fc.nat(), (entries, nth) => {
        const { number } = entries[nth % entries.length]!
        const { broken } = verify(
          entries.filter((entry) => entry.number !== number),
          entries.at(-1)!
        )
        expect(broken).toEqual({ number, reason: "missing" })
      }),
      runs
    ))

  it("always finds entries that changed places, with their numbers or without", () =>
    fc.assert(
      fc.property(chain, fc.nat(), fc.nat(), fc.boolean(), (entries, one, another, renumbered) => {
        const [a, b] = [one % entries.length, another % entries.length]
        fc.pre(a !== b)
        const swapped = entries
          .with(a, renumbered ? { ...entries[b]!, number: a + 1 } : entries[b]!)
          .with(b, renumbered ? { ...entries[a]!, number: b + 1 } : entries[a]!)
        expect(verify(swapped, entries.at(-1)!).broken?.number).toBe(Math.min(a, b) + 1)
      }),
      runs
    ))

  it("always finds a chain that was cut off together with its head, by a head that was kept", () =>
    fc.assert(
      fc.property(chain, fc.nat(), (entries, nth) => {
        const kept = entries.at(-1)!
        const cut = entries.slice(0, nth % entries.length)
        const { broken } = verify(cut, cut.at(-1) ?? AuditChain.none, kept)
        expect(broken).toEqual({ number: cut.length + 1, reason: "missing" })
      }),
      runs
    ))

  it("always finds a chain that was written anew from somewhere on, by a head that was kept", () =>
    fc.assert(
      fc.property(fc.array(draft, { minLength: 1, maxLength: 9 }), fc.nat(), draft, (drafts, nth, other) => {
        const which = nth % drafts.length
        fc.pre(JSON.stringify(other) !== JSON.stringify(drafts[which]))
        const kept = chainOf(drafts).at(-1)!
        const forged = chainOf(drafts.with(which, other))
        expect(verify(forged, forged.at(-1)!).broken).toBeUndefined()
        expect(verify(forged, forged.at(-1)!, kept).broken).toEqual({ number: kept.number, reason: "unlike_kept" })
      }),
      runs
    ))

  it("finds a chain that was moved to another org", () =>
    fc.assert(
      fc.property(chain, (entries) => {
        const elsewhere = Id.OrgId.make("00000000-0000-7000-8000-000000000002")
        expect(AuditChain.breakIn(secrets, elsewhere, AuditChain.none, entries)).toEqual({
          number: 1,
          reason: "altered"
        })
      }),
      runs
    ))
})
