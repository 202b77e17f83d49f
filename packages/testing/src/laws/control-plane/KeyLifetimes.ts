/** How keys end, are rolled, come in from elsewhere, and when they were last used. */
import assert from "node:assert/strict"
import { ApiKeyStore, Instant } from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { after, together, wait } from "../data-plane/Turns.ts"
import { type Law, law } from "../Law.ts"
import { answerOf, tagOf } from "./Answer.ts"
import { credentialOf, find, keyFields } from "./Credentials.ts"
import type { Ports } from "./Keys.ts"
import { Requests, tenancyOf } from "./Requests.ts"
import { keysOf } from "./Walk.ts"

const overlap = fc.constantFrom(0, 1, 60, 604_800)
const waits = fc.array(wait, { minLength: 2, maxLength: 8 })

const listed = (orgId: Parameters<typeof keysOf>[0], id: string) =>
  Effect.map(keysOf(orgId), (keys) => keys.find((key) => key.id === id))

const rolled: ReadonlyArray<Law<Ports>> = [
  law({
    name: "writes both keys of a roll as they were decided, found by their own hashes",
    guards: "The new key does not work, or can do more or less; or the old one works for ever.",
    given: fc.record({ fields: keyFields, overlap, used: fc.boolean() }),
    holds: ({ fields, overlap, used }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { apiKey, org } = yield* requests.found()
        yield* requests.create(org.id, { slug: "dev" })
        const { expiresAt: _, ...given } = fields
        const old = yield* requests.mint(org.id, "dev", { ...given, expiresAt: requests.last() + Instant.day })
        const lastUsedAt = used ? requests.tick() : undefined
        if (lastUsedAt !== undefined) {
          yield* ApiKeyStore.use((keys) => keys.used([{ orgId: org.id, id: old.key.id, at: lastUsedAt }]))
        }
        const fresh = yield* requests.roll(org.id, old.key.id, overlap)
        const at = requests.last()
        const ended = {
          ...old.key,
          ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
          rolledAt: at,
          expiresAt: Math.min(old.key.expiresAt!, at + overlap * 1000),
          ...(overlap === 0 ? { revokedAt: at } : {})
        }
        const keyPrefix = `nx_dev_${fresh.hash.slice(0, 4)}`
        assert.deepEqual(fresh.key, { ...old.key, id: fresh.key.id, createdAt: at, keyPrefix })
        assert.deepEqual(yield* keysOf(org.id), [fresh.key, ended, apiKey])
        assert.deepEqual(yield* find(fresh.hash), credentialOf(fresh.key, "environment"))
        assert.deepEqual(yield* find(old.hash), credentialOf(ended, "environment"))
        assert.equal(yield* tagOf(requests.roll(org.id, old.key.id, overlap)), "KeyNotRollable")
      })
  }),
  law({
    name: "lets one of several rolls of a key succeed, however many there are at once",
    guards: "A key that leaked is rolled twice, and one of the new ones is nobody's to revoke.",
    given: waits,
    holds: (waits) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { apiKey, org } = yield* requests.found()
        const roll = (wait: number) =>
          after(
            wait,
            Effect.suspend(() => tagOf(requests.roll(org.id, apiKey.id, 60)))
          )
        const tags = yield* Effect.forEach(waits, roll, together)
        assert.deepEqual(tags.toSorted(), [...waits.slice(1).map(() => "KeyNotRollable"), "done"])
        assert.equal((yield* keysOf(org.id)).length, 2)
      })
  }),
  law({
    name: "keeps a key revoked that is rolled and revoked at once, and rolls none that was revoked before",
    guards: "A key that was reported as revoked works again, since a roll wrote over it.",
    given: fc.record({ revoke: wait, roll: wait }),
    holds: (waits) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { apiKey, hash, org } = yield* requests.found()
        const calls = [
          after(
            waits.revoke,
            Effect.suspend(() => tagOf(requests.revoke(org.id, apiKey.id)))
          ),
          after(
            waits.roll,
            Effect.suspend(() => tagOf(requests.roll(org.id, apiKey.id, 60)))
          )
        ]
        const [revoked, roll] = yield* Effect.all(calls, together)
        assert.equal(revoked, "done")
        assert.notEqual((yield* find(hash))?.revokedAt, undefined)
        const old = yield* listed(org.id, apiKey.id)
        assert.equal(old?.rolledAt !== undefined, roll === "done")
        assert.equal((yield* keysOf(org.id)).length, roll === "done" ? 2 : 1)
        assert.equal(yield* tagOf(requests.roll(org.id, apiKey.id, 60)), "KeyNotRollable")
      })
  }),
  law({
    name: "decides a roll on the key and its environment as they are, deleted or not, and rolls no other org's",
    guards: "A key of a deleted environment comes back to life, or one customer rolls another's.",
    given: fc.record({ deleted: fc.boolean(), suspended: fc.boolean() }),
    holds: ({ deleted, suspended }) =>
      Effect.gen(function* () {
        const store = yield* ApiKeyStore
        const requests = new Requests()
        const { org } = yield* requests.found()
        const other = yield* requests.found()
        const dev = yield* requests.create(org.id, { slug: "dev" })
        const { key } = yield* requests.mint(org.id, "dev")
        if (deleted) yield* requests.remove(org.id, "dev")
        const looked = store.roll(org.id, key.id, (old, environment) =>
          Result.fail({
            _tag: "Looked",
            old,
            environment: { ...environment, deletedAt: environment.deletedAt !== undefined }
          })
        )
        const seen = { _tag: "Looked", old: key, environment: { ...dev, deletedAt: deleted } }
        assert.deepEqual(yield* answerOf(looked), { refused: seen })
        assert.equal(yield* tagOf(requests.roll(other.org.id, key.id, 60)), "ApiKeyNotFound")
        if (suspended) yield* requests.changeOrg(org.id, { suspended: true })
        const answer = yield* answerOf(requests.roll(org.id, key.id, 60))
        assert.equal("done" in answer, !deleted)
        if ("done" in answer) assert.equal((yield* find(answer.done.hash))?.orgSuspended, suspended)
      })
  })
]

const imported: ReadonlyArray<Law<Ports>> = [
  law({
    name: "takes in legacy keys as they were decided, with the environment test where there is none, and finds them",
    guards: "Customers that moved here with their keys are locked out, or get the environment of another.",
    given: fc.record({
      count: fc.integer({ min: 1, max: 4 }),
      again: fc.integer({ min: 0, max: 4 }),
      suspended: fc.boolean()
    }),
    holds: ({ again, count, suspended }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { apiKey, org } = yield* requests.found()
        if (suspended) yield* requests.changeOrg(org.id, { suspended: true })
        const hashes = Array.from({ length: 4 }, requests.serial.hash)
        const first = yield* requests.importLegacy(org.id, hashes.slice(0, count))
        const second = yield* requests.importLegacy(org.id, again === 0 ? hashes.slice(0, 1) : hashes.slice(0, again))
        assert.deepEqual([first.created, second.created], [true, false])
        assert.deepEqual(second.environment, first.environment)
        const { environments } = yield* tenancyOf(org.id)
        assert.deepEqual(environments.slice(1), [first.environment])
        const fresh = [...first.fresh, ...second.fresh]
        assert.deepEqual(
          (yield* keysOf(org.id)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          [apiKey, ...fresh.map(({ key }) => key)].toSorted((a, b) => (a.id < b.id ? -1 : 1))
        )
        for (const { hash, key } of fresh) {
          assert.deepEqual(yield* find(hash), credentialOf(key, "test", { orgSuspended: suspended }))
        }
      })
  }),
  law({
    name: "shows an import the keys of whatever org that have one of its hashes, as they are, and no others",
    guards: "One hash is a key of two orgs, and whoever holds it reads the data of whichever is found first.",
    given: fc.record({ own: fc.boolean(), revoked: fc.boolean() }),
    holds: ({ own, revoked }) =>
      Effect.gen(function* () {
        const store = yield* ApiKeyStore
        const requests = new Requests()
        const { org } = yield* requests.found()
        const other = yield* requests.found()
        const [hash, unknown] = [requests.serial.hash(), requests.serial.hash()]
        const holder = own ? org.id : other.org.id
        let [key] = (yield* requests.importLegacy(holder, [hash])).keys
        if (revoked) key = { ...key!, revokedAt: yield* requests.revoke(holder, key!.id) }
        const looked = store.importLegacy(org.id, [hash, unknown, other.hash], (tenancy, known) =>
          Result.fail({
            _tag: "Looked",
            org: tenancy.org.id,
            known: known.toSorted((a, b) => (a.key.id < b.key.id ? -1 : 1))
          })
        )
        const known = [
          { key, hash },
          { key: other.apiKey, hash: other.hash }
        ].toSorted((a, b) => (a.key!.id < b.key!.id ? -1 : 1))
        assert.deepEqual(yield* answerOf(looked), { refused: { _tag: "Looked", org: org.id, known } })
        assert.equal(yield* tagOf(requests.importLegacy(requests.founding().org.id, [unknown])), "OrgNotFound")
      })
  }),
  law({
    name: "lets one org have a hash that several import at once, and one environment test where one org imports twice at once",
    guards: "Two imports at the same time make one key of two orgs, or fail as if storage were down.",
    given: fc.record({ waits: fc.array(fc.record({ wait, org: fc.nat({ max: 1 }) }), { minLength: 2, maxLength: 6 }) }),
    holds: ({ waits }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const orgs = [(yield* requests.found()).org.id, (yield* requests.found()).org.id]
        const hash = requests.serial.hash()
        const tags = yield* Effect.forEach(
          waits,
          ({ org, wait }) =>
            after(
              wait,
              Effect.suspend(() =>
                Effect.map(tagOf(requests.importLegacy(orgs[org]!, [hash])), (tag) => ({ org, tag }))
              )
            ),
          together
        )
        const owner = orgs.indexOf((yield* find(hash))!.orgId)
        for (const { org, tag } of tags) assert.equal(tag, org === owner ? "done" : "KeyKnownElsewhere")
        for (const [nth, orgId] of orgs.entries()) {
          assert.equal((yield* keysOf(orgId)).length, nth === owner ? 2 : 1)
          assert.equal((yield* tenancyOf(orgId)).environments.length, nth === owner ? 2 : 1)
        }
      })
  })
]

const used: ReadonlyArray<Law<Ports>> = [
  law({
    name: "moves on when a key was last used, never back, for those keys alone",
    guards: "A key that is in use looks forgotten and is revoked, or one that leaked looks unused.",
    given: fc.array(
      fc.array(fc.record({ key: fc.nat({ max: 2 }), at: fc.integer({ min: 1, max: 9 }), other: fc.boolean() }), {
        maxLength: 4
      }),
      { minLength: 1, maxLength: 5 }
    ),
    holds: (calls) =>
      Effect.gen(function* () {
        const store = yield* ApiKeyStore
        const requests = new Requests()
        const orgs = [yield* requests.found(), yield* requests.found()]
        const keys = orgs.flatMap(({ apiKey }) => [apiKey])
        for (const { org } of orgs) keys.push((yield* requests.mint(org.id, "live")).key)
        const last = new Map<string, number>()
        for (const uses of calls) {
          // One of another org is not there, and no fault.
          const asked = uses.map(({ at, key, other }) => {
            const { id, orgId } = keys[key]!
            return { orgId: other ? orgs.find(({ org }) => org.id !== orgId)!.org.id : orgId, id, at }
          })
          yield* store.used(asked)
          for (const { at, key, other } of uses) {
            const { id } = keys[key]!
            if (!other) last.set(id, Math.max(at, last.get(id) ?? at))
          }
        }
        for (const { org } of orgs) {
          const expected = keys
            .filter(({ orgId }) => orgId === org.id)
            .map((key) => (last.has(key.id) ? { ...key, lastUsedAt: last.get(key.id)! } : key))
          const ids = (rows: ReadonlyArray<{ readonly id: string }>) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
          assert.deepEqual(ids(yield* keysOf(org.id)), ids(expected))
        }
      })
  }),
  law({
    name: "ends up with the last of all uses, whoever tells of them at once",
    guards: "Servers that write at the same time set back what the other wrote, or wait for each other for ever.",
    given: fc.array(
      fc.record({ wait, uses: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 }) }),
      {
        minLength: 2,
        maxLength: 6
      }
    ),
    holds: (calls) =>
      Effect.gen(function* () {
        const store = yield* ApiKeyStore
        const requests = new Requests()
        const { apiKey, org } = yield* requests.found()
        const keys = [apiKey]
        for (let nth = 0; nth < 3; nth += 1) keys.push((yield* requests.mint(org.id, "live")).key)
        yield* Effect.forEach(
          calls,
          ({ uses, wait }, nth) => {
            const told = uses.map((at, key) => ({ orgId: org.id, id: keys[key]!.id, at }))
            return after(wait, store.used(nth % 2 === 0 ? told : told.toReversed()))
          },
          together
        )
        for (const [nth, { id }] of keys.entries()) {
          const instants = calls.flatMap(({ uses }) => uses.slice(nth, nth + 1))
          const expected = instants.length === 0 ? undefined : Math.max(...instants)
          assert.equal((yield* listed(org.id, id))?.lastUsedAt, expected)
        }
      })
  })
]

export const lifetimes: ReadonlyArray<Law<Ports>> = [...rolled, ...imported, ...used]
