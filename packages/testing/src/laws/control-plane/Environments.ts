/** One caller after another: what an org's environments are. */
import assert from "node:assert/strict"
import { EnvironmentStore, type OrgStore, type Tenancy } from "@nexio/core"
import { Effect, Exit, Result } from "effect"
import fc from "fast-check"
import { description } from "../../arbitraries/Environment.ts"
import { slug } from "../../arbitraries/Slug.ts"
import { type Law, law } from "../Law.ts"
import { answerOf, tagOf } from "./Answer.ts"
import { Requests, tenancyOf, write } from "./Requests.ts"

type Ports = OrgStore | EnvironmentStore

/** New environments whose slugs differ, in whatever order; each with a description or with none. */
const environments = fc.uniqueArray(
  fc
    .record({ slug, description: fc.option(fc.oneof(fc.constant(""), description), { nil: undefined }) })
    .map(({ description, slug }) => (description === undefined ? { slug } : { slug, description })),
  { maxLength: 6, selector: ({ slug }) => slug }
)

export const kept: ReadonlyArray<Law<Ports>> = [
  law({
    name: "founds an org with one environment, its live one, as it was given",
    guards: "A new customer has no live environment, or more than one.",
    given: fc.record({ description }, { requiredKeys: [] }),
    holds: (live) =>
      Effect.gen(function* () {
        const requests = new Requests()
        yield* requests.found()
        const founding = requests.founding({}, live)
        yield* write(founding)
        yield* requests.found()
        assert.deepEqual(yield* tenancyOf(founding.org.id), { org: founding.org, environments: [founding.live] })
        assert.equal(founding.live.kind, "live")
        const store = yield* EnvironmentStore
        assert.deepEqual(yield* store.byId(founding.org.id, founding.live.id), founding.live)
      })
  }),
  law({
    name: "gives each environment again as it was decided, by its id and in the tenancy: live first, then in the order of their making",
    guards: "An environment loses its description or changes its place in every list and dropdown.",
    given: environments,
    holds: (given) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { live, org } = yield* requests.found()
        const expected = [live]
        for (const input of given) {
          const environment = requests.environment(org.id, input)
          expected.push(environment)
          const answer = yield* store.change(org.id, () =>
            Result.succeed({ kind: "created", environment, entry: undefined })
          )
          assert.deepEqual(answer, environment)
          assert.deepEqual(yield* tenancyOf(org.id), { org, environments: expected })
        }
        for (const one of expected) assert.deepEqual(yield* store.byId(org.id, one.id), one)
      })
  }),
  law({
    name: "decides on the org and its active environments as the last change left them",
    guards: "The cap or a slug's uniqueness is decided on what was true before.",
    given: fc.array(
      fc.record({ what: fc.constantFrom("create", "remove", "update", "cap"), nth: fc.nat({ max: 3 }) }),
      { maxLength: 10 }
    ),
    holds: (changes) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { org } = yield* requests.found()
        yield* requests.found()
        for (const { nth, what } of changes) {
          const before = yield* tenancyOf(org.id)
          const looked = yield* answerOf(store.change(org.id, (tenancy) => Result.fail({ _tag: "Looked", tenancy })))
          assert.deepEqual(looked, { refused: { _tag: "Looked", tenancy: before } })
          const slug = `e${nth}`
          if (what === "create") yield* tagOf(requests.create(org.id, { slug }))
          else if (what === "remove") yield* tagOf(requests.remove(org.id, slug))
          else if (what === "update") yield* tagOf(requests.update(org.id, slug, `the ${nth}th`))
          else yield* requests.changeOrg(org.id, { environmentLimit: nth })
        }
      })
  })
]

export const changed: ReadonlyArray<Law<Ports>> = [
  law({
    name: "changes the description that was decided on, and nothing else, of no other environment",
    guards: "An update touches the environments of a similar name, or gives one a description that it never had.",
    given: fc.record({ environments, changes: fc.array(fc.tuple(fc.nat({ max: 5 }), fc.option(description))) }),
    holds: ({ changes, environments: given }) =>
      Effect.gen(function* () {
        const requests = new Requests()
        const { live, org } = yield* requests.found()
        const expected = [live]
        for (const input of given) expected.push(yield* requests.create(org.id, input))
        for (const [nth, description] of changes.slice(0, 8)) {
          const which = nth % expected.length
          const before = expected[which]!
          const after = description === null ? before : { ...before, description }
          assert.deepEqual(yield* requests.update(org.id, before.slug, description ?? undefined), after)
          expected[which] = after
          assert.deepEqual(yield* tenancyOf(org.id), { org, environments: expected })
        }
      })
  }),
  law({
    name: "writes an environment without a description where one was decided on",
    guards: "A description that was taken away comes back.",
    given: description,
    holds: (description) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { org } = yield* requests.found()
        const { description: _gone, ...bare } = yield* requests.create(org.id, { slug: "dev", description })
        yield* store.change(org.id, () => Result.succeed({ kind: "updated", environment: bare, entry: undefined }))
        assert.deepEqual(yield* store.byId(org.id, bare.id), bare)
      })
  }),
  law({
    name: "changes nothing where it is refused, and hands the refusal on as it is",
    guards: "A request that was answered with an error took effect, or the caller is told of another error.",
    given: fc.record({ environments, reason: fc.jsonValue(), times: fc.integer({ min: 1, max: 3 }) }),
    holds: ({ environments: given, reason, times }) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { org } = yield* requests.found()
        for (const input of given) yield* requests.create(org.id, input)
        const before = yield* tenancyOf(org.id)
        for (let nth = 0; nth < times; nth += 1) {
          const refusal = { _tag: "Refused", reason, nth }
          const answer = yield* answerOf(store.change(org.id, () => Result.fail(refusal)))
          assert.deepEqual(answer, { refused: refusal })
          assert.deepEqual(yield* tenancyOf(org.id), before)
        }
        const made = yield* requests.create(org.id, { slug: "afterwards" })
        assert.deepEqual((yield* tenancyOf(org.id)).environments, [...before.environments, made])
      })
  }),
  law({
    name: "changes nothing where deciding dies, and goes on",
    guards: "A bug in one decision leaves an org half changed, or locked for good.",
    given: environments,
    holds: (given) =>
      Effect.gen(function* () {
        const store = yield* EnvironmentStore
        const requests = new Requests()
        const { org } = yield* requests.found()
        for (const input of given) yield* requests.create(org.id, input)
        const before = yield* tenancyOf(org.id)
        const buggy = (): Result.Result<Tenancy.Decision> => {
          throw new Error("A bug")
        }
        assert.ok(Exit.isFailure(yield* Effect.exit(store.change(org.id, buggy))))
        assert.deepEqual(yield* tenancyOf(org.id), before)
        assert.equal(yield* tagOf(requests.create(org.id, { slug: "afterwards" })), "done")
      })
  })
]
