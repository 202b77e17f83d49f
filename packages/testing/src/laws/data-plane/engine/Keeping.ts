/** Engines are kept as they are decided, in their own org, and each change is whole. */
import assert from "node:assert/strict"
import { Engine, EngineStore, EngineVersion, type Idempotency, Instant, SigningSecret } from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import { originAt } from "../../Origins.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet, tagOf } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { walk } from "../Observed.ts"
import * as Released from "../Released.ts"
import { after, together, wait } from "../Turns.ts"

const start = Date.UTC(2027, 0, 1)
const planner = Engine.EngineSlug.make("planner")

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "keeps every field of an engine and of its versions, in each way to read them",
    guards: "Executors would be called elsewhere than was said, or with another secret.",
    given: fc.record({
      engine: arbitrary.engine,
      versions: fc.array(fc.record({ changelog: arbitrary.changelog, executor: arbitrary.executor }), { maxLength: 3 })
    }),
    holds: Effect.fnUntraced(function* ({ engine, versions }) {
      const ids = new Minted()
      const engines = yield* EngineStore
      const [live] = yield* found(ids, Date.UTC(2019, 6))
      const { orgId } = live
      const secrets = [
        { id: "a secret", sealed: SigningSecret.SigningSecret.fields.sealed.make("sealed"), createdAt: start }
      ]
      const made: Engine.Engine = { ...engine, orgId, slug: planner, releases: [], secrets }
      const decision = yield* Released.create(made)
      same("What the making gives", decision.engine, made)
      const released: Array<EngineVersion.EngineVersion> = []
      for (const [nth, { changelog, executor }] of versions.entries()) {
        const at = engine.createdAt + nth
        const id = ids.next<EngineVersion.EngineVersion["id"]>(at)
        const { version } = yield* engines.change(orgId, planner, (found) =>
          Engine.release(found, planner, { changelog, executor, breaking: false }, id, originAt(at))
        )
        assert.ok(version, "A release gives its version")
        same("The version", version, {
          id,
          orgId,
          engine: planner,
          version: `1.${nth}`,
          changelog,
          executor,
          createdAt: at
        })
        released.unshift(version)
      }
      for (const version of released) {
        same("A version as it is read", yield* engines.version(orgId, planner, version.version), version)
      }
      const now = { ...made, releases: versions.length === 0 ? [] : [versions.length - 1] }
      same("The engine", yield* engines.find(orgId, planner), now)
      sameSet(
        "The engines of the org",
        (yield* walk(1, (page) => engines.list(orgId, page))).map(({ slug }) => slug),
        [planner, Engine.defaultEngine]
      )
      same("Its versions", yield* walk(2, (page) => engines.versions(orgId, planner, page)), released)
    })
  }),

  law({
    name: "gives every org the engine `default` with it: at 1.0, whose executor echoes, and without a secret",
    guards: "A new customer's first run would find nothing that executes it.",
    given: fc.integer({ min: 1, max: 3 }),
    holds: Effect.fnUntraced(function* (orgs) {
      const ids = new Minted()
      const engines = yield* EngineStore
      for (let nth = 0; nth < orgs; nth += 1) {
        const [{ orgId }] = yield* found(ids, start)
        const { items } = yield* engines.list(orgId, { limit: 10 })
        const engine = yield* engines.find(orgId, Engine.defaultEngine)
        same("The engines of a new org", items, [engine])
        same("What it has", [engine.releases, engine.secrets], [[0], []])
        const versions = yield* engines.versions(orgId, Engine.defaultEngine, { limit: 10 })
        same(
          "Its versions",
          versions.items.map(({ executor, version }) => [version, executor]),
          [["1.0", EngineVersion.echo]]
        )
      }
    })
  }),

  law({
    name: "makes one engine of a slug, of however many at once",
    guards: "A caller would be shown a signing secret that nothing is signed with.",
    given: fc.array(wait, { minLength: 2, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (waits) {
      const ids = new Minted()
      const engines = yield* EngineStore
      const [{ orgId }] = yield* found(ids, start)
      const twins = waits.map(() => Released.engine(ids, orgId, planner, start))
      const answers = yield* Effect.forEach(
        twins,
        (twin, nth) => after(waits[nth]!, tagOf(Released.create(twin))),
        together
      )
      const first = answers.indexOf("done")
      same(
        "The answers",
        answers,
        answers.map((_, nth) => (nth === first ? "done" : "EngineSlugTaken"))
      )
      same("The engine that there is", yield* engines.find(orgId, planner), twins[first])
    })
  }),

  law({
    name: "releases complete versions, each number once and in its major, of however many at once",
    guards: "Two releases would share a number, and a run would be executed by one that nobody asked for.",
    given: fc.array(fc.tuple(fc.boolean(), wait), { minLength: 1, maxLength: 8 }),
    holds: Effect.fnUntraced(function* (releases) {
      const ids = new Minted()
      const engines = yield* EngineStore
      const [{ orgId }] = yield* found(ids, start)
      yield* Released.create(Released.engine(ids, orgId, planner, start))
      const released = yield* Effect.forEach(
        releases,
        ([breaking, wait]) => after(wait, Released.release(ids, orgId, planner, start, { breaking })),
        together
      )
      const engine = yield* engines.find(orgId, planner)
      const all = engine.releases.flatMap((newest, major) =>
        Array.from({ length: newest + 1 }, (_, minor) => `${major + 1}.${minor}`)
      )
      sameSet(
        "The numbers",
        released.map(({ version }) => version),
        all
      )
      sameSet("The versions", yield* walk(3, (page) => engines.versions(orgId, planner, page)), released)
    })
  }),

  law({
    name: "rotates a secret as decided, and changes nothing where a change is refused",
    guards: "Executors would refuse what is signed with a secret that its operator was never shown.",
    given: fc.array(fc.constantFrom(0, 1, 3_600), { minLength: 1, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (overlaps) {
      const ids = new Minted()
      const engines = yield* EngineStore
      const [{ orgId }] = yield* found(ids, start)
      let now = Released.engine(ids, orgId, planner, start)
      yield* Released.create(now)
      for (const [nth, overlap] of overlaps.entries()) {
        const at = start + nth * 500
        const decided = SigningSecret.rotate(now.secrets, { id: "", sealed: now.secrets[0]!.sealed }, overlap, at)
        const answer = yield* answerOf(Released.rotate(ids, orgId, planner, at, overlap))
        assert.equal(answer._tag, Result.isSuccess(decided) ? "done" : "RotationLimitReached")
        if ("value" in answer) now = answer.value
        same("The engine", yield* engines.find(orgId, planner), now)
      }
    })
  }),

  law({
    name: "finds, lists and changes an engine in its own org only",
    guards: "One customer would see, or replace, what executes another's runs.",
    given: fc.boolean(),
    holds: Effect.fnUntraced(function* (breaking) {
      const ids = new Minted()
      const engines = yield* EngineStore
      const [{ orgId }] = yield* found(ids, start)
      const [{ orgId: other }] = yield* found(ids, start)
      const made = Released.engine(ids, orgId, planner, start)
      yield* Released.create(made)
      const version = yield* Released.release(ids, orgId, planner, start)
      same("Another org's find", yield* tagOf(engines.find(other, planner)), "EngineNotFound")
      same("Its list of versions", yield* tagOf(engines.versions(other, planner, { limit: 9 })), "EngineNotFound")
      same(
        "Its read of a version",
        yield* tagOf(engines.version(other, planner, version.version)),
        "EngineVersionNotFound"
      )
      same("Its release", yield* tagOf(Released.release(ids, other, planner, start, { breaking })), "EngineNotFound")
      same(
        "Its list",
        (yield* engines.list(other, { limit: 9 })).items.map(({ slug }) => slug),
        ["default"]
      )
      // The same slug there is another engine.
      yield* Released.create(Released.engine(ids, other, planner, start))
      yield* Released.release(ids, other, planner, start, { breaking })
      yield* Released.release(ids, other, planner, start, { breaking })
      same("The engine", yield* engines.find(orgId, planner), { ...made, releases: [0] })
      same("Its versions", (yield* engines.versions(orgId, planner, { limit: 9 })).items, [version])
    })
  }),

  law({
    name: "releases once what is released under one key, also by twins at once",
    guards: "A caller that repeats a request after a lost connection would release a second version.",
    given: fc.array(wait, { minLength: 2, maxLength: 5 }),
    holds: Effect.fnUntraced(function* (waits) {
      const ids = new Minted()
      const engines = yield* EngineStore
      const [{ orgId }] = yield* found(ids, start)
      const remember: Idempotency.Remember<Pick<Engine.Decision, "engine">> = {
        orgId,
        scope: "here",
        key: "a key",
        fingerprint: "a body",
        at: start,
        answer: ({ engine }) => EngineVersion.newest(engine.releases) ?? ""
      }
      const answers = yield* Effect.forEach(
        waits,
        (wait) =>
          after(
            wait,
            answerOf(
              engines.change(
                orgId,
                Engine.defaultEngine,
                (found): Result.Result<Engine.Decision, Engine.EngineNotFound | Engine.SigningSecretMissing> =>
                  Engine.release(
                    found,
                    "default",
                    { changelog: "Next", executor: EngineVersion.echo, breaking: false },
                    ids.next(start + Instant.second),
                    originAt(start + Instant.second)
                  ),
                remember
              )
            )
          ),
        together
      )
      sameSet(
        "The answers",
        answers.map((answer) => ("answer" in answer ? [answer._tag, answer.answer] : [answer._tag])),
        waits.map((_, nth) => (nth === 0 ? ["done"] : ["Replayed", "1.1"]))
      )
      same("The releases", (yield* engines.find(orgId, Engine.defaultEngine)).releases, [1])
    })
  })
]
