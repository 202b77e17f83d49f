/** Orgs: as they were founded, and as changes left them. */

import assert from "node:assert/strict"
import { type Id, Org, OrgStore } from "@nexio/core"
import { Effect, Exit } from "effect"
import fc from "fast-check"
import { present } from "../../arbitraries/Instant.ts"
import { cap, name, orgChange, rateLimitPerMinute } from "../../arbitraries/Org.ts"
import { after, together, wait } from "../data-plane/Turns.ts"
import { type Law, law } from "../Law.ts"
import { originAt } from "../Origins.ts"
import { answerOf, tagOf } from "./Answer.ts"
import { Requests } from "./Requests.ts"
import { newestFirst, walk } from "./Walk.ts"

const fields = fc.record(
  {
    name,
    environmentLimit: cap,
    endpointLimit: cap,
    rateLimitPerMinute,
    createdAt: present,
    suspendedAt: present
  },
  { requiredKeys: ["name", "environmentLimit", "endpointLimit", "createdAt"] }
)

const waits = fc.array(wait, { minLength: 2, maxLength: 12 })

const at = (nth: number): number => Date.UTC(2027, 0, 1) + nth

const unknown = new Requests().serial.id<Id.OrgId>(at(0))

const list = OrgStore.use((orgs) => walk(100, orgs.list))

export const founding: ReadonlyArray<Law<OrgStore>> = [
  law({
    name: "finds an org as it was founded",
    guards: "An org comes back with another name, limit or instant than the operator gave it.",
    given: fc.array(fields, { minLength: 1, maxLength: 3 }),
    holds: (given) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const founded = given.map((org) => requests.founding(org))
        for (const one of founded) yield* orgs.found(one)
        for (const { org } of founded) assert.deepEqual(yield* orgs.find(org.id), org)
        assert.deepEqual(yield* list, newestFirst(founded.map(({ org }) => org)))
      })
  }),
  law({
    name: "is empty until an org is founded, and never after",
    guards: "The first start founds no org, or each start founds another one.",
    given: fc.integer({ min: 1, max: 3 }),
    holds: (count) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        assert.equal(yield* orgs.isEmpty, true)
        for (let nth = 0; nth < count; nth += 1) {
          yield* requests.found({ suspendedAt: at(nth) })
          assert.equal(yield* orgs.isEmpty, false)
        }
      })
  }),
  law({
    name: "knows no org that was not founded, and makes none of it",
    guards: "A mistyped id makes an org, or is told from one that exists by something else than a 404.",
    given: fc.array(fields, { maxLength: 2 }),
    holds: (given) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        for (const org of given) yield* requests.found(org)
        const before = yield* list
        const notFound = { refused: { _tag: "OrgNotFound", orgId: unknown } }
        assert.deepEqual(yield* answerOf(orgs.find(unknown)), notFound)
        assert.deepEqual(yield* answerOf(requests.changeOrg(unknown, { name: "Other" })), notFound)
        assert.deepEqual(yield* list, before)
        assert.equal(yield* orgs.isEmpty, before.length === 0)
      })
  }),
  law({
    name: "founds every org of however many at once",
    guards: "An org that was acknowledged is not there.",
    given: waits,
    holds: (waits) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const founded = yield* Effect.forEach(waits, (wait) => after(wait, requests.found()), together)
        assert.deepEqual(yield* list, newestFirst(founded.map(({ org }) => org)))
        for (const { org } of founded) assert.deepEqual(yield* orgs.find(org.id), org)
      })
  })
]

export const changes: ReadonlyArray<Law<OrgStore>> = [
  law({
    name: "changes of an org what was decided, and nothing of any other",
    guards: "The limit that an operator sets, or a suspension, is lost or hits another customer.",
    given: fc.record({
      orgs: fc.array(fields, { minLength: 1, maxLength: 3 }),
      changes: fc.array(fc.record({ nth: fc.nat({ max: 2 }), by: orgChange }), { minLength: 1, maxLength: 12 })
    }),
    holds: ({ changes, orgs: given }) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const expected: Array<Org.Org> = []
        for (const org of given) expected.push((yield* requests.found(org)).org)
        for (const [hour, { by, nth }] of changes.entries()) {
          const which = nth % expected.length
          const before = expected[which]!
          const { org: changed } = Org.change(before, by, originAt(at(hour)))
          const answer = yield* orgs.change(before.id, (org) => {
            assert.deepEqual(org, before, "what is decided on")
            return Org.change(org, by, originAt(at(hour)))
          })
          assert.deepEqual(answer, changed)
          expected[which] = changed
          for (const org of expected) assert.deepEqual(yield* orgs.find(org.id), org)
        }
        assert.deepEqual(yield* list, newestFirst(expected))
      })
  }),
  law({
    name: "keeps the instant of the first suspension until that is lifted",
    guards: "The record of since when a customer was suspended is overwritten.",
    given: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
    holds: (suspensions) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const { org } = yield* requests.found()
        let since: number | undefined
        for (const suspended of suspensions) {
          const now = requests.tick()
          yield* orgs.change(org.id, (org) => Org.change(org, { suspended }, originAt(now)))
          since = suspended ? (since ?? now) : undefined
          assert.deepEqual(yield* orgs.find(org.id), since === undefined ? org : { ...org, suspendedAt: since })
        }
      })
  }),
  law({
    name: "makes each of many changes at once on what the one before it left",
    guards: "Of two operators who change an org at the same time, one is told that it was done and it is not.",
    given: waits,
    holds: (waits) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const { org } = yield* requests.found({ endpointLimit: 0 })
        const raise = orgs.change(org.id, (org) => ({
          org: { ...org, endpointLimit: org.endpointLimit + 1 },
          entry: undefined
        }))
        const answers = yield* Effect.forEach(waits, (wait) => after(wait, raise), together)
        assert.deepEqual(
          answers.map(({ endpointLimit }) => endpointLimit).toSorted((a, b) => a - b),
          waits.map((_, nth) => nth + 1)
        )
        assert.deepEqual(yield* orgs.find(org.id), { ...org, endpointLimit: waits.length })
      })
  }),
  law({
    name: "shows a change from when it was acknowledged, whoever else changes what",
    guards: "An operator sets a limit, looks, and sees the old one; or it comes back later.",
    given: fc.array(fc.array(wait, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 5 }),
    holds: (callers) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const changing = Effect.fnUntraced(function* (waits: ReadonlyArray<number>) {
          const { org } = yield* requests.found()
          for (const [nth, wait] of waits.entries()) {
            const changed = yield* after(wait, requests.changeOrg(org.id, { environmentLimit: nth, suspended: true }))
            assert.deepEqual(yield* orgs.find(org.id), changed)
          }
          return yield* orgs.find(org.id)
        })
        const left = yield* Effect.forEach(callers, changing, together)
        assert.deepEqual(yield* list, newestFirst(left))
      })
  }),
  law({
    name: "changes nothing where deciding dies, and goes on",
    guards: "A bug in one decision leaves an org half changed, or locked for good.",
    given: fc.nat({ max: 3 }),
    holds: (times) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const { org } = yield* requests.found()
        for (let nth = 0; nth <= times; nth += 1) {
          const exit = yield* Effect.exit(
            orgs.change(org.id, () => {
              throw new Error("A bug")
            })
          )
          assert.ok(Exit.isFailure(exit))
          assert.deepEqual(yield* orgs.find(org.id), org)
        }
        assert.equal(yield* tagOf(requests.changeOrg(org.id, { name: "Other" })), "done")
        assert.deepEqual(yield* orgs.find(org.id), { ...org, name: "Other" })
      })
  })
]
