/** Which release executes a run is decided when it is submitted, and stays so. */
import {
  Admission,
  Engine,
  EngineStore,
  type EngineVersion,
  type Environment,
  EnvironmentStore,
  Instant,
  type Run,
  RunStore,
  SigningSecret,
  Tenancy
} from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import { originAt } from "../../Origins.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimRuns, counted, counts } from "../Observed.ts"
import * as Released from "../Released.ts"
import { after, together, wait } from "../Turns.ts"
import { queued } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)
const planner = Engine.EngineSlug.make("planner")
const absent = Engine.EngineSlug.make("absent")

/** What is asked for or pinned: mostly what there is, or nearly. */
const request = fc.oneof(
  fc.tuple(fc.nat({ max: 3 }), fc.constantFrom("0", "1", "2", "3", "x", "x")).map((parts) => parts.join(".")),
  fc.constantFrom("01.0", "1.00", "10.0", "1.10", "0.x", "999999999.999999999", "01.x")
)
const asked = fc.option(
  fc.oneof({ weight: 6, arbitrary: request }, fc.constantFrom("", "latest", "1", "1.x.x", "-1.0")),
  {
    nil: undefined
  }
)

const pin = (environment: Environment.Environment, pinnedEngineVersion: string | null) =>
  EnvironmentStore.use((environments) =>
    environments.change(environment.orgId, (tenancy) =>
      Tenancy.update(tenancy, environment.slug, { pinnedEngineVersion }, originAt(start))
    )
  )

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "resolves what is asked for, else what is pinned, else the newest, and keeps nothing of what has no release",
    guards: "A run would be executed by another version than its caller, or its environment, was promised.",
    given: fc.record({
      releases: fc.array(fc.boolean(), { maxLength: 6 }),
      pinned: fc.option(request),
      runs: fc.array(fc.tuple(asked, fc.constantFrom(planner, planner, planner, absent, Engine.defaultEngine), wait), {
        minLength: 1,
        maxLength: 8
      })
    }),
    holds: Effect.fnUntraced(function* ({ pinned, releases, runs: asked }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const engines = yield* EngineStore
      const [live] = yield* found(ids, start)
      yield* Released.create(Released.engine(ids, live.orgId, planner, start))
      for (const breaking of releases) yield* Released.release(ids, live.orgId, planner, start, { breaking })
      const environment = yield* pin(live, pinned)
      const standing = (engine: Engine.Engine | undefined) => ({ suspended: false, environment, engine })
      const byName = new Map<string, Engine.Engine | undefined>([
        [planner, yield* engines.find(live.orgId, planner)],
        [Engine.defaultEngine, yield* engines.find(live.orgId, Engine.defaultEngine)]
      ])
      const submitted = asked.map(([versionAsked, engine]) => ({
        ...queued(ids, live, start, { engine }),
        versionAsked
      }))
      const answers = yield* Effect.forEach(
        submitted,
        (run, nth) => after(asked[nth]![2], answerOf(runs.submit(run))),
        together
      )
      const taken: Array<Run.Run> = []
      for (const [nth, run] of submitted.entries()) {
        const expected = Admission.admit(run, standing(byName.get(run.engine)))
        const answer = yield* answerOf(Effect.fromResult(expected))
        same(`What ${run.engine} answers to ${run.versionAsked} where ${pinned} is pinned`, answers[nth], answer)
        same(
          "The run",
          yield* answerOf(runs.find(run, run.id)),
          Result.isSuccess(expected) ? answer : { _tag: "RunNotFound" }
        )
        if (Result.isSuccess(expected)) taken.push(expected.success)
      }
      same("How many were counted", yield* counted(live.orgId), counts({ runsSubmitted: taken.length }))
      sameSet(
        "What can be claimed",
        (yield* claimRuns(start)).map(({ run }) => [run.id, run.release, run.engineVersion ?? null]),
        taken.map(({ engineVersion = null, id, release }) => [id, release, engineVersion])
      )
    })
  }),

  law({
    name: "executes a run by the release that it was given, whatever is released, pinned or rotated after",
    guards: "A customer's runs would change their behaviour while they wait.",
    given: fc.record({
      before: fc.integer({ min: 1, max: 3 }),
      later: fc.array(fc.boolean(), { maxLength: 3 }),
      overlap: fc.constantFrom(0, 30, 60)
    }),
    holds: Effect.fnUntraced(function* ({ before, later, overlap }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const engines = yield* EngineStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const [other] = yield* found(ids, start)
      const executorOf = (nth: number): EngineVersion.Executor => ({
        type: "http",
        url: `https://example.com/${nth}`,
        timeoutMs: 1_000 + nth
      })
      for (const { orgId } of [other, live]) {
        yield* Released.create(Released.engine(ids, orgId, planner, start))
        for (let nth = 0; nth < before; nth += 1) {
          yield* Released.release(ids, orgId, planner, start, { executor: executorOf(orgId === live.orgId ? nth : 99) })
        }
      }
      const submitted = [queued(ids, live, start, { engine: planner }), queued(ids, dev!, start, { engine: planner })]
      for (const run of submitted) yield* runs.submit(run)
      for (const breaking of later) yield* Released.release(ids, live.orgId, planner, start + 1, { breaking })
      yield* Released.rotate(ids, live.orgId, planner, start + 1, overlap)
      yield* pin(live, "1.0")
      const at = start + Instant.minute
      const { secrets } = yield* engines.find(live.orgId, planner)
      for (const { executor, run, secrets: given } of yield* claimRuns(at)) {
        same("The release", run.release, `1.${before - 1}`)
        same("What callers see of it", run.engineVersion, undefined)
        same("The executor", executor, executorOf(before - 1))
        same("The secrets", given, SigningSecret.validAt(secrets, at))
      }
      same("How many were taken up", (yield* claimRuns(at + Instant.minute)).length, 2)
    })
  }),

  law({
    name: "takes no run on another org's engine",
    guards: "One customer's inputs would go to another's executor.",
    given: fc.option(fc.constantFrom("1.0", "1.x"), { nil: undefined }),
    holds: Effect.fnUntraced(function* (versionAsked) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live] = yield* found(ids, start)
      const [other] = yield* found(ids, start)
      yield* Released.create(Released.engine(ids, other.orgId, planner, start))
      yield* Released.release(ids, other.orgId, planner, start)
      const run = { ...queued(ids, live, start, { engine: planner }), versionAsked }
      same("A submission", yield* answerOf(runs.submit(run)), { engine: planner, _tag: "EngineNotFound" })
      same("What can be claimed", yield* claimRuns(start), [])
    })
  })
]
