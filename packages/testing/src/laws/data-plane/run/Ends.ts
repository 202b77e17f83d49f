/** A run ends once, in one of the ways that there are. */
import { type Ending, Run, RunStore } from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet, tagOf } from "../Answers.ts"
import { changeOrg, found, removeEnvironment } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, counted, counts, lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { cancelling, ended, endpoint, queued, subscribe } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "lets exactly one win where a run is cancelled and claimed at once, and counts and announces what won",
    guards: "A customer would be told that a run was cancelled while it is executed, or it would be neither.",
    given: fc.record({
      runs: fc.array(wait, { minLength: 1, maxLength: 8 }),
      claims: fc.array(fc.record({ wait, limit: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 4 }),
      twice: fc.boolean()
    }),
    holds: Effect.fnUntraced(function* ({ claims, runs: waits, twice }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live] = yield* found(ids, start)
      yield* subscribe(endpoint(ids, live, start))
      const made = waits.map(() => queued(ids, live, start))
      for (const run of made) yield* runs.submit(run)
      const cancel = (run: Run.Run) => answerOf(runs.end(run, run.id, cancelling(ids, start + 1)))
      const [cancels, claimed] = yield* Effect.all(
        [
          Effect.forEach(
            [...waits.entries(), ...(twice ? waits.entries() : [])],
            ([nth, wait]) => Effect.map(after(wait, cancel(made[nth]!)), (answer) => ({ id: made[nth]!.id, answer })),
            together
          ),
          Effect.map(
            Effect.forEach(claims, ({ limit, wait }) => after(wait, claimRuns(start + 1, limit)), together),
            (shares) => shares.flat().map(({ run }) => run.id as string)
          )
        ],
        together
      )
      for (const { answer, id } of cancels) {
        const won = claimed.includes(id) ? "RunNotCancellable" : "done"
        same(`The cancellation of a run that ${won === "done" ? "nobody claimed" : "was claimed"}`, answer._tag, won)
      }
      const cancelled = made.filter(({ id }) => !claimed.includes(id))
      for (const run of made) {
        const { completedAt, durationMs, startedAt, status } = yield* runs.find(run, run.id)
        same(
          "The run afterwards",
          { completedAt, durationMs, startedAt, status },
          cancelled.includes(run)
            ? { status: "cancelled", completedAt: start + 1 }
            : { status: "processing", startedAt: start + 1 }
        )
      }
      same("What is left to claim", yield* claimRuns(start + 1), [])
      same(
        "What was counted",
        yield* counted(live.orgId),
        counts({ runsSubmitted: made.length, runsCancelled: cancelled.length })
      )
      sameSet(
        "What is told of it",
        (yield* claimDeliveries(start + 1)).map(({ event }) => [event.type, JSON.parse(event.payload).data.run.run_id]),
        cancelled.map(({ id }) => ["run.cancelled", id])
      )
    })
  }),

  law({
    name: "ends a run as was decided on it as it stands, and changes nothing where nothing is decided or it is refused",
    guards: "A cancellation would be decided on a run as it once was, or a refused one would have an effect.",
    given: fc.record({
      life: fc.constantFrom("queued", "processing", "completed"),
      decision: fc.constantFrom("nothing", "refuse", "cancel")
    }),
    holds: Effect.fnUntraced(function* ({ decision, life }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live] = yield* found(ids, start)
      yield* subscribe(endpoint(ids, live, start, { events: ["run.cancelled"] }))
      const run = queued(ids, live, start)
      yield* runs.submit(run)
      if (life !== "queued") {
        const { claim, run } = (yield* claimRuns(start))[0]!
        if (life === "completed") yield* runs.finish(claim, ended(ids, run, start + 5))
      }
      const before = yield* runs.find(run, run.id)
      const total = yield* counted(live.orgId)
      const seen: Array<Run.Run> = []
      const cancel = cancelling(ids, start + 9)
      const decide = (now: Run.Run): Result.Result<Ending | undefined, Run.RunNotCancellable | Run.RunNotFound> => {
        seen.push(now)
        if (decision === "nothing") return Result.succeed(undefined)
        return decision === "refuse" ? Result.fail(new Run.RunNotCancellable({ status: now.status })) : cancel(now)
      }
      const answer = yield* answerOf(runs.end(run, run.id, decide))
      for (const one of seen) same("The run that is decided on", one, before)
      const after = yield* runs.find(run, run.id)
      if (decision === "cancel" && life === "queued") {
        const cancelled = { ...run, status: "cancelled", completedAt: start + 9 }
        same("The answer", answer, { _tag: "done", value: { run: cancelled, deliveries: 1 } })
        same("The run afterwards", after, cancelled)
        const again = yield* answerOf(runs.end(run, run.id, cancelling(ids, start + 10)))
        same("The answer to a second time", again, { _tag: "done", value: { run: cancelled, deliveries: 0 } })
        same("What was counted", yield* counted(live.orgId), counts({ runsSubmitted: 1, runsCancelled: 1 }))
        return same("How often it is told of", (yield* claimDeliveries(start + 10)).length, 1)
      }
      same(
        "The answer",
        answer,
        decision === "nothing"
          ? { _tag: "done", value: { run: before, deliveries: 0 } }
          : { _tag: "RunNotCancellable", status: life }
      )
      same("The run afterwards", after, before)
      same("What was counted afterwards", yield* counted(live.orgId), total)
      same("What is told of it", yield* claimDeliveries(start + 10), [])
    })
  }),

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
    name: "lets a worker hold and end what it has of a suspended org, and gives out no more until that is lifted",
    guards: "Work that a suspended customer has under way would be lost, or go on for ever.",
    given: fc.record({ queued: fc.nat({ max: 3 }), held: fc.integer({ min: 1, max: 3 }), lost: fc.boolean() }),
    holds: Effect.fnUntraced(function* ({ held, lost, queued: count }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live] = yield* found(ids, start)
      for (let nth = 0; nth < held + count; nth += 1) yield* runs.submit(queued(ids, live, start))
      const claimed = yield* claimRuns(start, held)
      yield* changeOrg(live.orgId, { suspended: true }, start + 1)
      same("What can be claimed of it, at any time", yield* claimRuns(start + lease), [])
      if (lost) {
        yield* changeOrg(live.orgId, { suspended: false }, start + lease)
        return same("What can be claimed of it then", (yield* claimRuns(start + lease)).length, held + count)
      }
      same(
        "What is lost of it",
        yield* runs.renew(
          claimed.map(({ claim }) => claim),
          start + 2 * lease
        ),
        []
      )
      for (const { claim, run } of claimed) {
        const end = ended(ids, run, start + 2)
        yield* runs.finish(claim, end)
        same("A run that was under way", yield* runs.find(run, run.id), end.run)
      }
      yield* changeOrg(live.orgId, { suspended: false }, start + 3)
      same("What can be claimed of it then", (yield* claimRuns(start + lease)).length, count)
    })
  })
]
