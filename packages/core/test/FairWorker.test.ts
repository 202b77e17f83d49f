import { Effect, Exit, Scope } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Claim, type Id, Turns, Wakeups } from "../src/index.ts"
import * as Worker from "../src/work/Worker.ts"
import { inTestTime } from "./ports.ts"
import { runs } from "./runs.ts"

/** Work of an environment: how many pieces come at an instant, and how long each takes. */
interface Backlog {
  readonly environment: number
  readonly live: boolean
  readonly comes: number
  readonly pieces: number
  readonly takes: number
}

const scopeOf = ({ environment, live }: Pick<Backlog, "environment" | "live">): Id.Scope => ({
  orgId: `org ${environment}` as Id.OrgId,
  environmentId: `${live ? "live" : "dev"} ${environment}` as Id.EnvironmentId
})

interface Piece {
  readonly claim: Claim
  readonly backlog: Backlog
}

const options = { ...Worker.defaults, concurrency: 8, batch: 4 }

/** When each piece of each backlog was begun by one worker, whose queue gives turns as a store does. */
const begun = async (backlogs: ReadonlyArray<Backlog>, upTo: number) => {
  const left = new Map(backlogs.map((backlog) => [backlog, backlog.pieces]))
  const starts = new Map(backlogs.map((backlog): [Backlog, Array<number>] => [backlog, []]))
  let [nonLive, most] = [0, 0]
  const work: Worker.Work<Piece> = {
    queue: "runs",
    isLive: ({ backlog }) => backlog.live,
    renew: () => Effect.succeed([]),
    claim: ({ at, limit, turns }) =>
      Effect.sync(() => {
        const due = Turns.inOrder(
          backlogs.filter((one) => one.comes <= at && left.get(one)! > 0).map((one) => ({ ...scopeOf(one), one })),
          turns.after
        )
        const ahead = new Set(turns.ahead.map(Turns.keyOf))
        const given: Array<Piece> = []
        for (const isAhead of [false, true]) {
          const round = due.filter((scope) => ahead.has(Turns.keyOf(scope)) === isAhead).map(({ one }) => one)
          const others = given.filter(({ backlog }) => !backlog.live).length
          const waiting = round.map((one) => ({ live: one.live, due: left.get(one)! }))
          for (const [nth, share] of Turns.shares(waiting, limit - given.length, turns.nonLive - others).entries()) {
            const backlog = round[nth]!
            left.set(backlog, left.get(backlog)! - share)
            for (let piece = 0; piece < share; piece++) {
              given.push({ claim: { ...scopeOf(backlog), id: `${left.get(backlog)} ${piece}`, token: "" }, backlog })
              starts.get(backlog)!.push(at)
            }
          }
        }
        return given
      }),
    perform: ({ backlog }) =>
      Effect.gen(function* () {
        if (!backlog.live) most = Math.max(most, ++nonLive)
        yield* Effect.sleep(backlog.takes)
      }).pipe(Effect.ensuring(Effect.sync(() => (nonLive -= backlog.live ? 0 : 1))))
  }
  await inTestTime(
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      yield* Scope.provide(Worker.start(work, options), scope)
      for (let at = 0; at < upTo; at += 1_000) yield* TestClock.adjust(1_000)
      yield* Effect.forkChild(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("1 minute")
    }).pipe(Effect.provide(Wakeups.layerMemory))
  )
  return { startsOf: (backlog: Backlog) => starts.get(backlog)!, mostNonLive: most }
}

const hanging = 300_000

describe("A worker that gives turns", () => {
  it("starts live work when it would alone, whatever hangs in environments that are not live", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ comes: fc.nat({ max: 20_000 }), pieces: fc.integer({ min: 1, max: 4 }) }), {
          minLength: 1,
          maxLength: 3
        }),
        fc.integer({ min: 1, max: 3 }),
        async (all, others) => {
          const live = all.map((one, environment) => ({ ...one, environment, live: true, takes: 100 }))
          const dev = Array.from({ length: others }, (_, environment) => ({
            environment,
            live: false,
            comes: 0,
            pieces: 10_000,
            takes: hanging
          }))
          const [alone, beside] = [await begun(live, 40_000), await begun([...dev, ...live], 40_000)]
          for (const one of live) {
            const late = beside.startsOf(one).map((at, nth) => at - alone.startsOf(one)[nth]!)
            // No later than the jitter of a poll: nobody is told of work here.
            expect(late.length).toBe(one.pieces)
            expect(Math.max(...late)).toBeLessThanOrEqual(1_100)
          }
          expect(beside.mostNonLive).toBe(options.concurrency / 2)
        }
      ),
      { ...runs, numRuns: Math.min(runs.numRuns, 1_000) / 5 }
    ))

  it("starts what comes to one environment within a few turns of the others, however much they have", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            live: fc.boolean(),
            pieces: fc.integer({ min: 1, max: 2_000 }),
            takes: fc.integer({ min: 1, max: 3_000 })
          }),
          { minLength: 1, maxLength: 6 }
        ),
        fc.nat({ max: 20_000 }),
        async (others, comes) => {
          const backlogs = others.map((one, environment) => ({ ...one, environment, comes: 0 }))
          const one = { environment: 50, live: true, comes, pieces: 1, takes: 1 }
          const { startsOf } = await begun([...backlogs, one], 60_000)
          const [at] = startsOf(one)
          // Each other environment can have at most one turn before, and a turn begins once any work under way ends.
          expect(at! - comes).toBeLessThanOrEqual((others.length + 1) * 3_000 + 1_100)
        }
      ),
      { ...runs, numRuns: Math.min(runs.numRuns, 1_000) / 5 }
    ))

  it("fills its slots for one live environment alone, and half of them for one that is not", async () => {
    for (const [live, slots] of [
      [true, 8],
      [false, 4]
    ] as const) {
      const backlog = { environment: 1, live, comes: 0, pieces: 100, takes: hanging }
      expect((await begun([backlog], 10_000)).startsOf(backlog)).toHaveLength(slots)
    }
  })

  it("starts the next of what is not live as soon as one ends, where it had its half", async () => {
    const backlog = { environment: 1, live: false, comes: 0, pieces: 8, takes: 250 }
    expect((await begun([backlog], 10_000)).startsOf(backlog)).toEqual([0, 0, 0, 0, 250, 250, 250, 250])
  })
})
