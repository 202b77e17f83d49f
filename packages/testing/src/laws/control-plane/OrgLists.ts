/** The list of orgs. */
import assert from "node:assert/strict"
import { OrgStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../Law.ts"
import { Requests } from "./Requests.ts"
import { newestFirst, walk } from "./Walk.ts"

/** Instants that things are made at: a few, again and again, back and forth. */
const instants = fc.array(fc.nat({ max: 3 }), { maxLength: 12 })

const at = (nth: number): number => Date.UTC(2027, 0, 1) + nth

export const lists: ReadonlyArray<Law<OrgStore>> = [
  law({
    name: "lists every org once, newest first, page by page, also those of the same millisecond",
    guards: "An operator who pages through the orgs misses some or sees some twice.",
    given: fc.record({ instants, limit: fc.integer({ min: 1, max: 5 }) }),
    holds: ({ instants, limit }) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const made = yield* Effect.forEach(instants, (nth) => requests.found({ createdAt: at(nth) }))
        const expected = newestFirst(made.map(({ org }) => org))
        assert.deepEqual(yield* walk(limit, orgs.list), expected)
        for (const [nth, org] of expected.entries()) {
          const { items } = yield* orgs.list({ limit, after: org.id })
          assert.deepEqual(items, expected.slice(nth + 1, nth + 1 + limit))
        }
      })
  }),
  law({
    name: "lists every org that was there before, while others are founded between two pages",
    guards: "A new org moves the others from one page to another, and some are skipped.",
    given: fc.record({ instants, meanwhile: instants, limit: fc.integer({ min: 1, max: 3 }) }),
    holds: ({ instants, limit, meanwhile }) =>
      Effect.gen(function* () {
        const orgs = yield* OrgStore
        const requests = new Requests()
        const found = (nth: number) => requests.found({ createdAt: at(nth) })
        const made = yield* Effect.forEach(instants, found)
        const coming = [...meanwhile]
        const one = Effect.suspend(() => {
          const nth = coming.shift()
          return nth === undefined ? Effect.void : found(nth)
        })
        const walked = yield* walk(limit, orgs.list, one)
        const before = new Set<string>(made.map(({ org }) => org.id))
        assert.deepEqual(
          walked.filter(({ id }) => before.has(id)),
          newestFirst(made.map(({ org }) => org))
        )
      })
  })
]
