/** Configurations as they are read, and as a clone leaves them. */
import assert from "node:assert/strict"
import {
  AuditStore,
  Clone,
  type Configuration,
  ConfigurationStore,
  Difference,
  EnvironmentStore,
  type Id,
  type Instant,
  Sealed,
  Tenancy,
  VersionRequest
} from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { description, pinnedEngineVersion } from "../../arbitraries/Environment.ts"
import { found, scopeOf } from "../data-plane/Founded.ts"
import { idOf, Minted } from "../data-plane/Minted.ts"
import { listedEndpoints } from "../data-plane/Observed.ts"
import { after, together, wait } from "../data-plane/Turns.ts"
import { endpoint, removeEndpoint, subscribe } from "../data-plane/Work.ts"
import { type Law, law } from "../Law.ts"
import { originAt } from "../Origins.ts"
import type { Stores } from "../Stores.ts"
import { answerOf, tagOf } from "./Answer.ts"

const start = Date.UTC(2027, 0, 1)
const later = start + 1

/** Clones with ids and secrets from a block of their own. */
const clone = (ids: Minted, orgId: Id.OrgId, from: string, into: string, at: Instant.Instant = later, key?: string) => {
  const block = ids.block()
  const fresh = (nth: number): Clone.Fresh => ({
    id: idOf(at, block + 2 * nth),
    secret: { id: idOf(at, block + 2 * nth + 1), sealed: Sealed.make(`secret ${block} ${nth}`), createdAt: at }
  })
  const remember = key === undefined ? undefined : { orgId, scope: "POST clone", key, fingerprint: "body", at, answer }
  return ConfigurationStore.use((store) =>
    store.clone(
      orgId,
      [from, into],
      (configured) => Clone.clone(configured, { from, into }, originAt(at), fresh),
      remember
    )
  )
}

const answer = ({ endpoints }: Clone.Cloned) => JSON.stringify(endpoints.map(({ id }) => id))

const read = (orgId: Id.OrgId, ...slugs: ReadonlyArray<string>) =>
  ConfigurationStore.use((store) => store.read(orgId, slugs))

/** Pins and describes an environment. */
const configure = (orgId: Id.OrgId, slug: string, by: Tenancy.EnvironmentChange) =>
  EnvironmentStore.use((store) => store.change(orgId, (tenancy) => Tenancy.update(tenancy, slug, by, originAt(start))))

const configuration = fc.record({ description, pinnedEngineVersion }, { requiredKeys: [] })
const hooks = fc.array(
  fc.record({
    url: fc.constantFrom("https://example.com/a", "https://example.com/b"),
    deleted: fc.boolean(),
    active: fc.boolean()
  }),
  { maxLength: 4 }
)

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "reads the configurations of just the active environments that are asked for, without endpoints that were deleted",
    guards: "A clone or a difference is made of another environment's endpoints, or of ones that a customer deleted.",
    given: fc.record({ hooks, asked: fc.subarray(["live", "dev", "qa", "nowhere"]), configuration }),
    holds: Effect.fnUntraced(function* ({ asked, configuration, hooks }) {
      const ids = new Minted()
      const environments = yield* found(ids, start, ["dev", "qa"])
      const [live] = environments
      const other = yield* found(ids, start, ["dev"])
      yield* subscribe(endpoint(ids, other[1]!, start))
      yield* configure(live.orgId, "dev", configuration)
      const { environments: now } = yield* EnvironmentStore.use((store) => store.tenancy(live.orgId))
      const expected: Array<Configuration.Configuration> = []
      for (const environment of now) {
        const kept = []
        for (const { active, deleted, url } of hooks) {
          const made = endpoint(ids, environment, start, { url, active })
          yield* subscribe(made)
          if (deleted) yield* removeEndpoint(made, start)
          else kept.push(made)
        }
        if (asked.includes(environment.slug)) expected.push({ environment, endpoints: kept })
      }
      assert.deepEqual((yield* read(live.orgId, ...asked)).configurations, expected)
    })
  }),
  law({
    name: "leaves the target configured as the source, beside what it had, inactive, and the source as it was",
    guards: "A clone sends production's events twice, loses a pin, or takes endpoints away.",
    given: fc.record({ here: hooks, there: hooks, source: configuration, target: configuration }),
    holds: Effect.fnUntraced(function* ({ here, source, target, there }) {
      const ids = new Minted()
      const [live, dev] = yield* found(ids, start, ["dev"])
      yield* configure(live.orgId, "live", source)
      yield* configure(live.orgId, "dev", target)
      for (const { active, url } of here) yield* subscribe(endpoint(ids, live, start, { url, active }))
      for (const { active, url } of there) yield* subscribe(endpoint(ids, dev!, start, { url, active }))
      const [ours, theirs] = (yield* read(live.orgId, "live", "dev")).configurations
      const head = yield* AuditStore.use((store) => store.head(live.orgId))
      const cloned = yield* clone(ids, live.orgId, "live", "dev")
      const [still, now] = (yield* read(live.orgId, "live", "dev")).configurations
      assert.deepEqual(still, ours)
      assert.deepEqual(now!.environment, cloned.environment)
      assert.deepEqual(now!.endpoints, [...theirs!.endpoints, ...cloned.endpoints])
      assert.ok(cloned.endpoints.every(({ active, authToken }) => !active && authToken === undefined))
      const made = { environment: now!.environment, endpoints: cloned.endpoints }
      assert.equal(Difference.between(made, still!).same, true)
      assert.deepEqual((yield* listedEndpoints(scopeOf(dev!))).length, here.length + there.length)
      const { number } = yield* AuditStore.use((store) => store.head(live.orgId))
      assert.equal(number, head.number + 1)
    })
  }),
  law({
    name: "changes nothing where a clone is refused, and hands the refusal on as it is",
    guards: "A clone that was answered with an error left some endpoints behind.",
    given: hooks,
    holds: Effect.fnUntraced(function* (hooks) {
      const ids = new Minted()
      const [live] = yield* found(ids, start, ["dev"])
      for (const { active, url } of hooks) yield* subscribe(endpoint(ids, live, start, { url, active }))
      const before = yield* read(live.orgId, "live", "dev")
      const store = yield* ConfigurationStore
      const refusal = { _tag: "Refused", hooks: hooks.length }
      const refused = yield* answerOf(store.clone(live.orgId, ["live", "dev"], () => Result.fail(refusal)))
      assert.deepEqual(refused, { refused: refusal })
      assert.equal(yield* tagOf(clone(ids, live.orgId, "dev", "live")), "WrongEnvironmentKind")
      assert.deepEqual(yield* read(live.orgId, "live", "dev"), before)
      const unknown = ids.next<Id.OrgId>(start)
      assert.equal(yield* tagOf(read(unknown, "live")), "OrgNotFound")
      assert.equal(yield* tagOf(clone(ids, unknown, "live", "dev")), "OrgNotFound")
    })
  }),
  law({
    name: "keeps clones and new endpoints that come at once within ten times the cap, and clones once for each key",
    guards: "Concurrent clones fill an environment without a limit, or a repeated one doubles its endpoints.",
    given: fc.record({
      there: fc.integer({ min: 1, max: 9 }),
      clones: fc.array(fc.tuple(wait, fc.option(fc.constantFrom("one", "two"), { nil: undefined })), {
        minLength: 2,
        maxLength: 5
      }),
      made: fc.array(wait, { maxLength: 3 })
    }),
    holds: Effect.fnUntraced(function* ({ clones, made, there }) {
      const ids = new Minted()
      const [live, dev] = yield* found(ids, start, ["dev"], { endpointLimit: 1 })
      const pin = VersionRequest.VersionRequest.make("1.x")
      yield* configure(live.orgId, "live", { pinnedEngineVersion: pin })
      for (let nth = 0; nth < there; nth += 1) yield* subscribe(endpoint(ids, live, start, { active: false }))
      const cloning = clones.map(([wait, key]) =>
        Effect.map(after(wait, tagOf(clone(ids, live.orgId, "live", "dev", later, key))), (tag) => [key, tag] as const)
      )
      const making = made.map((wait) => after(wait, tagOf(subscribe(endpoint(ids, dev!, start, { active: false })))))
      const [answers, others] = yield* Effect.all(
        [Effect.all(cloning, together), Effect.all(making, together)],
        together
      )
      const done = answers.filter(([, tag]) => tag === "done")
      const keys = done.flatMap(([key]) => key ?? [])
      assert.equal(new Set(keys).size, keys.length)
      const count = (yield* listedEndpoints(scopeOf(dev!))).length
      assert.equal(count, done.length * there + others.filter((tag) => tag === "done").length)
      assert.ok(count <= 10, `${count} endpoints`)
      assert.ok(done.length > 0 || others.length > 0, "the first of all is done")
    })
  })
]
