/** The lists of an org's keys. */
import assert from "node:assert/strict"
import { type ApiKey, ApiKeyStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../Law.ts"
import type { Ports } from "./Keys.ts"
import { Requests } from "./Requests.ts"
import { keysOf, newestFirst, walk } from "./Walk.ts"

const at = (nth: number): number => Date.UTC(2028, 0, 1) + nth

/** New keys of three environments, made at a few instants, again and again, back and forth. */
const keys = fc.array(fc.record({ environment: fc.nat({ max: 2 }), instant: fc.nat({ max: 3 }) }), { maxLength: 12 })

const which = fc.constantFrom("all" as const, 0, 1, 2)

/** An org with three environments and a way to mint in them, beside another org of the same slugs. */
const founded = Effect.gen(function* () {
  const requests = new Requests()
  const [{ apiKey, live, org }, other] = [yield* requests.found(), yield* requests.found()]
  const environments = [live]
  for (const slug of ["dev", "ci"]) {
    environments.push(yield* requests.create(org.id, { slug }))
    yield* requests.create(other.org.id, { slug })
  }
  const mint = ({ environment, instant }: { readonly environment: number; readonly instant: number }) => {
    const mint = (orgId: typeof org.id) =>
      requests.mint(orgId, environments[environment]!.slug, { createdAt: at(instant) })
    return Effect.map(Effect.andThen(mint(other.org.id), mint(org.id)), ({ key }) => key)
  }
  const idOf = (which: number | "all") => (which === "all" ? which : environments[which]!.id)
  return { apiKey, environments, idOf, mint, org, other, requests }
})

export const lists: ReadonlyArray<Law<Ports>> = [
  law({
    name: "lists an org's keys once each, newest first, page by page, of one environment or of all",
    guards: "A leaked key is not on the list of those to revoke, or keys of others are.",
    given: fc.record({ keys, which, limit: fc.integer({ min: 1, max: 5 }) }),
    holds: ({ keys, limit, which }) =>
      Effect.gen(function* () {
        const { apiKey, idOf, mint, org } = yield* founded
        const store = yield* ApiKeyStore
        const made = [apiKey, ...(yield* Effect.forEach(keys, mint))]
        const id = idOf(which)
        const expected = newestFirst(made.filter(({ environmentId }) => id === "all" || environmentId === id))
        assert.deepEqual(yield* keysOf(org.id, id, limit), expected)
        // A position is where to go on from, also one that is no item of the list.
        for (const { id: after } of made) {
          const { items } = yield* store.list(org.id, id, { limit, after })
          assert.deepEqual(items, expected.filter((key) => key.id < after).slice(0, limit))
        }
      })
  }),
  law({
    name: "lists every key that was there before, while others are minted between two pages",
    guards: "A new key moves the others from one page to another, and some are skipped.",
    given: fc.record({ keys, meanwhile: keys, which, limit: fc.integer({ min: 1, max: 3 }) }),
    holds: ({ keys, limit, meanwhile, which }) =>
      Effect.gen(function* () {
        const { apiKey, idOf, mint, org } = yield* founded
        const store = yield* ApiKeyStore
        const made = [apiKey, ...(yield* Effect.forEach(keys, mint))]
        const id = idOf(which)
        const coming = [...meanwhile]
        const one = Effect.suspend(() => {
          const next = coming.shift()
          return next === undefined ? Effect.void : mint(next)
        })
        const walked = yield* walk(limit, (page) => store.list(org.id, id, page), one)
        const before = new Set<string>(made.map(({ id }) => id))
        assert.deepEqual(
          walked.filter(({ id }) => before.has(id)),
          newestFirst(made.filter(({ environmentId }) => id === "all" || environmentId === id))
        )
      })
  }),
  law({
    name: "lists revoked keys and those of deleted environments too",
    guards: "Who was given access, and until when, can no longer be told.",
    given: fc.record({ keys, revoked: fc.array(fc.nat({ max: 12 })), removed: fc.subarray([1, 2] as const) }),
    holds: ({ keys, removed, revoked }) =>
      Effect.gen(function* () {
        const { apiKey, environments, mint, org, other, requests } = yield* founded
        const made: Array<ApiKey.ApiKey> = [apiKey, ...(yield* Effect.forEach(keys, mint))]
        const theirs = yield* keysOf(other.org.id)
        for (const nth of revoked) {
          const which = nth % made.length
          const revokedAt = yield* requests.revoke(org.id, made[which]!.id)
          made[which] = { revokedAt, ...made[which]! }
        }
        for (const nth of removed) yield* requests.remove(org.id, environments[nth]!.slug)
        assert.deepEqual(yield* keysOf(org.id), newestFirst(made))
        for (const { id } of environments) {
          assert.deepEqual(
            yield* keysOf(org.id, id),
            newestFirst(made.filter(({ environmentId }) => environmentId === id))
          )
          assert.deepEqual(yield* keysOf(other.org.id, id), [])
        }
        assert.deepEqual(yield* keysOf(other.org.id), theirs)
      })
  })
]
