/** What a deletion leaves, what cannot be deleted, and what an org knows of others. */
import assert from "node:assert/strict"
import { type Environment, EnvironmentStore, type OrgStore, Slug } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { slug } from "../../arbitraries/Slug.ts"
import { after, together, wait } from "../data-plane/Turns.ts"
import { type Law, law } from "../Law.ts"
import { answerOf, tagOf } from "./Answer.ts"
import { Requests, tenancyOf } from "./Requests.ts"

type Ports = OrgStore | EnvironmentStore

/** Slugs that are one slug to whatever takes an underscore for any character, or pads, cuts or trims. */
const similar = ["a_b", "axb", "a0b", "a__", "a_", "_b", "_", "__", "a", "ab", "a_b_", "0a_b"] as const

export const deleted: ReadonlyArray<Law<Ports>> = [
  law({
    name: "shows no deleted environment among the active, and finds it by its id with the instant of its deletion",
    guards: "The history and usage of a deleted environment cannot be reached any more, or it is still offered.",
    given: fc.record({
      slugs: fc.uniqueArray(slug, { minLength: 1, maxLength: 5 }),
      removed: fc.array(fc.nat({ max: 4 }), { maxLength: 6 })
    }),
    holds: ({ removed, slugs }) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { live, org } = yield* requests.found()
        const all: Array<Environment.Environment> = [live]
        for (const slug of slugs) all.push(yield* requests.create(org.id, { slug }))
        for (const nth of removed) {
          const which = 1 + (nth % slugs.length)
          const one = all[which]!
          const answer = yield* answerOf(requests.remove(org.id, one.slug))
          if (one.deletedAt === undefined) {
            all[which] = { ...one, deletedAt: requests.last() }
            assert.deepEqual(answer, { done: all[which] })
          } else {
            assert.deepEqual(answer, { refused: { _tag: "EnvironmentNotFound", environment: one.slug } })
          }
          const active = all.filter(({ deletedAt }) => deletedAt === undefined)
          assert.deepEqual((yield* tenancyOf(org.id)).environments, active)
          for (const one of all) assert.deepEqual(yield* store.byId(org.id, one.id), one)
        }
      })
  }),
  law({
    name: "leaves a deleted environment deleted, whatever updates of it come at the same time",
    guards: "An environment that a customer deleted comes back, without its keys and endpoints.",
    given: fc.record({ removal: wait, updates: fc.array(wait, { minLength: 1, maxLength: 6 }) }),
    holds: ({ removal, updates }) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { live, org } = yield* requests.found()
        const { id } = yield* requests.create(org.id, { slug: "dev" })
        const update = (wait: number, nth: number) => after(wait, tagOf(requests.update(org.id, "dev", `the ${nth}th`)))
        const [{ deletedAt }, answers] = yield* Effect.all(
          [after(removal, requests.remove(org.id, "dev")), Effect.forEach(updates, update, together)],
          together
        )
        assert.deepEqual((yield* tenancyOf(org.id)).environments, [live])
        const left = yield* store.byId(org.id, id)
        assert.equal(left?.deletedAt, deletedAt)
        const written = answers.flatMap((answer, nth) => (answer === "done" ? [`the ${nth}th`] : []))
        for (const answer of answers) assert.ok(answer === "done" || answer === "EnvironmentNotFound", answer)
        assert.equal(left?.description !== undefined, written.length > 0)
        assert.ok(left?.description === undefined || written.includes(left.description))
      })
  }),
  law({
    name: "frees the slug and the place of a deleted environment at once",
    guards: "A customer at the limit deletes an environment and still cannot make another.",
    given: fc.record({ slug, times: fc.integer({ min: 1, max: 4 }) }),
    holds: ({ slug, times }) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { live, org } = yield* requests.found({ environmentLimit: 1 })
        const gone: Array<Environment.Environment> = []
        for (let nth = 0; nth < times; nth += 1) {
          const made = yield* requests.create(org.id, { slug, description: `the ${nth}th` })
          assert.deepEqual((yield* tenancyOf(org.id)).environments, [live, made])
          gone.push(yield* requests.remove(org.id, slug))
        }
        assert.deepEqual((yield* tenancyOf(org.id)).environments, [live])
        for (const one of gone) assert.deepEqual(yield* store.byId(org.id, one.id), one)
      })
  }),
  law({
    name: "keeps the live environment whatever is asked of it, and makes no second",
    guards: "A customer loses production, or has two of it.",
    given: fc.array(fc.constantFrom("remove", "create", "describe", ...Slug.reserved), { maxLength: 8 }),
    holds: (asked) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { live, org } = yield* requests.found()
        for (const what of asked) {
          const answer =
            what === "remove"
              ? yield* tagOf(requests.remove(org.id, "live"))
              : what === "describe"
                ? yield* tagOf(requests.update(org.id, "live", "Production"))
                : yield* tagOf(requests.create(org.id, { slug: what === "create" ? "live" : what }))
          assert.equal(
            answer,
            what === "remove" ? "LiveEnvironmentImmutable" : what === "describe" ? "done" : "ReservedSlug"
          )
        }
        const expected = asked.includes("describe") ? { ...live, description: "Production" } : live
        assert.deepEqual((yield* tenancyOf(org.id)).environments, [expected])
      })
  }),
  law({
    name: "tells slugs apart by every character of them",
    guards: "An update or a deletion of one environment hits another of a similar name, or its slug counts as taken.",
    given: fc.record({
      slugs: fc.shuffledSubarray([...similar], { minLength: 2 }),
      removed: fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 6 })
    }),
    holds: ({ removed, slugs }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { org } = yield* requests.found()
        const active = new Set<string>(["live"])
        const slugsOf = Effect.map(tenancyOf(org.id), ({ environments }) => environments.map(({ slug }) => slug))
        for (const slug of slugs) {
          assert.equal(yield* tagOf(requests.update(org.id, slug, "One")), "EnvironmentNotFound")
          assert.equal(yield* tagOf(requests.create(org.id, { slug })), "done")
          assert.deepEqual(yield* answerOf(requests.create(org.id, { slug })), { refused: { _tag: "SlugTaken", slug } })
          active.add(slug)
        }
        assert.deepEqual(yield* slugsOf, [...active])
        for (const nth of removed) {
          const slug = slugs[nth % slugs.length]!
          assert.equal(
            yield* tagOf(requests.remove(org.id, slug)),
            active.delete(slug) ? "done" : "EnvironmentNotFound"
          )
          assert.deepEqual(yield* slugsOf, [...active])
        }
      })
  })
]

export const apart: ReadonlyArray<Law<Ports>> = [
  law({
    name: "shows and changes nothing of another org, whose environments can have the same slugs",
    guards: "A customer sees, changes or is limited by the environments of another one.",
    given: fc.record({ slugs: fc.uniqueArray(slug, { minLength: 1, maxLength: 4 }), spared: fc.nat({ max: 3 }) }),
    holds: ({ slugs, spared }) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const [one, other] = [
          yield* requests.found({ environmentLimit: slugs.length }),
          yield* requests.found({ environmentLimit: slugs.length })
        ]
        const kept = [other.live]
        for (const slug of slugs) {
          yield* requests.create(one.org.id, { slug })
          kept.push(yield* requests.create(other.org.id, { slug }))
        }
        yield* requests.update(one.org.id, "live", "Ours")
        for (const slug of slugs.filter((_, nth) => nth !== spared)) {
          yield* requests.update(one.org.id, slug, "Ours")
          yield* requests.remove(one.org.id, slug)
        }
        assert.deepEqual(yield* tenancyOf(other.org.id), { org: other.org, environments: kept })
        for (const theirs of kept) assert.equal(yield* store.byId(one.org.id, theirs.id), undefined)
      })
  }),
  law({
    name: "knows neither the environments of an org that was not founded, nor an environment that was not made",
    guards: "What does not exist is answered by something else than a 404, or is made on the way.",
    given: fc.nat({ max: 2 }),
    holds: (count) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const founded = yield* Effect.forEach(Array.from({ length: count }), () => requests.found())
        const unknown = requests.founding()
        const notFound = { refused: { _tag: "OrgNotFound", orgId: unknown.org.id } }
        assert.deepEqual(yield* answerOf(tenancyOf(unknown.org.id)), notFound)
        assert.deepEqual(yield* answerOf(requests.create(unknown.org.id, { slug: "dev" })), notFound)
        assert.deepEqual(yield* answerOf(requests.createTest(unknown.org.id)), notFound)
        assert.equal(yield* store.byId(unknown.org.id, unknown.live.id), undefined)
        for (const { live, org } of founded) {
          assert.equal(yield* store.byId(org.id, unknown.live.id), undefined)
          assert.equal(yield* store.byId(unknown.org.id, live.id), undefined)
          assert.deepEqual(yield* tenancyOf(org.id), { org, environments: [live] })
        }
      })
  })
]
