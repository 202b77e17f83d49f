import { Duration, Effect, Exit, Fiber, Scope } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Claim, Instant, StorageUnavailable, Wakeups } from "../src/index.ts"
import * as Worker from "../src/work/Worker.ts"
import { inTestTime } from "./ports.ts"
import { runs } from "./runs.ts"

/** A piece of work: when it comes, how long it takes, and until when another worker holds it. */
interface Piece {
  readonly comes: number
  readonly takes: number
  readonly heldUntil?: number
}

/** A queue of leased work as a store has it, with a record of all that was done with it. */
const queueOf = (pieces: ReadonlyArray<Piece>) => {
  const held = new Map(pieces.map(({ heldUntil }, nth) => [nth, { token: "another", until: heldUntil ?? 0 }]))
  const claimed: Array<{ readonly nth: number; readonly at: number }> = []
  const recorded: Array<{ readonly nth: number; readonly at: number }> = []
  const lost: Array<number> = []
  const failing: { claim: false | "down" | "defect"; renew: false | "down" | "defect" } = { claim: false, renew: false }
  const fail = (how: "down" | "defect") =>
    how === "down" ? Effect.fail(new StorageUnavailable({})) : Effect.die(new Error("A row that cannot be read"))
  const asked: Array<number> = []
  let underWay = 0
  let most = 0
  const work: Worker.Work<{ readonly claim: Claim }> = {
    queue: "runs",
    claim: ({ at, limit, until }) =>
      Effect.suspend(() => {
        asked.push(limit)
        if (failing.claim) return fail(failing.claim)
        const due = pieces
          .map((piece, nth) => ({ ...piece, nth, ...held.get(nth) }))
          .filter(
            (piece) =>
              piece.comes <= at && (piece.until ?? Infinity) <= at && !recorded.some(({ nth }) => nth === piece.nth)
          )
        return Effect.succeed(
          due.slice(0, limit).map(({ nth }) => {
            const token = `${nth} at ${at}`
            held.set(nth, { token, until })
            claimed.push({ nth, at })
            return { claim: { id: String(nth), token } as Claim }
          })
        )
      }),
    isLive: () => true,
    renew: (claims, until) =>
      Effect.suspend(() => {
        if (failing.renew) return fail(failing.renew)
        const [lost, kept] = [[] as Array<Claim>, [] as Array<Claim>]
        for (const claim of claims) (held.get(Number(claim.id))?.token === claim.token ? kept : lost).push(claim)
        for (const { id, token } of kept) held.set(Number(id), { token, until })
        return Effect.succeed(lost)
      }),
    perform: ({ claim }) =>
      Effect.gen(function* () {
        most = Math.max(most, ++underWay)
        yield* Effect.sleep(pieces[Number(claim.id)]?.takes ?? 0)
        const at = yield* Instant.now
        if (held.get(Number(claim.id))?.token === claim.token) recorded.push({ nth: Number(claim.id), at })
        else lost.push(Number(claim.id))
      }).pipe(Effect.ensuring(Effect.sync(() => underWay--)))
  }
  return { work, claimed, recorded, lost, failing, asked, most: () => most, underWay: () => underWay }
}

const options = { ...Worker.defaults, concurrency: 4, batch: 3 }

/** Starts a worker on the queue in a scope of its own, in time that the test moves. */
const started = <A, E>(
  queue: ReturnType<typeof queueOf>,
  test: (scope: Scope.Closeable) => Effect.Effect<A, E, Wakeups>,
  work: Worker.Work<{ readonly claim: Claim }> = queue.work
) =>
  inTestTime(
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      yield* Scope.provide(Worker.start(work, options), scope)
      const result = yield* test(scope)
      yield* Effect.forkChild(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("1 minute")
      return result
    }).pipe(Effect.provide(Wakeups.layerMemory))
  )

const piece = fc.record({
  comes: fc.nat({ max: 60_000 }),
  takes: fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 60_000 }))
})
const pieces = fc.array(piece, { maxLength: 12 })
const nths = (pieces: ReadonlyArray<unknown>) => pieces.map((_, nth) => nth)

describe("A worker", () => {
  it("does and records each piece of work exactly once, however long it takes, by renewing its lease", () =>
    fc.assert(
      fc.asyncProperty(pieces, async (pieces) => {
        const queue = queueOf(pieces)
        await started(queue, () => TestClock.adjust("5 minutes"))
        expect(queue.recorded.map(({ nth }) => nth).toSorted((a, b) => a - b)).toEqual(nths(pieces))
        expect(queue.claimed.length).toBe(pieces.length)
      }),
      runs
    ))

  it("never has more under way than its concurrency, and never asks for more than fits", () =>
    fc.assert(
      fc.asyncProperty(pieces, async (pieces) => {
        const queue = queueOf(pieces)
        await started(queue, () => TestClock.adjust("5 minutes"))
        expect(queue.most()).toBeLessThanOrEqual(options.concurrency)
        expect(queue.asked.every((limit) => limit >= 1 && limit <= options.batch)).toBe(true)
      }),
      runs
    ))

  it("finds work that nobody told it of within a poll", () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: 60_000 }), async (comes) => {
        const queue = queueOf([{ comes, takes: 0 }])
        await started(queue, () => TestClock.adjust("2 minutes"))
        expect(queue.claimed).toHaveLength(1)
        expect((queue.claimed[0]?.at ?? Infinity) - comes).toBeLessThanOrEqual(1_100)
      }),
      runs
    ))

  it("takes up what it is told of at once", () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: 60_000 }), async (comes) => {
        const queue = queueOf([{ comes, takes: 0 }])
        await started(queue, () =>
          Effect.gen(function* () {
            yield* TestClock.adjust(comes)
            yield* Wakeups.use((wakeups) => wakeups.wake("runs"))
            yield* TestClock.adjust(1)
          })
        )
        expect(queue.claimed).toEqual([{ nth: 0, at: comes }])
      }),
      runs
    ))

  it("never misses what it is told of while it is looking", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 800 }), fc.nat(), async (takes, when) => {
        const comes = 1 + (when % (takes - 1))
        const queue = queueOf([{ comes, takes: 0 }])
        const slow = {
          ...queue.work,
          claim: (request: Parameters<typeof queue.work.claim>[0]) =>
            Effect.tap(queue.work.claim(request), Effect.sleep(takes))
        }
        await started(
          queue,
          () =>
            Effect.gen(function* () {
              yield* TestClock.adjust(comes)
              yield* Wakeups.use((wakeups) => wakeups.wake("runs"))
              yield* TestClock.adjust("5 seconds")
            }),
          slow
        )
        expect(queue.claimed).toEqual([{ nth: 0, at: takes }])
      }),
      runs
    ))

  it("takes up the next piece as soon as one ends, where it had its hands full", async () => {
    const queue = queueOf(Array.from({ length: 6 }, (_, nth) => ({ comes: 0, takes: 10_000 + nth })))
    await started(queue, () => TestClock.adjust("1 minute"))
    expect(queue.claimed.map(({ at }) => at)).toEqual([0, 0, 0, 0, 10_000, 10_001])
  })

  it("takes up what another worker held once that one's lease has run out, and never before", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60_000 }), async (heldUntil) => {
        const queue = queueOf([{ comes: 0, takes: 0, heldUntil }])
        await started(queue, () => TestClock.adjust("2 minutes"))
        const at = queue.claimed[0]?.at ?? 0
        expect(queue.claimed).toHaveLength(1)
        expect(at - heldUntil).toBeGreaterThanOrEqual(0)
        expect(at - heldUntil).toBeLessThanOrEqual(1_100)
      }),
      runs
    ))

  it("records work once where a lease was lost on the way: what came of the lost one changes nothing", async () => {
    const queue = queueOf([{ comes: 0, takes: 20_000 }])
    await started(queue, () =>
      Effect.gen(function* () {
        queue.failing.renew = "down"
        yield* TestClock.adjust("18 seconds")
        queue.failing.renew = false
        yield* TestClock.adjust("2 minutes")
      })
    )
    expect(queue.claimed.length).toBe(2)
    expect(queue.claimed[1]?.at).toBeGreaterThanOrEqual(15_000)
    expect([queue.lost, queue.recorded.map(({ nth }) => nth)]).toEqual([[0], [0]])
  })

  it("has no more under way than its concurrency where all its leases are lost", async () => {
    const queue = queueOf(Array.from({ length: 40 }, () => ({ comes: 0, takes: 600_000 })))
    const work = { ...queue.work, renew: (claims: ReadonlyArray<Claim>) => Effect.succeed(claims) }
    await started(queue, () => TestClock.adjust("5 minutes"), work)
    expect([queue.most(), queue.claimed.length]).toEqual([options.concurrency, options.concurrency])
  })

  it("performs what it was claiming when it was stopped", async () => {
    const queue = queueOf([{ comes: 0, takes: 0 }])
    const slow = {
      ...queue.work,
      claim: (request: Parameters<typeof queue.work.claim>[0]) =>
        Effect.tap(queue.work.claim(request), () => Effect.sleep("1 second"))
    }
    await started(
      queue,
      (scope) =>
        Effect.gen(function* () {
          yield* TestClock.adjust(1)
          yield* Effect.forkChild(Scope.close(scope, Exit.void))
          yield* TestClock.adjust("1 minute")
        }),
      slow
    )
    expect([queue.claimed.length, queue.recorded.length]).toEqual([1, 1])
  })

  it("goes on renewing after a renewal that failed, whatever it failed of", () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom("down", "defect"), async (how) => {
        const queue = queueOf([{ comes: 0, takes: 60_000 }])
        await started(queue, () =>
          Effect.gen(function* () {
            queue.failing.renew = how
            yield* TestClock.adjust("6 seconds")
            queue.failing.renew = false
            yield* TestClock.adjust("2 minutes")
          })
        )
        expect([queue.claimed.length, queue.recorded.length]).toEqual([1, 1])
      }),
      runs
    ))

  it("goes on once storage answers again, whatever it failed of", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60_000 }), fc.constantFrom("down", "defect"), async (outage, how) => {
        const queue = queueOf([{ comes: 0, takes: 0 }])
        queue.failing.claim = how
        await started(queue, () =>
          Effect.gen(function* () {
            yield* TestClock.adjust(outage)
            queue.failing.claim = false
            yield* TestClock.adjust("2 seconds")
          })
        )
        expect(queue.recorded).toHaveLength(1)
        expect((queue.recorded[0]?.at ?? Infinity) - outage).toBeLessThanOrEqual(1_100)
      }),
      runs
    ))

  it("takes no more work once it is stopped, lets what is under way end in time, and leaves the rest to its lease", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ comes: fc.nat({ max: 20_000 }), takes: fc.nat({ max: 30_000 }) }), { maxLength: 4 }),
        async (pieces) => {
          const queue = queueOf(pieces)
          const stopped = 15_000
          const closedAt = await started(queue, (scope) =>
            Effect.gen(function* () {
              yield* TestClock.adjust(stopped)
              const closing = yield* Effect.forkChild(Effect.andThen(Scope.close(scope, Exit.void), Instant.now))
              yield* TestClock.adjust("1 minute")
              return yield* Fiber.join(closing)
            })
          )
          const drained = stopped + Duration.toMillis(options.drain)
          for (const { at } of queue.claimed) expect(at).toBeLessThanOrEqual(stopped)
          const ends = queue.claimed.map(({ at, nth }) => ({ nth, at: at + (pieces[nth]?.takes ?? 0) }))
          expect(new Set(queue.recorded)).toEqual(new Set(ends.filter(({ at }) => at <= drained)))
          expect(closedAt).toBe(Math.max(stopped, ...ends.map(({ at }) => Math.min(at, drained))))
          expect(queue.underWay()).toBe(0)
        }
      ),
      runs
    ))
})
