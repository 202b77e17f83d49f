/** Many callers at once: what a key says while its org, its environment or it itself is stopped. */
import assert from "node:assert/strict"
import type { ApiKey } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { after, together, turns, wait } from "../data-plane/Turns.ts"
import { type Law, law } from "../Law.ts"
import { type Answer, answerOf } from "./Answer.ts"
import { credentialOf, find } from "./Credentials.ts"
import type { Ports } from "./Keys.ts"
import { Requests } from "./Requests.ts"
import { keysOf } from "./Walk.ts"

const waits = fc.array(wait, { minLength: 2, maxLength: 10 })

export const acknowledged: ReadonlyArray<Law<Ports>> = [
  law({
    name: "says that a key is revoked from the moment that its revocation was acknowledged, whoever asks",
    guards: "A key that was reported as revoked is used once more.",
    given: fc.record({ revokers: waits, finders: fc.array(fc.tuple(wait, wait), { minLength: 2, maxLength: 10 }) }),
    holds: ({ finders, revokers }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { org } = yield* requests.found()
        const keys: Array<ApiKey.HashedKey> = []
        for (const _ of revokers) keys.push(yield* requests.mint(org.id, "live"))
        const revoked: Array<number> = []
        const revoke = Effect.fnUntraced(function* (wait: number, nth: number) {
          const { hash, key } = keys[nth]!
          yield* turns(wait)
          const at = yield* requests.revoke(org.id, key.id)
          revoked[nth] = at
          assert.deepEqual(yield* find(hash), credentialOf({ ...key, revokedAt: at }, "live"))
        })
        const look = Effect.fnUntraced(function* ([first, then]: readonly [number, number]) {
          for (const wait of [first, then]) {
            yield* turns(wait)
            for (const [nth, { hash }] of keys.entries()) {
              const acknowledged = revoked[nth]
              const found = yield* find(hash)
              if (acknowledged !== undefined) assert.equal(found?.revokedAt, acknowledged)
            }
          }
        })
        yield* Effect.all(
          [Effect.forEach(revokers, revoke, together), Effect.forEach(finders, look, together)],
          together
        )
      })
  }),
  law({
    name: "revokes a key once, however many revoke it at once",
    guards: "The record of since when a key was revoked is overwritten.",
    given: waits,
    holds: (waits) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { apiKey, hash, org } = yield* requests.found()
        const seen = yield* Effect.forEach(
          waits,
          (wait) => after(wait, Effect.zip(requests.revoke(org.id, apiKey.id), find(hash))),
          together
        )
        const asked = new Set(seen.map(([at]) => at))
        const at = (yield* find(hash))?.revokedAt
        assert.ok(at !== undefined && asked.has(at))
        for (const [, found] of seen) assert.equal(found?.revokedAt, at)
        assert.deepEqual(yield* keysOf(org.id), [{ ...apiKey, revokedAt: at }])
      })
  }),
  law({
    name: "mints nothing in an environment whose deletion was acknowledged, and what was minted before does not authenticate",
    guards: "A key outlives its environment: it works though nobody sees the environment any more.",
    given: fc.record({ minters: fc.array(wait, { minLength: 2, maxLength: 14 }), remover: wait }),
    holds: ({ minters, remover }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { org } = yield* requests.found()
        yield* requests.create(org.id, { slug: "dev" })
        let deleted = false
        const remove = Effect.map(after(remover, requests.remove(org.id, "dev")), () => {
          deleted = true
        })
        const mint = Effect.fnUntraced(function* (wait: number) {
          yield* turns(wait)
          const late = deleted
          const answer: Answer<ApiKey.HashedKey> = yield* answerOf(requests.mint(org.id, "dev"))
          if (late) assert.deepEqual(answer, { refused: { _tag: "EnvironmentNotFound", environment: "dev" } })
          return "done" in answer ? [answer.done] : []
        })
        const minted = Effect.forEach(minters, mint, together)
        const [, keys] = yield* Effect.all([remove, minted], together)
        for (const { hash, key } of keys.flat()) {
          assert.deepEqual(yield* find(hash), credentialOf(key, "environment", { environmentActive: false }))
        }
      })
  })
]
