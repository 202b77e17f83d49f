/** Environments take turns, whatever the backlog of each: contract section 5. */
import assert from "node:assert/strict"
import { type ClaimedRun, type Environment, RunStore, Turns } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { same, sameSet } from "../Answers.ts"
import { changeOrg, found, removeEnvironment, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { claimRuns, lease } from "../Observed.ts"
import { queued } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)
/** When all that was submitted is due. */
const later = start + 100

/** How many runs wait in each environment of some orgs: in live, and in one that is not. */
const backlogs = fc.array(
  fc.record({
    live: fc.nat({ max: 6 }),
    dev: fc.nat({ max: 6 }),
    suspended: fc.oneof(fc.constant(false), fc.boolean())
  }),
  { minLength: 1, maxLength: 4 }
)
type Backlogs = Parameters<Parameters<typeof backlogs.map>[0]>[0]

interface Backlog {
  readonly environment: Environment.Environment
  readonly live: boolean
  readonly suspended: boolean
  /** Oldest first. */
  readonly runs: ReadonlyArray<string>
}

/** Submits them, the later ones of each environment first. */
const waiting = Effect.fnUntraced(function* (ids: Minted, orgs: Backlogs) {
  const store = yield* RunStore
  const all: Array<Backlog> = []
  for (const { dev, live, suspended } of orgs) {
    const environments = yield* found(ids, start, ["dev"])
    for (const [nth, environment] of environments.entries()) {
      const count = nth === 0 ? live : dev
      const runs = Array.from({ length: count }, (_, age) => queued(ids, environment, start + age))
      for (const run of runs.toReversed()) yield* store.submit(run)
      all.push({ environment, live: nth === 0, suspended, runs: runs.map(({ id }) => id) })
    }
    if (suspended) yield* changeOrg(environments[0].orgId, { suspended: true }, start)
  }
  return Turns.inOrder(
    all.map((one) => ({ ...one, ...scopeOf(one.environment) })),
    undefined
  )
})

const claim = (turns: Turns.Turns, limit: number) =>
  RunStore.use((runs) => runs.claim({ at: later, until: later + lease, limit, turns }))

const idsIn = (claimed: ReadonlyArray<ClaimedRun>, { environment }: Backlog) =>
  claimed.filter(({ run }) => run.environmentId === environment.id).map(({ run }) => run.id as string)

const everyone = (nonLive = 1_000) => ({ ...Turns.anyone, nonLive })

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "gives environments one turn each, round after round, those that are ahead last, and to what is not live no more than is said",
    guards: "One customer's backlog, or a test environment's, would hold up the live runs of all others.",
    given: fc.record({
      orgs: backlogs,
      limit: fc.integer({ min: 1, max: 12 }),
      nonLive: fc.oneof(fc.constant(1_000), fc.nat({ max: 6 })),
      after: fc.option(fc.nat(), { nil: undefined }),
      ahead: fc.array(fc.nat(), { maxLength: 2 })
    }),
    holds: Effect.fnUntraced(function* ({ after: last, ahead: numbers, limit, nonLive, orgs }) {
      const all = yield* waiting(new Minted(), orgs)
      const chosen = (nth: number) => scopeOf(all[nth % all.length]!.environment)
      const after = last === undefined ? undefined : chosen(last)
      const ahead = numbers.map(chosen)
      const claimed = yield* claim({ after, ahead, nonLive }, limit)

      const keysAhead = new Set(ahead.map(Turns.keyOf))
      const got = Turns.inOrder(all, after).map((one) => {
        const ids = idsIn(claimed, one)
        sameSet("What an environment gives: its oldest", ids, one.runs.slice(0, ids.length))
        const left = one.suspended ? 0 : one.runs.length - ids.length
        if (one.suspended) same("What a suspended org gives", ids, [])
        return { ...one, count: ids.length, left, ahead: keysAhead.has(Turns.keyOf(one)) }
      })
      const notLive = got.filter(({ live }) => !live).reduce((sum, { count }) => sum + count, 0)
      assert.ok(notLive <= nonLive, `At most ${nonLive} are not of live: ${notLive}`)
      const couldHave = got.filter(({ left, live }) => left > 0 && (live || notLive < nonLive))
      assert.ok(claimed.length <= limit, `Asked for ${limit}, got ${claimed.length}`)
      if (claimed.length < limit)
        same(
          "Who could have given more",
          couldHave.map(({ environment }) => environment.slug),
          []
        )
      for (const [nth, one] of got.entries()) {
        for (const other of couldHave) {
          if (other.ahead) continue
          if (one.ahead) {
            same("The turns of one that is ahead while another has due runs", one.count, 0)
            continue
          }
          const earlier = nth < got.findIndex(({ environment }) => environment.id === other.environment.id)
          const most = other.count + (earlier ? 1 : 0)
          assert.ok(one.count <= most, `One has ${one.count} turns, and another, who has due runs left, ${other.count}`)
        }
      }
    })
  }),

  law({
    name: "comes to every environment within a round of turns, and to every run in the end, however they are claimed",
    guards: "Runs of an environment would wait for ever while others have work.",
    given: fc.record({
      orgs: backlogs.map((orgs) => orgs.map((org) => ({ ...org, suspended: false }))),
      limits: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
    }),
    holds: Effect.fnUntraced(function* ({ limits, orgs }) {
      const all = yield* waiting(new Minted(), orgs)
      const total = all.reduce((sum, { runs }) => sum + runs.length, 0)
      const claimed: Array<ClaimedRun> = []
      let turns: Turns.Turns = everyone()
      for (let nth = 0; claimed.length < total; nth += 1) {
        const limit = limits[nth % limits.length]!
        const some = yield* claim(turns, limit)
        same("How many are claimed", some.length, Math.min(limit, total - claimed.length))
        claimed.push(...some)
        turns = {
          ...turns,
          after: Turns.last(
            turns,
            some.map((one) => one.claim)
          )
        }
        if (claimed.length < all.length || claimed.length - some.length >= all.length) continue
        const first = new Set(claimed.map(({ run }) => run.environmentId))
        for (const { environment, runs } of all) {
          assert.ok(runs.length === 0 || first.has(environment.id), `No turn within a round: ${environment.slug}`)
        }
      }
      sameSet(
        "What was claimed",
        claimed.map(({ run }) => run.id),
        all.flatMap(({ runs }) => runs)
      )
    })
  }),

  law({
    name: "gives what is live all that is left where nothing else may be claimed, and the others their runs once they may",
    guards: "A backlog that is not live would take the slots that are kept for live, or never come to its end.",
    given: fc.record({ orgs: backlogs, nonLive: fc.nat({ max: 3 }) }),
    holds: Effect.fnUntraced(function* ({ nonLive, orgs }) {
      const all = yield* waiting(new Minted(), orgs)
      const open = all.filter(({ suspended }) => !suspended)
      const first = yield* claim(everyone(nonLive), 1_000)
      const inLive = (live: boolean) => open.filter((one) => one.live === live).flatMap(({ runs }) => runs)
      sameSet(
        "What live gives",
        open.filter(({ live }) => live).flatMap((one) => idsIn(first, one)),
        inLive(true)
      )
      const rest = Math.max(0, inLive(false).length - nonLive)
      same("How many others are left", (yield* claim(everyone(), 1_000)).length, rest)
    })
  }),

  law({
    name: "comes to those who wait past what is suspended, deleted or under way",
    guards: "Runs would wait behind an environment whose own cannot be taken.",
    given: fc.record({ orgs: backlogs, removed: fc.array(fc.nat(), { maxLength: 2 }), taken: fc.nat({ max: 5 }) }),
    holds: Effect.fnUntraced(function* ({ orgs, removed, taken }) {
      const all = yield* waiting(new Minted(), orgs)
      const held = (yield* claim(everyone(), taken + 1)).map(({ run }) => run.id as string)
      const dev = all.filter(({ live, suspended }) => !live && !suspended)
      const gone = new Set(dev.length === 0 ? [] : removed.map((nth) => dev[nth % dev.length]!))
      for (const { environment } of gone) yield* removeEnvironment(environment, later)
      const expected = all
        .filter((one) => !one.suspended && !gone.has(one))
        .flatMap(({ runs }) => runs.filter((id) => !held.includes(id)))
      sameSet(
        "What is left to claim",
        (yield* claimRuns(later)).map(({ run }) => run.id),
        expected
      )
    })
  })
]
