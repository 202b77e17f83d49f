/** Bodies of what has ended long enough go, and nothing else does. */
import assert from "node:assert/strict"
import { Delivery, Instant, Retention, RetentionStore, type Run, RunStore, WebhookStore } from "@nexio/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet } from "../Answers.ts"
import { found, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, counted, measured } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { cancelling, ended, endpoint, queued, subscribe } from "../Work.ts"

type Ports = Stores | RetentionStore

const start = Date.UTC(2027, 0, 1)

/** When all of it is over. */
const end = start + 90 * Instant.day

/** A run: how it goes on, and its delivery, and how many days each takes. */
const life = fc.record({
  live: fc.boolean(),
  submission: arbitrary.submission,
  outcome: arbitrary.outcome,
  ends: fc.constantFrom("ended", "ended", "ended", "cancelled", "processing", "queued"),
  lasts: fc.nat({ max: 5 }),
  delivery: fc.constantFrom("Succeeded", "Failed", "pending"),
  arrives: fc.nat({ max: 5 })
})
type Life = typeof life extends fc.Arbitrary<infer A> ? A : never

/** Lives them through; gives the runs as they are then, and the deliveries that ended. */
const lived = Effect.fnUntraced(function* (lives: ReadonlyArray<Life>) {
  const ids = new Minted()
  const [runs, webhooks] = [yield* RunStore, yield* WebhookStore]
  const [live, dev] = yield* found(ids, start, ["dev"])
  for (const environment of [live, dev!]) yield* subscribe(endpoint(ids, environment, start))
  const made: Array<Run.Run> = []
  const arrived: Array<Delivery.Delivery> = []
  const pending: Array<Run.Run> = []
  // What waits is submitted last, or it would be claimed with the others.
  for (const life of lives.toSorted((a, b) => Number(a.ends === "queued") - Number(b.ends === "queued"))) {
    const run = queued(ids, life.live ? live : dev!, start, life.submission as Partial<Run.Run>)
    yield* runs.submit(run)
    made.push(run)
    if (life.ends === "queued") continue
    const at = start + life.lasts * Instant.day
    if (life.ends === "cancelled") yield* runs.end(run, run.id, cancelling(ids, at))
    else {
      const [claimed] = yield* claimRuns(start, 100, end)
      if (life.ends === "processing") continue
      yield* runs.finish(claimed!.claim, ended(ids, claimed!.run, at, life.outcome))
    }
    const taken = yield* claimDeliveries(at, 100, end)
    const { attempt, claim, delivery } = taken.find(({ event }) => event.payload.includes(run.id))!
    if (life.delivery === "pending") {
      pending.push(run)
      continue
    }
    const ending = Delivery.next(delivery, { _tag: life.delivery }, at + life.arrives * Instant.day, [], 0)
    const after = Result.getOrThrow(ending)
    yield* webhooks.record(claim, {
      attempt: { number: attempt, startedAt: at, latencyMs: 1, statusCode: 200, answer: "thanks" },
      delivery: after
    })
    arrived.push(after)
  }
  const stand = yield* Effect.forEach(made, (run) => runs.find(run, run.id))
  return { orgId: live.orgId, runs: stand, arrived, pending }
})

/** Empties again and again until nothing is left; gives how much each time. */
const emptyAll = Effect.fnUntraced(function* (before: Instant.Instant, limit: number) {
  const store = yield* RetentionStore
  const done = { runs: 0, deliveries: 0 }
  for (let turn = 0; turn < 100; turn += 1) {
    const { deliveries, runs } = yield* store.empty({ before, at: end, limit })
    assert.ok(runs <= limit && deliveries <= limit, `at most ${limit} at once: ${runs} runs, ${deliveries} deliveries`)
    if (runs + deliveries === 0) return done
    done.runs += runs
    done.deliveries += deliveries
  }
  return assert.fail("It comes to an end")
})

const lives = fc.array(life, { minLength: 1, maxLength: 6 })
const before = fc.nat({ max: 11 }).map((days) => start + days * Instant.day)
const limit = fc.constantFrom(1, 2, 100)

export const laws: ReadonlyArray<Law<Ports>> = [
  law({
    name: "empties each run that ended long enough ago at last, says when, and leaves all others and everything that was counted as it is",
    guards: "Bodies would be kept for good, or what somebody still works with would be gone, or a bill would change.",
    given: fc.record({ lives, before, limit }),
    holds: Effect.fnUntraced(function* ({ before, limit, lives }) {
      const { arrived, orgId, pending, runs } = yield* lived(lives)
      const store = yield* RunStore
      const usage = yield* counted(orgId)
      const metrics = yield* measured(orgId)
      const due = runs.filter((run) => Retention.isRunDue(run, before))
      same("How many were emptied", yield* emptyAll(before, limit), {
        runs: due.length,
        deliveries: arrived.filter((delivery) => Retention.isDeliveryDue(delivery, before)).length
      })
      for (const run of runs) {
        const expected = due.includes(run) ? Retention.emptyRun(run, end) : run
        same("A run afterwards", yield* store.find(run, run.id), expected)
        const { input: _i, offerings: _o, output: _u, solutions: _s, ...summary } = expected
        const { items } = yield* store.list(run, {}, { limit: 100 })
        same(
          "It in a list",
          items.find(({ id }) => id === run.id),
          summary
        )
      }
      same("What was counted", yield* counted(orgId), usage)
      sameSet("What was measured", yield* measured(orgId), metrics)
      const waiting = yield* claimDeliveries(end)
      sameSet(
        "The events of deliveries that are pending",
        waiting.map(({ event }) => JSON.parse(event.payload).data.run.run_id),
        pending.map(({ id }) => id)
      )
    })
  }),

  law({
    name: "empties so many runs at once as it is asked to, the longest ended first",
    guards: "One call would hold the database up, or what was kept longest would be kept longer still.",
    given: fc.record({
      lasts: fc.uniqueArray(fc.nat({ max: 20 }), { minLength: 2, maxLength: 6 }),
      limit: fc.nat({ max: 6 })
    }),
    holds: Effect.fnUntraced(function* ({ lasts, limit }) {
      const ids = new Minted()
      const [runs, retention] = [yield* RunStore, yield* RetentionStore]
      const [live] = yield* found(ids, start)
      const made: Array<Run.Run> = []
      for (const days of lasts) {
        yield* runs.submit(queued(ids, live, start))
        const [claimed] = yield* claimRuns(start)
        const end = ended(ids, claimed!.run, start + days * Instant.day)
        yield* runs.finish(claimed!.claim, end)
        made.push(end.run)
      }
      const { runs: done } = yield* retention.empty({ before: end, at: end, limit })
      same("How many", done, Math.min(limit, made.length))
      const isEmptied = ({ id }: Run.Run) =>
        Effect.map(runs.find(scopeOf(live), id), ({ emptiedAt }) => emptiedAt !== undefined)
      const longest = made.toSorted((a, b) => a.completedAt! - b.completedAt!)
      same(
        "Which are emptied",
        yield* Effect.forEach(longest, isEmptied),
        longest.map((_, nth) => nth < limit)
      )
    })
  }),

  law({
    name: "empties each run and delivery once, however many servers are at it",
    guards: "Servers would wait for each other, or leave what each takes for the other's.",
    given: fc.record({ lives, waits: fc.array(wait, { minLength: 2, maxLength: 4 }) }),
    holds: Effect.fnUntraced(function* ({ lives, waits }) {
      const { arrived, runs } = yield* lived(lives)
      const done = yield* Effect.forEach(waits, (turns) => after(turns, emptyAll(end, 2)), together)
      same(
        "How many were emptied",
        done.reduce((sum, one) => ({ runs: sum.runs + one.runs, deliveries: sum.deliveries + one.deliveries })),
        {
          runs: runs.filter(({ completedAt }) => completedAt !== undefined).length,
          deliveries: arrived.length
        }
      )
    })
  })
]
