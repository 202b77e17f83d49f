/** The end of an environment ends what waits in it, and leaves what is under way to its end. */
import { type Run, RunStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet, tagOf } from "../Answers.ts"
import { found, removeEnvironment, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, counted, counts, lease, listedEndpoints } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { cancelling, ended, endpoint, queued, subscribe } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "fails the queued runs of a deleted environment, saying why, and ends those under way as they would, unannounced",
    guards: "Runs of an environment that is no more would wait for ever or be lost, or still call its receivers.",
    given: fc.record({
      queued: fc.nat({ max: 4 }),
      underWay: fc.array(fc.record({ outcome: arbitrary.outcome, crashed: fc.boolean() }), { maxLength: 3 }),
      finishedBefore: fc.boolean()
    }),
    holds: Effect.fnUntraced(function* ({ finishedBefore, queued: count, underWay }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      yield* subscribe(endpoint(ids, dev!, start))
      yield* subscribe(endpoint(ids, live, start))
      const submit = (environment: typeof live) => {
        const run = queued(ids, environment, start)
        return Effect.as(runs.submit(run), run)
      }
      if (finishedBefore) {
        yield* submit(dev!)
        const { claim, run } = (yield* claimRuns(start))[0]!
        same("How often an end is told of", yield* runs.finish(claim, ended(ids, run, start)), 1)
      }
      for (const _ of underWay) yield* submit(dev!)
      const claimed = yield* claimRuns(start)
      const waiting = yield* Effect.forEach(Array.from({ length: count }), () => submit(dev!))
      const elsewhere = yield* submit(live)
      const at = start + lease - 1
      yield* removeEnvironment(dev!, at)

      for (const run of waiting) {
        const failed = { ...run, status: "failed", error: "environment_deleted", completedAt: at }
        same("A run that waited in the deleted environment", yield* runs.find(run, run.id), failed)
        same("Its cancellation", yield* tagOf(runs.end(run, run.id, cancelling(ids, at))), "RunNotCancellable")
      }
      same("A run of another environment", yield* runs.find(elsewhere, elsewhere.id), elsewhere)
      sameSet(
        "What can be claimed",
        (yield* claimRuns(at)).map(({ run }) => run.id),
        [elsewhere.id]
      )
      const crashed = claimed.filter((_, nth) => underWay[nth]!.crashed)
      yield* runs.renew(
        claimed.filter((one) => !crashed.includes(one)).map(({ claim }) => claim),
        at + 2 * lease
      )
      const retaken = yield* claimRuns(start + lease)
      sameSet(
        "What a crash left under way",
        retaken.map(({ run }) => run.id),
        crashed.map(({ run }) => run.id)
      )
      let duration = 0
      for (const [nth, { claim, run }] of claimed.entries()) {
        const { outcome } = underWay[nth]!
        const holds = retaken.find((one) => one.run.id === run.id)?.claim ?? claim
        const end = ended(ids, run, start + lease + nth, outcome)
        same("How often its end is told of", yield* runs.finish(holds, end), 0)
        same("A run that was under way", yield* runs.find(run, run.id), end.run)
        duration += lease + nth
      }
      const are = (status: Run.Status) => underWay.filter(({ outcome }) => outcome.status === status).length
      same(
        "What was counted in the deleted environment",
        yield* counted(dev!.orgId, dev!.id),
        counts({
          runsSubmitted: count + underWay.length + (finishedBefore ? 1 : 0),
          runsCompleted: are("completed") + (finishedBefore ? 1 : 0),
          runsDegraded: are("degraded"),
          runsFailed: are("failed") + count,
          runDurationMs: duration
        })
      )
      same("What is told of it", yield* claimDeliveries(start + 10 * lease), [])
    })
  }),

  law({
    name: "leaves nothing queued or active in an environment whose deletion was acknowledged, whatever comes in meanwhile",
    guards:
      "What comes in the moment of a deletion would wait for ever, or be executed for an environment that is no more.",
    given: fc.record({
      submissions: fc.array(wait, { minLength: 1, maxLength: 6 }),
      subscriptions: fc.array(wait, { maxLength: 3 }),
      deletion: wait
    }),
    holds: Effect.fnUntraced(function* ({ deletion, submissions, subscriptions }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [, dev] = yield* found(ids, start, ["dev"])
      const made = submissions.map(() => queued(ids, dev!, start))
      const endpoints = subscriptions.map(() => endpoint(ids, dev!, start))
      const [answers, subscribed] = yield* Effect.all(
        [
          Effect.forEach(made, (run, nth) => after(submissions[nth]!, tagOf(runs.submit(run))), together),
          Effect.forEach(endpoints, (one, nth) => after(subscriptions[nth]!, tagOf(subscribe(one))), together),
          after(deletion, removeEnvironment(dev!, start + 1))
        ],
        together
      )
      for (const [nth, run] of made.entries()) {
        const accepted = answers[nth] === "done"
        if (!accepted) same("A submission that was refused", answers[nth], "EnvironmentGone")
        const status = Effect.map(runs.find(run, run.id), ({ error, status }) => [status, error])
        const now = yield* Effect.catchTag(status, "RunNotFound", ({ _tag }) => Effect.succeed(_tag))
        same("A run that came in meanwhile", now, accepted ? ["failed", "environment_deleted"] : "RunNotFound")
      }
      const accepted = answers.filter((tag) => tag === "done").length
      same("What was counted", yield* counted(dev!.orgId), counts({ runsSubmitted: accepted, runsFailed: accepted }))
      same("What can be claimed", yield* claimRuns(start + lease), [])
      const listed = yield* listedEndpoints(scopeOf(dev!))
      same("How many endpoints there are", listed.length, subscribed.filter((tag) => tag === "done").length)
      for (const { active } of listed) same("An endpoint that came in meanwhile", active, false)
    })
  })
]
