/** Runs are taken by one worker at a time, oldest first, and held for as long as the lease lasts. */
import assert from "node:assert/strict"
import { type Claim, type ClaimedRun, RunStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet, tagOf } from "../Answers.ts"
import { changeOrg, found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimDeliveries, claimRuns, counted, counts, lease } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { ended, endpoint, queued, subscribe } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)
const until = start + lease

const runIds = (claimed: ReadonlyArray<ClaimedRun>) => claimed.map(({ run }) => run.id)

/** Some runs, in some environments, all submitted at the same instant. */
const submitted = Effect.fnUntraced(function* (ids: Minted, count: number) {
  const runs = yield* RunStore
  const environments = [...(yield* found(ids, start, ["dev"])), ...(yield* found(ids, start))]
  const made = Array.from({ length: count }, (_, nth) => queued(ids, environments[nth % environments.length]!, start))
  for (const run of made) yield* runs.submit(run)
  return made
})

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "gives a run to one worker only, however many claim at once, and never more than was asked for",
    guards: "Two workers would execute the same run at the same time, or one would be flooded with work.",
    given: fc.record({
      runs: fc.integer({ min: 1, max: 12 }),
      workers: fc.array(fc.record({ wait, limit: fc.integer({ min: 1, max: 5 }) }), { minLength: 2, maxLength: 8 })
    }),
    holds: Effect.fnUntraced(function* ({ runs: count, workers }) {
      const made = yield* submitted(new Minted(), count)
      const shares = yield* Effect.forEach(workers, ({ limit, wait }) => after(wait, claimRuns(start, limit)), together)
      for (const [nth, share] of shares.entries()) {
        assert.ok(share.length <= workers[nth]!.limit, `Asked for ${workers[nth]!.limit}, got ${share.length}`)
      }
      const rest = yield* claimRuns(start)
      sameSet(
        "What all of them got",
        [...shares.flat(), ...rest].map(({ run }) => run.id),
        made.map(({ id }) => id)
      )
    })
  }),

  law({
    name: "gives the oldest runs first, in any order where they are equally old, while those of suspended orgs wait",
    guards:
      "Old runs would starve while new ones come in, or the backlog of a suspended customer would block the queue.",
    given: fc.record({
      ages: fc.array(fc.record({ at: fc.nat({ max: 5 }), suspended: fc.boolean() }), { minLength: 1, maxLength: 12 }),
      limits: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 })
    }),
    holds: Effect.fnUntraced(function* ({ ages, limits }) {
      const ids = new Minted()
      const runs = yield* RunStore
      const [[open], [stopped]] = [yield* found(ids, start), yield* found(ids, start)]
      for (const { at, suspended } of ages) yield* runs.submit(queued(ids, suspended ? stopped : open, start + at))
      yield* changeOrg(stopped.orgId, { suspended: true }, start)
      const waiting = ages.filter(({ suspended }) => !suspended).map(({ at }) => start + at)
      waiting.sort((a, b) => a - b)
      for (const limit of limits) {
        const claimed = (yield* claimRuns(start + 10, limit)).map(({ run }) => run.createdAt)
        sameSet(`The ${limit} oldest`, claimed, waiting.splice(0, limit))
      }
      sameSet(
        "The rest",
        (yield* claimRuns(start + 10)).map(({ run }) => run.createdAt),
        waiting
      )
      yield* changeOrg(stopped.orgId, { suspended: false }, start + 11)
      const lifted = yield* claimRuns(start + 11)
      same("What waited in the suspended org", lifted.length, ages.filter(({ suspended }) => suspended).length)
    })
  }),

  law({
    name: "gives a run again from the instant at which its lease runs out, not before, and keeps its first start",
    guards: "After a crash a run would never be executed again, or it would be executed twice while its worker lives.",
    given: fc.record({
      runs: fc.integer({ min: 1, max: 4 }),
      leases: fc.array(fc.constantFrom(1, 2, lease), { minLength: 1, maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ leases, runs: count }) {
      const runs = yield* RunStore
      const ids = new Minted()
      const made = (yield* submitted(ids, count)).map(({ id }) => id)
      let at = start
      let last: ReadonlyArray<ClaimedRun> = []
      const tokens = new Set<string>()
      for (const lasts of leases) {
        last = yield* claimRuns(at, count, at + lasts)
        sameSet("What can be claimed when leases run out", runIds(last), made)
        for (const { claim, run } of last) {
          same("When it was first started", [run.status, run.startedAt], ["processing", start])
          assert.ok(!tokens.has(`${claim.id} ${claim.token}`), "Each claim of a run has a token of its own")
          tokens.add(`${claim.id} ${claim.token}`)
        }
        for (const early of [at, at + lasts - 1]) same("What can be claimed before", yield* claimRuns(early), [])
        at += lasts
      }
      for (const { claim, run } of last) {
        yield* runs.finish(claim, ended(ids, run, at))
        same("How long it took", (yield* runs.find(run, run.id)).durationMs, at - start)
      }
    })
  }),

  law({
    name: "holds what is renewed until the new instant, and says which claims are lost, those and only those",
    guards: "A worker would go on with what it has lost, or give up what it holds; long runs would be executed twice.",
    given: fc.array(fc.constantFrom("held", "run out", "taken over", "ended"), { minLength: 1, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (fates) {
      const runs = yield* RunStore
      const ids = new Minted()
      yield* submitted(ids, fates.length)
      const first = yield* claimRuns(start, fates.length)
      const of = (...chosen: ReadonlyArray<string>) => first.filter((_, nth) => chosen.includes(fates[nth]!))
      yield* runs.renew(
        of("held", "run out", "ended").map(({ claim }) => claim),
        until + 100
      )
      sameSet(
        "What others take over",
        runIds(yield* claimRuns(until, fates.length, until + 200)),
        runIds(of("taken over"))
      )
      for (const { claim, run } of of("ended")) yield* runs.finish(claim, ended(ids, run, until))
      // Nobody took over what only ran out: it is held again.
      const forged: Claim = { ...first[0]!.claim, token: ids.next(start) }
      const claims = [...first.map(({ claim }) => claim), forged]
      const lost = yield* runs.renew(claims, until + 500)
      sameSet("What is lost", lost, [...of("taken over", "ended").map(({ claim }) => claim), forged])
      sameSet(
        "What the others' leases give free",
        runIds(yield* claimRuns(until + 499, 100, until + 600)),
        runIds(of("taken over"))
      )
      sameSet("What the renewed leases give free", runIds(yield* claimRuns(until + 500)), runIds(of("held", "run out")))
    })
  }),

  law({
    name: "holds a run for as long as it is renewed, however often, and lets its worker end it",
    guards: "A run that takes long would be executed a second time beside the first.",
    given: fc.array(fc.integer({ min: 1, max: lease }), { minLength: 1, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (renewals) {
      const runs = yield* RunStore
      const ids = new Minted()
      yield* submitted(ids, 1)
      const { claim, run } = (yield* claimRuns(start))[0]!
      let at = until
      for (const longer of renewals) {
        at += longer
        same("What is lost", yield* runs.renew([claim], at), [])
        same("What can be claimed meanwhile", yield* claimRuns(at - 1), [])
      }
      const end = ended(ids, run, at)
      yield* runs.finish(claim, end)
      same("The run that its worker ended", yield* runs.find(run, run.id), end.run)
    })
  }),

  law({
    name: "changes nothing for a worker that lost its lease, or that reports a second time",
    guards: "A run would end twice: counted and billed twice, told of twice, its result overwritten.",
    given: fc.record({
      how: fc.constantFrom("taken over", "taken over and ended", "ended"),
      reports: fc.array(wait, { minLength: 1, maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ how, reports }) {
      const runs = yield* RunStore
      const ids = new Minted()
      const [run] = yield* submitted(ids, 1)
      const stale = (yield* claimRuns(start))[0]!
      const holder = how === "ended" ? stale : (yield* claimRuns(until))[0]!
      const end = ended(ids, holder.run, until + 1, { status: "completed", output: "the first" })
      if (how !== "taken over") yield* runs.finish(holder.claim, end)
      const before = yield* runs.find(run!, run!.id)
      const late = { status: "failed", output: "late" } as const
      const answers = yield* Effect.forEach(
        reports,
        (wait) => after(wait, tagOf(runs.finish(stale.claim, ended(ids, stale.run, until + 2, late)))),
        together
      )
      same(
        "Reports under a lost lease",
        answers,
        reports.map(() => "LeaseLost")
      )
      same("The run after those", yield* runs.find(run!, run!.id), before)
      if (how !== "taken over") return
      yield* runs.finish(holder.claim, end)
      same("The run that its holder ended", yield* runs.find(run!, run!.id), end.run)
    })
  }),

  law({
    name: "takes one of the reports that are made at once of one claim, counts and announces it, and refuses the others",
    guards: "A report that is repeated after a lost connection would count, and be told, a second time.",
    given: fc.array(wait, { minLength: 2, maxLength: 5 }),
    holds: Effect.fnUntraced(function* (waits) {
      const runs = yield* RunStore
      const ids = new Minted()
      const [live] = yield* found(ids, start)
      yield* subscribe(endpoint(ids, live, start))
      const run = queued(ids, live, start)
      yield* runs.submit(run)
      const claimed = (yield* claimRuns(start))[0]!
      const ends = waits.map((_, output) => ended(ids, claimed.run, start + 1, { status: "completed", output }))
      const answers = yield* Effect.forEach(
        ends,
        (end, nth) => after(waits[nth]!, tagOf(runs.finish(claimed.claim, end))),
        together
      )
      const first = answers.indexOf("done")
      same(
        "The answers",
        answers,
        waits.map((_, nth) => (nth === first ? "done" : "LeaseLost"))
      )
      same("The run afterwards", yield* runs.find(run, run.id), ends[first]!.run)
      same(
        "What was counted",
        yield* counted(run.orgId),
        counts({ runsSubmitted: 1, runsCompleted: 1, runDurationMs: 1 })
      )
      same("How often it is told of", (yield* claimDeliveries(start + 1)).length, 1)
    })
  })
]
