/** One caller after another: what stops a key, and what does not. */
import assert from "node:assert/strict"
import type { ApiKey } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { rateLimitPerMinute } from "../../arbitraries/Org.ts"
import { slug } from "../../arbitraries/Slug.ts"
import { type Law, law } from "../Law.ts"
import { tagOf } from "./Answer.ts"
import { credentialOf, find } from "./Credentials.ts"
import type { Ports } from "./Keys.ts"
import { Requests } from "./Requests.ts"
import { keysOf, newestFirst } from "./Walk.ts"

export const stops: ReadonlyArray<Law<Ports>> = [
  law({
    name: "says that a key is revoked from when it was, and no other; revoked twice, since the first time",
    guards: "A leaked key goes on working after it was revoked, or the record of since when it did not is overwritten.",
    given: fc.record({
      keys: fc.integer({ min: 1, max: 4 }),
      revoked: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 6 })
    }),
    holds: ({ keys, revoked }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { apiKey, hash, org } = yield* requests.found()
        const all: Array<ApiKey.HashedKey> = [{ key: apiKey, hash }]
        for (let nth = 0; nth < keys; nth += 1) all.push(yield* requests.mint(org.id, "live"))
        for (const nth of revoked) {
          const which = nth % all.length
          const { hash, key } = all[which]!
          const revokedAt = yield* requests.revoke(org.id, key.id)
          all[which] = { hash, key: { revokedAt, ...key } }
          for (const { hash, key } of all) assert.deepEqual(yield* find(hash), credentialOf(key, "live"))
          assert.deepEqual(yield* keysOf(org.id), newestFirst(all.map(({ key }) => key)))
        }
      })
  }),
  law({
    name: "revokes no key of another org, nor one that there is not",
    guards: "A customer can stop the keys of another one.",
    given: fc.record({ revoked: fc.boolean(), mine: fc.nat({ max: 2 }) }),
    holds: ({ mine, revoked }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const [one, other] = [yield* requests.found(), yield* requests.found()]
        for (let nth = 0; nth < mine; nth += 1) yield* requests.mint(one.org.id, "live")
        if (revoked) yield* requests.revoke(other.org.id, other.apiKey.id)
        const before = [yield* keysOf(one.org.id), yield* keysOf(other.org.id), yield* find(other.hash)]
        for (const id of [other.apiKey.id, requests.founding().apiKey.id]) {
          assert.equal(yield* tagOf(requests.revoke(one.org.id, id)), "ApiKeyNotFound")
        }
        assert.deepEqual([yield* keysOf(one.org.id), yield* keysOf(other.org.id), yield* find(other.hash)], before)
      })
  }),
  law({
    name: "stops all keys of an org as long as it is suspended, also those minted meanwhile, and of no other org",
    guards: "A suspended customer goes on, another one is stopped with it, or the keys do not come back.",
    given: fc.record({
      slug,
      steps: fc.array(fc.constantFrom("suspend", "lift", "mint", "mint there", "rename"), { maxLength: 8 })
    }),
    holds: ({ slug, steps }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const [one, other] = [yield* requests.found(), yield* requests.found()]
        yield* requests.create(one.org.id, { slug })
        const keys = [{ key: one.apiKey, hash: one.hash, kind: "live" as "live" | "environment" }]
        let orgSuspended = false
        for (const what of steps) {
          if (what === "mint") keys.push({ ...(yield* requests.mint(one.org.id, "live")), kind: "live" })
          else if (what === "mint there") {
            keys.push({ ...(yield* requests.mint(one.org.id, slug)), kind: "environment" })
          } else if (what === "rename") yield* requests.changeOrg(one.org.id, { name: "Renamed" })
          else {
            orgSuspended = what === "suspend"
            yield* requests.changeOrg(one.org.id, { suspended: orgSuspended })
          }
          for (const { hash, key, kind } of keys) {
            assert.deepEqual(yield* find(hash), credentialOf(key, kind, { orgSuspended }))
          }
          assert.deepEqual(yield* find(other.hash), credentialOf(other.apiKey, "live"))
        }
      })
  }),
  law({
    name: "has all keys of an org say its rate limit, also those minted afterwards, and of no other org",
    guards: "A customer is held to no limit, to an old one or to another one's, or each call has to look the org up.",
    given: fc.record({
      slug,
      first: fc.option(rateLimitPerMinute, { nil: undefined }),
      steps: fc.array(
        fc.oneof(
          fc.record({ rateLimitPerMinute: fc.option(rateLimitPerMinute) }),
          fc.record({ suspended: fc.boolean() }),
          fc.constantFrom("live", "there")
        ),
        { maxLength: 8 }
      )
    }),
    holds: ({ first, slug, steps }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const limited = first === undefined ? {} : { rateLimitPerMinute: first }
        const [one, other] = [yield* requests.found(limited), yield* requests.found()]
        yield* requests.create(one.org.id, { slug })
        const keys = [{ key: one.apiKey, hash: one.hash, kind: "live" as "live" | "environment" }]
        let { org } = one
        for (const step of steps) {
          if (step === "live") keys.push({ ...(yield* requests.mint(org.id, "live")), kind: "live" })
          else if (step === "there") keys.push({ ...(yield* requests.mint(org.id, slug)), kind: "environment" })
          else org = yield* requests.changeOrg(org.id, step)
          const { rateLimitPerMinute, suspendedAt } = org
          for (const { hash, key, kind } of keys) {
            const said = {
              orgSuspended: suspendedAt !== undefined,
              ...(rateLimitPerMinute === undefined ? {} : { rateLimitPerMinute })
            }
            assert.deepEqual(yield* find(hash), credentialOf(key, kind, said))
          }
          assert.deepEqual(yield* find(other.hash), credentialOf(other.apiKey, "live"))
        }
      })
  }),
  law({
    name: "stops the keys of an environment with its deletion, for good, and of no other; nothing is minted in it afterwards",
    guards: "A key of a deleted environment goes on working, or comes back with the next environment of that slug.",
    given: fc.record({
      slug,
      keys: fc.array(fc.constantFrom("it", "live", "elsewhere"), { minLength: 1, maxLength: 5 }),
      revoked: fc.nat({ max: 5 }),
      anew: fc.boolean()
    }),
    holds: ({ anew, keys: given, revoked, slug }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const [one, other] = [yield* requests.found(), yield* requests.found()]
        yield* requests.create(other.org.id, { slug })
        const environment = yield* requests.create(one.org.id, { slug })
        const keys: Array<ApiKey.HashedKey> = []
        for (const where of given) {
          const orgId = where === "elsewhere" ? other.org.id : one.org.id
          keys.push(yield* requests.mint(orgId, where === "live" ? "live" : slug))
        }
        const first = keys[revoked]
        if (first !== undefined) {
          const revokedAt = yield* requests.revoke(first.key.orgId, first.key.id)
          keys[revoked] = { ...first, key: { ...first.key, revokedAt } }
        }
        yield* requests.remove(one.org.id, slug)
        assert.equal(yield* tagOf(requests.mint(one.org.id, slug)), "EnvironmentNotFound")
        if (anew) {
          const next = yield* requests.create(one.org.id, { slug })
          const minted = yield* requests.mint(one.org.id, slug)
          assert.equal(minted.key.environmentId, next.id)
          keys.push(minted)
        }
        for (const { hash, key } of keys) {
          const kind = key.environment === "live" ? "live" : "environment"
          const environmentActive = key.environmentId !== environment.id
          assert.deepEqual(yield* find(hash), credentialOf(key, kind, { environmentActive }))
        }
      })
  })
]
