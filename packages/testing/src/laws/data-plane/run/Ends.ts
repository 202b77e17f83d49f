/** A run ends once, in one of the ways that there are. */
import { type Ending, Run, RunStore } from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet } from "../Answers.ts"
import { changeOrg, found } from "../Founded.ts"
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
