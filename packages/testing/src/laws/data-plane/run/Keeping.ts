/** Runs are kept as they are, in their own environment, and nowhere else. */
import assert from "node:assert/strict"
import { type Id, Run, RunStore } from "@nexio/core"
import { Effect, Schema } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet, tagOf } from "../Answers.ts"
import { changeOrg, found, removeEnvironment, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimRuns, counted, counts, listedRuns } from "../Observed.ts"
import { cancelling, ended, queued } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

/** What JSON can say and what is easily lost on the way to a database and back. */
const tricky: Run.Run["input"] = JSON.parse(`{
  "numbers": [1e-7, 1e21, 5e-324, 1.7976931348623157e308, 9007199254740991, -9007199254740991, 0.1, -0, 1.0],
  "__proto__": { "constructor": null }, "constructor": "prototype", "toString": [], "": {}, "0": false, "null": null,
  "text": "é\\u0301 \\u2028 \\u007f \\ud83d\\ude00 \\uffff \\" \\\\ \\n \\t ' % $1 ? :a", "2027-01-01T00:00:00.000Z": "2027-01-01"
}`)

const input = fc.oneof(
  { weight: 6, arbitrary: arbitrary.jsonObject },
  { weight: 2, arbitrary: fc.constant(tricky) },
  { weight: 2, arbitrary: arbitrary.deepJson.map((deep) => ({ deep })) },
  { weight: 1, arbitrary: fc.constantFrom("x", "é", "\u{1f600}", '"').map((unit) => ({ large: unit.repeat(60_000) })) }
)

const asKept = <A>(what: string, schema: Schema.Codec<A, unknown>, actual: A, expected: unknown) => {
  same(what, actual, expected)
  assert.ok(Schema.is(Schema.toType(schema))(actual), `${what} is as its schema says, with nothing undefined in it`)
}

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "keeps every field of a run, and any JSON in it, from its submission through its claim to its end",
    guards: "Inputs or results of customers would come back changed, cut off or without a field.",
    given: fc.record({ run: arbitrary.queuedRun, input, outcome: arbitrary.outcome }),
    holds: Effect.fnUntraced(function* ({ input, outcome, run }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live] = yield* found(ids, Date.UTC(2019, 6))
      const scope = scopeOf(live)
      const submitted: Run.Run = { ...run, ...scope, environment: live.slug, input }
      const seen = Effect.fnUntraced(function* (as: string, expected: Run.Run) {
        asKept(`The run that is ${as}`, Run.Run, yield* runs.find(scope, run.id), expected)
        const { input: _i, offerings: _o, output: _u, solutions: _s, ...summary } = expected
        const { items } = yield* runs.list(scope, {}, { limit: 10 })
        same(`The list with a run that is ${as}`, items, [summary])
        for (const item of items) asKept(`The run in a list`, Run.RunSummary, item, summary)
      })
      yield* runs.submit(submitted)
      yield* seen("submitted", submitted)
      const at = run.createdAt + 1_000
      const [claimed] = yield* claimRuns(at)
      assert.ok(claimed, "A queued run can be claimed")
      const processing: Run.Run = { ...submitted, status: "processing", startedAt: at }
      asKept("The run that was claimed", Run.Run, claimed.run, processing)
      same("What the claim is on", { ...claimed.claim, token: "" }, { ...scope, id: run.id, token: "" })
      yield* seen("processing", processing)
      const end = ended(ids, claimed.run, at + 234, outcome)
      same("How many deliveries an end makes that nobody subscribes to", yield* runs.finish(claimed.claim, end), 0)
      yield* seen("ended", { ...processing, ...outcome, completedAt: at + 234, durationMs: 234 })
    })
  }),

  law({
    name: "takes no run into an environment that was deleted or whose org is suspended, and keeps nothing of it",
    guards: "Work would be accepted, or billed, for a customer who was told that it has stopped.",
    given: fc.record({ suspended: fc.boolean(), before: fc.nat({ max: 2 }), refused: fc.integer({ min: 1, max: 3 }) }),
    holds: Effect.fnUntraced(function* ({ before, refused, suspended }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const [other] = yield* found(ids, start)
      const earlier = Array.from({ length: before }, () => queued(ids, live, start))
      for (const run of earlier) yield* runs.submit(run)
      yield* suspended ? changeOrg(live.orgId, { suspended }, start + 1) : removeEnvironment(dev!, start + 1)
      const refusal = suspended ? "OrgSuspended" : "EnvironmentGone"
      for (const environment of suspended ? [live, dev!] : [dev!]) {
        for (let nth = 0; nth < refused; nth += 1) {
          const run = queued(ids, environment, start + 2)
          same("A submission that comes too late", yield* tagOf(runs.submit(run)), refusal)
          same("The run that came too late", yield* tagOf(runs.find(run, run.id)), "RunNotFound")
        }
      }
      same("The list of an environment that was deleted", yield* listedRuns(scopeOf(dev!)), [])
      same("What was counted", yield* counted(live.orgId), counts({ runsSubmitted: before }))
      const elsewhere = queued(ids, other, start + 2)
      yield* runs.submit(elsewhere)
      const waiting = suspended ? [elsewhere] : [...earlier, elsewhere]
      sameSet(
        "What can be claimed",
        (yield* claimRuns(start + 3)).map(({ run }) => run.id),
        waiting.map(({ id }) => id)
      )
      if (suspended) yield* changeOrg(live.orgId, { suspended: false }, start + 4)
      const later = queued(ids, live, start + 5)
      yield* runs.submit(later)
      same("A submission once it may be", yield* runs.find(later, later.id), later)
    })
  }),

  law({
    name: "finds, lists, ends and counts a run in its own scope only",
    guards: "One customer, or one environment, would see or stop the runs of another.",
    given: fc.record({
      status: fc.constantFrom("queued", "processing", "completed"),
      runs: fc.integer({ min: 1, max: 3 })
    }),
    holds: Effect.fnUntraced(function* ({ runs: count, status }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const [other] = yield* found(ids, start)
      const own = scopeOf(live)
      const elsewhere: ReadonlyArray<Id.Scope> = [
        scopeOf(dev!),
        scopeOf(other),
        { ...own, orgId: other.orgId },
        { ...own, environmentId: other.id }
      ]
      const made = Array.from({ length: count }, () => queued(ids, live, start))
      for (const run of made) yield* runs.submit(run)
      if (status !== "queued") {
        for (const { claim, run } of yield* claimRuns(start)) {
          if (status === "completed") yield* runs.finish(claim, ended(ids, run, start + 1))
        }
      }
      const before = yield* Effect.forEach(made, ({ id }) => runs.find(own, id))
      const total = yield* counted(live.orgId)
      for (const scope of elsewhere) {
        for (const { id } of made) {
          same("A run of elsewhere", yield* tagOf(runs.find(scope, id)), "RunNotFound")
          same(
            "The end of a run of elsewhere",
            yield* tagOf(runs.end(scope, id, cancelling(ids, start))),
            "RunNotFound"
          )
        }
        same("The list of elsewhere", yield* listedRuns(scope), [])
        same("What was counted elsewhere", yield* counted(scope.orgId, scope.environmentId), counts({}))
      }
      same("What was counted in another org", yield* counted(other.orgId), counts({}))
      same("What was counted in its own environment", yield* counted(own.orgId, own.environmentId), total)
      same("The runs afterwards", yield* Effect.forEach(made, ({ id }) => runs.find(own, id)), before)
    })
  })
]
