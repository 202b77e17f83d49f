/** A submission or cancellation repeated under its key is executed, counted and told of once; see also IdempotencyLaws. */
import { type Idempotency, type Run, RunStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet } from "../Answers.ts"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, counted, counts, listedRuns } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { cancelling, endpoint, queued, subscribe } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

const remember = ({ orgId }: Run.Run): Idempotency.Remember<Run.Run> => ({
  orgId,
  scope: "here",
  key: "a key",
  fingerprint: "a body",
  at: start,
  answer: ({ id, status }) => `${id} is ${status}`
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
          nth === first ? { _tag: "done", value: done } : { _tag: "Replayed", answer: `${done?.id} is queued` }
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
