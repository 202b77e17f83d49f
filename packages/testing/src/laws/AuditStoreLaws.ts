/** What every adapter keeps of the audit log: contract section 9. */
import assert from "node:assert/strict"
import { AuditEntry, AuditLog, AuditStore, type Id, type Idempotency } from "@nexio/core"
import { Effect, Schema } from "effect"
import fc from "fast-check"
import { Changed, change, type Ports } from "./audit/Change.ts"
import { after, together, wait } from "./data-plane/Turns.ts"
import { type Law, law } from "./Law.ts"

export type { Ports } from "./audit/Change.ts"

/** All entries of an org, in their order. */
const entriesOf = (orgId: Id.OrgId) => AuditStore.use((log) => log.after(orgId, 0, 1_000))

/** An entry as it was decided: its place and its proof are the store's. */
const drafted = ({ mac: _mac, number: _number, orgId: _orgId, ...draft }: AuditEntry.AuditEntry): AuditEntry.Draft =>
  draft

const verified = (orgId: Id.OrgId) =>
  AuditLog.use((log) => log.verify(orgId)).pipe(Effect.provide(AuditLog.layer, { local: true }))

/** Fails unless the chain goes from 1 on without a gap, proves itself, and ends with the head. */
const isWhole = Effect.fnUntraced(function* (orgId: Id.OrgId) {
  const entries = yield* entriesOf(orgId)
  assert.deepEqual(
    entries.map(({ number }) => number),
    entries.map((_, nth) => nth + 1)
  )
  const { broken, head } = yield* verified(orgId)
  assert.equal(broken, undefined)
  const last = entries.at(-1)
  assert.deepEqual(head, { number: last?.number, mac: last?.mac })
  return entries
})

const changes = fc.array(change, { minLength: 1, maxLength: 20 })

const once = (orgId: Id.OrgId, key: string): Idempotency.Remember<unknown> => ({
  orgId,
  scope: "somewhere",
  key,
  fingerprint: "a body",
  at: 0,
  answer: () => "the first answer"
})

export const laws: ReadonlyArray<Law<Ports>> = [
  law({
    name: "writes down each change that was made, as it was decided and in that order, and nothing else",
    guards: "Who gave themselves a key, or deleted an environment, is not in the log; or somebody who did nothing is.",
    given: changes,
    holds: (changes) =>
      Effect.gen(function* () {
        const changed = new Changed()
        yield* changed.found
        for (const change of changes) yield* changed.make(change)
        const entries = yield* isWhole(changed.orgId)
        assert.deepEqual(entries.map(drafted), changed.entries)
        for (const entry of entries) {
          assert.equal(entry.orgId, changed.orgId)
          assert.ok(Schema.is(Schema.toType(AuditEntry.AuditEntry))(entry), "An entry is as its schema says")
        }
      })
  }),
  law({
    name: "writes a request that is repeated down once",
    guards: "The log tells of changes that were never made, each time that a client retries.",
    given: fc.record({ changes, times: fc.integer({ min: 1, max: 3 }) }),
    holds: ({ changes, times }) =>
      Effect.gen(function* () {
        const changed = new Changed()
        yield* changed.found
        for (const [nth, change] of changes.entries()) {
          if (!(yield* changed.make(change, once(changed.orgId, `key ${nth}`)))) continue
          // What is not done once is done again, and written down if it changes something again.
          for (let time = 0; time < times; time += 1) yield* changed.make(change, once(changed.orgId, `key ${nth}`))
        }
        assert.deepEqual((yield* isWhole(changed.orgId)).map(drafted), changed.entries)
      })
  }),
  law({
    name: "keeps one chain without gaps or forks, whatever is changed at once",
    guards: "Two changes at the same time stand on the same entry, and every verification from then on fails.",
    given: fc.array(fc.record({ change, wait }), { minLength: 2, maxLength: 8 }),
    holds: (atOnce) =>
      Effect.gen(function* () {
        const changed = new Changed()
        yield* changed.found
        yield* changed.make({ kind: "subscribe", nth: 0, actor: "system", address: undefined })
        // Which revocation came first is not seen from outside.
        const calls = atOnce.filter(({ change }) => change.kind !== "revoke")
        yield* Effect.forEach(calls, ({ change, wait }) => after(wait, changed.make(change)), together)
        const inAnyOrder = (drafts: ReadonlyArray<AuditEntry.Draft>) =>
          drafts.map((draft) => JSON.stringify(draft, Object.keys(draft).toSorted())).toSorted()
        assert.deepEqual(inAnyOrder((yield* isWhole(changed.orgId)).map(drafted)), inAnyOrder(changed.entries))
      })
  }),
  law({
    name: "keeps a chain for each org, in which no other org's changes are",
    guards: "A customer reads in its log what others do, or cannot verify it because of them.",
    given: fc.array(fc.record({ change, org: fc.nat({ max: 2 }) }), { minLength: 1, maxLength: 20 }),
    holds: (given) =>
      Effect.gen(function* () {
        const orgs = [new Changed(0), new Changed(1), new Changed(2)]
        for (const org of orgs) yield* org.found
        for (const { change, org } of given) yield* orgs[org]!.make(change)
        for (const { entries, orgId } of orgs) assert.deepEqual((yield* isWhole(orgId)).map(drafted), entries)
      })
  }),
  law({
    name: "gives the newest entries first, from whichever on and as many as are asked for, and in their order after one",
    guards: "A page of the log leaves out an entry, and nobody sees that it was there.",
    given: fc.record({ changes, limit: fc.integer({ min: 1, max: 25 }), from: fc.integer({ min: 0, max: 25 }) }),
    holds: ({ changes, from, limit }) =>
      Effect.gen(function* () {
        const changed = new Changed()
        yield* changed.found
        for (const change of changes) yield* changed.make(change)
        const log = yield* AuditStore
        const entries = yield* entriesOf(changed.orgId)
        const newest = entries.toReversed()
        assert.deepEqual(yield* log.before(changed.orgId, undefined, limit), newest.slice(0, limit))
        const before = newest.filter(({ number }) => number < from)
        assert.deepEqual(yield* log.before(changed.orgId, from, limit), before.slice(0, limit))
        const following = entries.filter(({ number }) => number > from)
        assert.deepEqual(yield* log.after(changed.orgId, from, limit), following.slice(0, limit))
      })
  })
]
