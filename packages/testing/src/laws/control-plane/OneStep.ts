/** Many callers at once: what is done in one step is seen whole or not at all. */
import assert from "node:assert/strict"
import { type ApiKey, ApiKeyStore, type Environment, EnvironmentStore, type Hash, OrgStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { after, together, turns, wait } from "../data-plane/Turns.ts"
import { type Law, law } from "../Law.ts"
import { answerOf } from "./Answer.ts"
import { credentialOf, find } from "./Credentials.ts"
import type { Ports } from "./Keys.ts"
import { Requests, tenancyOf, write } from "./Requests.ts"
import { keysOf } from "./Walk.ts"

const waits = fc.array(wait, { minLength: 2, maxLength: 10 })

/** What someone looks at, one after another, while something changes. */
const looks = fc.array(fc.tuple(fc.nat({ max: 4 }), wait), { minLength: 3, maxLength: 16 })

/** Once it was true it stays so. */
const onceAndForAll = (seen: ReadonlyArray<boolean>): void => {
  const first = seen.indexOf(true)
  assert.ok(first === -1 || seen.slice(first).every(Boolean), `seen one after another: ${seen}`)
}

type What = "mint" | "mint there" | "remove" | "create" | "suspend" | "lift" | "revoke"

const what = fc.constantFrom<What>("mint", "mint there", "mint there", "remove", "create", "suspend", "lift", "revoke")

export const consistent: ReadonlyArray<Law<Ports>> = [
  law({
    name: "leaves every key saying what its org and its environment say, whatever is minted, made, deleted, suspended and lifted at once",
    guards: "A key that was minted while its org was suspended, or its environment deleted, works.",
    given: fc.array(fc.tuple(what, wait), { minLength: 4, maxLength: 16 }),
    holds: (calls) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { apiKey, hash, org } = yield* requests.found()
        yield* requests.create(org.id, { slug: "dev" })
        const keys: Array<ApiKey.HashedKey> = [{ key: apiKey, hash }]
        const mint = (slug: string) =>
          Effect.map(answerOf(requests.mint(org.id, slug)), (answer) => {
            if ("done" in answer) keys.push(answer.done)
          })
        const perform = (what: What): Effect.Effect<unknown, unknown, Ports> => {
          switch (what) {
            case "mint":
              return mint("live")
            case "mint there":
              return mint("dev")
            case "remove":
              return answerOf(requests.remove(org.id, "dev"))
            case "create":
              return answerOf(requests.create(org.id, { slug: "dev" }))
            case "revoke":
              return requests.revoke(org.id, apiKey.id)
            case "suspend":
            case "lift":
              return requests.changeOrg(org.id, { suspended: what === "suspend" })
          }
        }
        yield* Effect.forEach(calls, ([what, wait]) => after(wait, perform(what)), together)
        const { org: left } = yield* tenancyOf(org.id)
        const orgSuspended = left.suspendedAt !== undefined
        const listed = yield* keysOf(org.id)
        assert.equal(listed.length, keys.length)
        for (const { hash, key } of keys) {
          const environment: Environment.Environment | undefined = yield* store.byId(org.id, key.environmentId)
          assert.ok(environment !== undefined)
          const now = listed.find(({ id }) => id === key.id)
          assert.deepEqual(now, now?.revokedAt === undefined ? key : { ...key, revokedAt: now.revokedAt })
          const differing = { orgSuspended, environmentActive: environment.deletedAt === undefined }
          assert.deepEqual(yield* find(hash), credentialOf(now!, environment.kind, differing))
        }
      })
  }),
  law({
    name: "founds an org with its live environment and its first key in one step",
    guards: "An org is there that has no environment or no key, because the server stopped in between.",
    given: fc.record({ founders: waits, looks }),
    holds: ({ founders, looks }) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const foundings = founders.map(() => requests.founding())
        const found = Effect.forEach(founders, (wait, nth) => after(wait, write(foundings[nth]!)), together)
        const look = Effect.fnUntraced(function* ([nth, wait]: readonly [number, number]) {
          yield* turns(wait)
          const { apiKey, hash, live, org } = foundings[nth % foundings.length]!
          const isThere =
            nth % 2 === 0 ? "done" in (yield* answerOf(orgs.find(org.id))) : (yield* find(hash)) !== undefined
          if (!isThere) return
          assert.deepEqual(yield* tenancyOf(org.id), { org, environments: [live] })
          assert.deepEqual(yield* find(hash), credentialOf(apiKey, "live"))
          assert.deepEqual(yield* keysOf(org.id), [apiKey])
        })
        yield* Effect.all([found, Effect.forEach(looks, look)], together)
      })
  }),
  law({
    name: "stops all keys of an org, or of an environment, in the one step that suspends or deletes it",
    guards:
      "While a customer is suspended, some of its keys work after others stopped, and stay so where that breaks off.",
    given: fc.record({ what: fc.constantFrom("suspend", "delete"), keys: fc.integer({ min: 1, max: 4 }), looks, wait }),
    holds: ({ keys, looks, wait, what }) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { org } = yield* requests.found()
        const { id } = yield* requests.create(org.id, { slug: "dev" })
        const hashes: Array<Hash> = []
        for (let nth = 0; nth < keys; nth += 1) hashes.push((yield* requests.mint(org.id, "dev")).hash)
        const stop: Effect.Effect<unknown, unknown, Ports> =
          what === "suspend" ? requests.changeOrg(org.id, { suspended: true }) : requests.remove(org.id, "dev")
        const isStopped = Effect.fnUntraced(function* (nth: number) {
          const hash = hashes[nth]
          if (hash !== undefined) {
            const found = yield* find(hash)
            return what === "suspend" ? found?.orgSuspended === true : found?.environmentActive === false
          }
          if (what === "suspend") return (yield* tenancyOf(org.id)).org.suspendedAt !== undefined
          return (yield* store.byId(org.id, id))?.deletedAt !== undefined
        })
        const look = ([nth, wait]: readonly [number, number]) => after(wait, isStopped(nth))
        const [, seen] = yield* Effect.all([after(wait, stop), Effect.forEach(looks, look)], together)
        onceAndForAll(seen)
      })
  }),
  law({
    name: "mints every key of however many at once",
    guards: "A key that was shown to somebody does not work.",
    given: waits,
    holds: (waits) =>
      Effect.gen(function* () {
        const store = yield* ApiKeyStore
        const requests = new Requests()
        const { apiKey, org } = yield* requests.found()
        const minted = yield* Effect.forEach(
          waits,
          (wait) =>
            Effect.gen(function* () {
              yield* turns(wait)
              const { hash, key } = yield* requests.mint(org.id, "live")
              assert.deepEqual(yield* find(hash), credentialOf(key, "live"))
              const { items } = yield* store.list(org.id, "all", { limit: 100 })
              assert.deepEqual(
                items.find(({ id }) => id === key.id),
                key
              )
              return key
            }),
          together
        )
        assert.deepEqual(new Set(yield* keysOf(org.id)), new Set([apiKey, ...minted]))
      })
  })
]
