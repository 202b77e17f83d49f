/** The cap: at most so many active environments of kind `environment`, whoever asks for them and how many at once. */
import assert from "node:assert/strict"
import { EnvironmentStore, type OrgStore, type StorageUnavailable, Tenancy } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { after, together, wait } from "../data-plane/Turns.ts"
import { type Law, law } from "../Law.ts"
import { answerOf, tagOf } from "./Answer.ts"
import { Requests, tenancyOf } from "./Requests.ts"

type Ports = OrgStore | EnvironmentStore

const limit = fc.nat({ max: 4 })
const waits = fc.array(wait, { minLength: 2, maxLength: 12 })

interface Step {
  readonly what: "create" | "remove" | "cap" | "test"
  readonly nth: number
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ what: fc.constantFrom("create" as const, "remove" as const), nth: fc.nat({ max: 5 }) })
  },
  fc.record({ what: fc.constant("cap" as const), nth: limit }),
  fc.constant({ what: "test" as const, nth: 0 })
)

export const cap: ReadonlyArray<Law<Ports>> = [
  law({
    name: "keeps what exists where the cap is lowered below it, and refuses new ones until there is a place; neither live nor test takes one",
    guards: "A customer has more environments than it pays for, fewer than it may have, or loses some to a new limit.",
    given: fc.record({ limit, steps: fc.array(step, { maxLength: 16 }) }),
    holds: ({ limit, steps }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { org } = yield* requests.found({ environmentLimit: limit })
        const active = new Set<string>()
        let cap = limit
        let test = false
        for (const { nth, what } of steps) {
          const slug = `e${nth}`
          if (what === "cap") {
            yield* requests.changeOrg(org.id, { environmentLimit: nth })
            cap = nth
          } else if (what === "test") {
            if (!test) yield* requests.createTest(org.id)
            test = true
          } else if (what === "remove") {
            const answer = yield* tagOf(requests.remove(org.id, slug))
            assert.equal(answer, active.delete(slug) ? "done" : "EnvironmentNotFound")
          } else {
            const answer = yield* answerOf(requests.create(org.id, { slug }))
            if (active.has(slug)) {
              assert.deepEqual(answer, { refused: { _tag: "SlugTaken", slug } })
            } else if (active.size >= cap) {
              assert.deepEqual(answer, { refused: { _tag: "EnvironmentLimitReached", limit: cap } })
            } else {
              assert.ok("done" in answer, `there is a place for ${slug}`)
              active.add(slug)
            }
          }
          const { environments } = yield* tenancyOf(org.id)
          assert.deepEqual(
            environments.map(({ slug }) => slug).toSorted(),
            [...active, "live", ...(test ? ["test"] : [])].toSorted()
          )
        }
      })
  }),
  law({
    name: "makes exactly as many environments as fit, of however many that are asked for at once",
    guards: "Callers at the same time get past the limit, or are refused though there is a place.",
    given: fc.record({ limit: fc.nat({ max: 6 }), before: fc.nat({ max: 3 }), waits }),
    holds: ({ before, limit, waits }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { org } = yield* requests.found()
        yield* requests.createTest(org.id)
        for (let nth = 0; nth < before; nth += 1) yield* requests.create(org.id, { slug: `before_${nth}` })
        yield* requests.changeOrg(org.id, { environmentLimit: limit })
        const answers = yield* Effect.forEach(
          waits,
          (wait, nth) => after(wait, answerOf(requests.create(org.id, { slug: `e${nth}` }))),
          together
        )
        const fit = Math.min(waits.length, Math.max(0, limit - before))
        assert.equal(answers.filter((answer) => "done" in answer).length, fit)
        for (const answer of answers) {
          if ("refused" in answer) assert.deepEqual(answer.refused, { _tag: "EnvironmentLimitReached", limit })
        }
        assert.equal(Tenancy.used(yield* tenancyOf(org.id)), before + fit)
      })
  }),
  law({
    name: "gives a slug to one of however many ask for it at once, and frees it once",
    guards: "Two environments of an org have one slug, so that a key's text names both.",
    given: fc.record({ creators: waits, removers: waits }),
    holds: ({ creators, removers }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { org } = yield* requests.found()
        const create = () => tagOf(requests.create(org.id, { slug: "dev" }))
        const created = yield* Effect.forEach(creators, (wait) => after(wait, create()), together)
        assert.deepEqual(created.toSorted(), [...creators.slice(1).map(() => "SlugTaken"), "done"])
        assert.equal((yield* tenancyOf(org.id)).environments.length, 2)
        const remove = () => tagOf(requests.remove(org.id, "dev"))
        const removed = yield* Effect.forEach(removers, (wait) => after(wait, remove()), together)
        assert.deepEqual(removed.toSorted(), [...removers.slice(1).map(() => "EnvironmentNotFound"), "done"])
        assert.equal((yield* tenancyOf(org.id)).environments.length, 1)
      })
  }),
  law({
    name: "never passes the cap nor gives a slug twice, whatever is made, deleted and capped at once, and counts what it acknowledged",
    guards:
      "Servers that change one org at the same time leave it in a state that no order of their requests leads to.",
    given: fc.record({
      limit,
      steps: fc.array(fc.tuple(step, wait), { minLength: 4, maxLength: 16 })
    }),
    holds: ({ limit, steps }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { live, org } = yield* requests.found({ environmentLimit: limit })
        const ask = ({ nth, what }: Step): Effect.Effect<string, StorageUnavailable, Ports> => {
          if (what === "cap") return tagOf(requests.changeOrg(org.id, { environmentLimit: nth }))
          const slug = `e${nth}`
          return what === "remove" ? tagOf(requests.remove(org.id, slug)) : tagOf(requests.create(org.id, { slug }))
        }
        const asked = steps.filter(([{ what }]) => what !== "test")
        const answers = yield* Effect.forEach(asked, ([one, wait]) => after(wait, ask(one)), together)
        const acknowledged = (kind: string) =>
          asked.filter(([{ what }], nth) => what === kind && answers[nth] === "done").length
        const { environments, org: left } = yield* tenancyOf(org.id)
        const slugs = environments.map(({ slug }) => slug)
        assert.equal(new Set(slugs).size, slugs.length, `slugs are unique: ${slugs}`)
        assert.deepEqual(environments[0], live)
        assert.equal(environments.length - 1, acknowledged("create") - acknowledged("remove"))
        const caps = [limit, ...asked.flatMap(([{ nth, what }]) => (what === "cap" ? [nth] : []))]
        assert.ok(environments.length - 1 <= Math.max(...caps), `at most ${Math.max(...caps)}: ${slugs}`)
        assert.ok(caps.includes(left.environmentLimit))
      })
  }),
  law({
    name: "shows what was made from when that was acknowledged, and what was deleted no more, whoever else changes what",
    guards: "A customer makes an environment, goes on with it, and is told that there is none.",
    given: fc.array(fc.array(wait, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 5 }),
    holds: (callers) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { live, org } = yield* requests.found()
        const changing = Effect.fnUntraced(function* (waits: ReadonlyArray<number>, nth: number) {
          const slug = `e${nth}`
          const found = Effect.map(tenancyOf(org.id), ({ environments }) =>
            environments.find((environment) => environment.slug === slug)
          )
          for (const wait of waits) {
            const made = yield* after(wait, requests.create(org.id, { slug }))
            assert.deepEqual(yield* found, made)
            assert.deepEqual(yield* store.byId(org.id, made.id), made)
            const removed = yield* requests.remove(org.id, slug)
            assert.equal(yield* found, undefined)
            assert.deepEqual(yield* store.byId(org.id, made.id), removed)
          }
        })
        yield* Effect.forEach(callers, changing, together)
        assert.deepEqual((yield* tenancyOf(org.id)).environments, [live])
      })
  })
]
