/** One caller after another: what keys are, how they are made and found. */

import assert from "node:assert/strict"
import { ApiKey, ApiKeyStore, type EnvironmentStore, Hash, type OrgStore } from "@nexio/core"
import { Effect, Exit, Result } from "effect"
import fc from "fast-check"
import { slug } from "../../arbitraries/Slug.ts"
import { type Law, law } from "../Law.ts"
import { originAt } from "../Origins.ts"
import { answerOf, tagOf } from "./Answer.ts"
import { credentialOf, find, keyFields } from "./Credentials.ts"
import { Requests, write } from "./Requests.ts"
import { keysOf } from "./Walk.ts"

export type Ports = OrgStore | EnvironmentStore | ApiKeyStore

export const found: ReadonlyArray<Law<Ports>> = [
  law({
    name: "finds the first key of an org by its hash, with all that authentication needs",
    guards: "The key that a new customer is given does not work, or as another customer's.",
    given: fc.array(keyFields, { minLength: 1, maxLength: 3 }),
    holds: (given) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const founded = given.map((fields) => requests.founding({}, {}, fields))
        for (const one of founded) yield* write(one)
        for (const { apiKey, hash, org } of founded) {
          assert.deepEqual(yield* find(hash), credentialOf(apiKey, "live"))
          assert.deepEqual(yield* keysOf(org.id), [apiKey])
        }
      })
  }),
  law({
    name: "finds a minted key by its hash, with all that authentication needs, and lists it as it was decided",
    guards: "A key works in another environment, with other permissions or for longer than it was minted for.",
    given: fc.record({ slug, keys: fc.array(fc.tuple(fc.nat({ max: 2 }), keyFields), { minLength: 1, maxLength: 5 }) }),
    holds: ({ keys, slug }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { apiKey, live, org } = yield* requests.found()
        const environments = [live, yield* requests.create(org.id, { slug }), yield* requests.createTest(org.id)]
        const minted = []
        for (const [nth, fields] of keys) {
          const environment = environments[nth]!
          const { hash, of } = requests.key(requests.tick(), fields)
          const key = of(environment)
          const answer = yield* ApiKeyStore.use((store) =>
            store.mint(org.id, environment.slug, () => Result.succeed(ApiKey.mint(key, hash, originAt(key.createdAt))))
          )
          assert.deepEqual(answer, key)
          minted.push({ key, hash, kind: environment.kind })
        }
        for (const { hash, key, kind } of minted) assert.deepEqual(yield* find(hash), credentialOf(key, kind))
        assert.deepEqual(yield* keysOf(org.id), [...minted.map(({ key }) => key).toReversed(), apiKey])
      })
  }),
  law({
    name: "finds nothing by a hash that is no key's, however near",
    guards: "A text that is no key authenticates.",
    given: fc.record({ keys: fc.nat({ max: 2 }), digit: fc.nat({ max: 63 }), by: fc.integer({ min: 1, max: 15 }) }),
    holds: ({ by, digit, keys }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const unknown = requests.serial.hash()
        assert.equal(yield* find(unknown), undefined)
        const { hash, org } = yield* requests.found()
        const hashes = [hash]
        for (let nth = 0; nth < keys; nth += 1) hashes.push((yield* requests.mint(org.id, "live")).hash)
        assert.equal(yield* find(unknown), undefined)
        for (const hash of hashes) {
          assert.notEqual(yield* find(hash), undefined)
          const other = ((Number.parseInt(hash[digit]!, 16) + by) % 16).toString(16)
          const near = Hash.make(`${hash.slice(0, digit)}${other}${hash.slice(digit + 1)}`)
          if (!hashes.includes(near)) assert.equal(yield* find(near), undefined)
        }
      })
  })
]

/** What a slug is not taken for, whatever compares it. */
const misspelt = ["a_b", "a_c", "abc", "A_B", "a_b ", " a_b", "a_", "%", "_", "a%", "", "LIVE", "live ", "liv_", "test"]

export const minted: ReadonlyArray<Law<Ports>> = [
  law({
    name: "mints only in the org's active environment of exactly this slug",
    guards: "A key is bound to an environment of a similar name, of another customer, or to one that was deleted.",
    given: fc.record({
      active: fc.shuffledSubarray(["a_b", "axb", "a", "ab"]),
      gone: fc.subarray(["a_c", "abc"]),
      asked: fc.shuffledSubarray(misspelt, { minLength: 1 })
    }),
    holds: ({ active, asked, gone }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { apiKey, org } = yield* requests.found()
        const other = yield* requests.found()
        for (const slug of ["a_c", "abc", "a_b"]) yield* requests.create(other.org.id, { slug })
        for (const slug of gone) {
          yield* requests.create(org.id, { slug })
          yield* requests.remove(org.id, slug)
        }
        const ids = new Map<string, string>()
        for (const slug of active) ids.set(slug, (yield* requests.create(org.id, { slug })).id)
        const expected = [apiKey]
        for (const slug of asked) {
          const answer = yield* answerOf(requests.mint(org.id, slug))
          if (ids.has(slug)) {
            assert.ok("done" in answer, `there is an environment ${slug}`)
            assert.equal(answer.done.key.environmentId, ids.get(slug))
            expected.unshift(answer.done.key)
          } else {
            assert.deepEqual(answer, { refused: { _tag: "EnvironmentNotFound", environment: slug } })
          }
        }
        assert.deepEqual(yield* keysOf(org.id), expected)
        assert.deepEqual(yield* keysOf(other.org.id), [other.apiKey])
      })
  }),
  law({
    name: "decides on the environment as it is",
    guards: "A key gets permissions that the kind of its environment may not have.",
    given: fc.record({ slug, described: fc.boolean(), which: fc.constantFrom("live", "test", "environment") }),
    holds: ({ described, slug, which }) =>
      Effect.gen(function* () {
        const store = yield* ApiKeyStore
        const requests = new Requests()
        const { live, org } = yield* requests.found()
        const test = yield* requests.createTest(org.id)
        let environment = which === "live" ? live : which === "test" ? test : yield* requests.create(org.id, { slug })
        if (described) environment = yield* requests.update(org.id, environment.slug, "Described later")
        const looked = store.mint(org.id, environment.slug, (one) => Result.fail({ _tag: "Looked", one }))
        assert.deepEqual(yield* answerOf(looked), { refused: { _tag: "Looked", one: environment } })
      })
  }),
  law({
    name: "mints nothing where it is refused, and hands the refusal on as it is",
    guards: "A key that nobody was given works, or the caller is told of another error.",
    given: fc.record({ reason: fc.jsonValue(), dies: fc.boolean() }),
    holds: ({ dies, reason }) =>
      Effect.gen(function* () {
        const store = yield* ApiKeyStore
        const requests = new Requests()
        const { apiKey, org } = yield* requests.found()
        const refusal = { _tag: "Refused", reason }
        const refused = store.mint(org.id, "live", () => {
          if (dies) throw new Error("A bug")
          return Result.fail(refusal)
        })
        if (dies) assert.ok(Exit.isFailure(yield* Effect.exit(refused)))
        else assert.deepEqual(yield* answerOf(refused), { refused: refusal })
        assert.deepEqual(yield* keysOf(org.id), [apiKey])
        const { key } = yield* requests.mint(org.id, "live")
        assert.deepEqual(yield* keysOf(org.id), [key, apiKey])
      })
  }),
  law({
    name: "knows nothing of the keys of an org that was not founded",
    guards: "What does not exist is answered by something else than a 404, or is made on the way.",
    given: fc.constantFrom("live", "dev"),
    holds: (slug) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { apiKey, live, org } = yield* requests.found()
        const unknown = requests.founding()
        const notFound = { refused: { _tag: "EnvironmentNotFound", environment: slug } }
        assert.deepEqual(yield* answerOf(requests.mint(unknown.org.id, slug)), notFound)
        assert.equal(yield* tagOf(requests.revoke(unknown.org.id, apiKey.id)), "ApiKeyNotFound")
        assert.deepEqual(yield* keysOf(unknown.org.id), [])
        assert.deepEqual(yield* keysOf(unknown.org.id, live.id), [])
        assert.deepEqual(yield* keysOf(org.id), [apiKey])
      })
  })
]
