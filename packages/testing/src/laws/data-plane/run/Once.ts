/** A submission or cancellation repeated under its key has one effect and gets the first answer. */
import { Idempotency, type Run, RunStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet, tagOf } from "../Answers.ts"
import { found, removeEnvironment } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, counted, counts, listedRuns } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { cancelling, endpoint, queued, subscribe } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

const remember = (run: Run.Run, more: Partial<Idempotency.Remember<Run.Run>> = {}): Idempotency.Remember<Run.Run> => ({
  orgId: run.orgId,
  scope: "here",
  key: "a key",
  fingerprint: "a body",
  at: start,
  answer: ({ id, status }) => `${id} is ${status}`,
  ...more
})

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "submits once what is submitted under one key, also by twins at once, and gives all others the first answer",
    guards: "A caller that repeats a request after a lost connection would get a second run, and pay for it.",
    given: fc.array(wait, { minLength: 2, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (waits) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live] = yield* found(ids, start)
      const twins = waits.map(() => queued(ids, live, start))
      const answers = yield* Effect.forEach(
        twins,
        (run, nth) => after(waits[nth]!, answerOf(runs.submit(run, remember(run)))),
        together
      )
      const first = answers.findIndex(({ _tag }) => _tag === "done")
      const done = twins[first]
      same(
        "The answers",
        answers,
        twins.map((_, nth) =>
          nth === first ? { _tag: "done" } : { _tag: "Replayed", answer: `${done?.id} is queued` }
        )
      )
      const [listed] = yield* listedRuns(done!)
      same("The run that there is", listed?.id, done?.id)
      same("How many were counted", yield* counted(live.orgId), counts({ runsSubmitted: 1 }))
      sameSet(
        "What can be claimed",
        (yield* claimRuns(start)).map(({ run }) => run.id),
        [done!.id]
      )
    })
  }),

  law({
    name: "takes a request for another under another key, scope or org and after 24 hours, and with another body for a conflict",
    guards: "Requests that have nothing to do with each other would answer for each other.",
    given: fc.record({
      later: fc.constantFrom(0, 1, Idempotency.lifetime - 1, Idempotency.lifetime, Idempotency.lifetime + 1),
      other: fc.constantFrom("nothing", "key", "scope", "org", "fingerprint")
    }),
    holds: Effect.fnUntraced(function* ({ later, other }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [[live], [foreign]] = [yield* found(ids, start), yield* found(ids, start)]
      const run = queued(ids, live, start)
      yield* runs.submit(run, remember(run))
      const again = queued(ids, other === "org" ? foreign : live, start + later)
      const differs = other === "nothing" || other === "org" ? {} : { [other]: "another" }
      const answer = yield* answerOf(runs.submit(again, remember(again, { ...differs, at: start + later })))
      const isNew = later >= Idempotency.lifetime || !["nothing", "fingerprint"].includes(other)
      same(
        "The answer",
        answer,
        isNew
          ? { _tag: "done" }
          : other === "nothing"
            ? { _tag: "Replayed", answer: `${run.id} is queued` }
            : { _tag: "IdempotencyConflict", key: "a key" }
      )
      same("The run of the second request", yield* tagOf(runs.find(again, again.id)), isNew ? "done" : "RunNotFound")
      const own = (yield* counted(live.orgId)).runsSubmitted
      same("How many were counted", own, isNew && other !== "org" ? 2 : 1)
    })
  }),

  law({
    name: "remembers no submission that was refused, and keeps nothing of one whose answer cannot be written down",
    guards: "A caller would get a refusal again after its cause is gone, or a run without a record of it.",
    given: fc.boolean(),
    holds: Effect.fnUntraced(function* (refused) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live, dev] = yield* found(ids, start, ["dev"])
      const run = queued(ids, refused ? dev! : live, start)
      if (refused) {
        yield* removeEnvironment(dev!, start)
        for (const _ of [1, 2]) {
          same("A submission that comes too late", yield* tagOf(runs.submit(run, remember(run))), "EnvironmentGone")
        }
      } else {
        const unanswerable = remember(run, {
          answer: () => {
            throw new Error("This answer cannot be written down")
          }
        })
        same("How it exits", (yield* Effect.exit(runs.submit(run, unanswerable)))._tag, "Failure")
      }
      same("The run", yield* tagOf(runs.find(run, run.id)), "RunNotFound")
      same("How many were counted", yield* counted(live.orgId), counts({}))
      const later = queued(ids, live, start)
      same("The next submission under the key", yield* tagOf(runs.submit(later, remember(later))), "done")
      sameSet(
        "What can be claimed",
        (yield* claimRuns(start)).map(({ run }) => run.id),
        [later.id]
      )
    })
  }),

  law({
    name: "cancels once what is cancelled under one key, also by twins at once, and gives all others the first answer",
    guards: "Receivers would be told twice that a run was cancelled.",
    given: fc.array(wait, { minLength: 2, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (waits) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [live] = yield* found(ids, start)
      yield* subscribe(endpoint(ids, live, start))
      const run = queued(ids, live, start)
      yield* runs.submit(run)
      const answers = yield* Effect.forEach(
        waits,
        (wait) => after(wait, answerOf(runs.end(run, run.id, cancelling(ids, start + 1), remember(run)))),
        together
      )
      const cancelled = yield* runs.find(run, run.id)
      same("The run", cancelled, { ...run, status: "cancelled", completedAt: start + 1 })
      sameSet("The answers", answers, [
        { _tag: "done", value: { run: cancelled, deliveries: 1 } },
        ...waits.slice(1).map(() => ({ _tag: "Replayed", answer: `${run.id} is cancelled` }))
      ])
      same("How often it is told of", (yield* claimDeliveries(start + 1)).length, 1)
    })
  })
]
