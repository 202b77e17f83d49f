/**
 * The loop that every worker runs: claim, work, record; renew the leases of what takes long; wait when idle.
 *
 * At least once and recorded once: a crash leaves claimed work to whoever claims it after its lease.
 */
import { Duration, Effect, FiberSet, Random, type Scope } from "effect"
import * as Instant from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Claim } from "./Lease.ts"
import * as Turns from "./Turns.ts"
import { type Queue, Wakeups } from "./Wakeups.ts"
import * as WorkMetrics from "./WorkMetrics.ts"

/** How long a claim is held before it has to be renewed, and how often a worker looks for work unasked. */
export interface WorkOptions {
  /** Default: 15 s, renewed each third of it. */
  readonly lease: Duration.Duration
  /** Default: 1 s. Work is also announced, so this bounds only what an announcement missed. */
  readonly poll: Duration.Duration
  /** How many pieces of work are under way at most. Default: 256. */
  readonly concurrency: number
  /** How many are claimed at once at most. Default: 64. */
  readonly batch: number
  /** How long what is under way may take to end once the worker is stopped. Default: 10 s. */
  readonly drain: Duration.Duration
}

export const defaults: WorkOptions = {
  lease: Duration.seconds(15),
  poll: Duration.seconds(1),
  concurrency: 256,
  batch: 64,
  drain: Duration.seconds(10)
}

/** A kind of work: its queue, and how one piece of it is taken, held and done. */
export interface Work<A extends { readonly claim: Claim }> {
  readonly queue: Queue
  /** Takes due work; a queue that knows of no turns may leave them aside. */
  readonly claim: (request: {
    readonly at: Instant.Instant
    readonly until: Instant.Instant
    readonly limit: number
    readonly turns: Turns.Turns
  }) => Effect.Effect<ReadonlyArray<A>, StorageUnavailable>
  /** Whether it is of a live environment. */
  readonly isLive: (item: A) => boolean
  readonly renew: (
    claims: ReadonlyArray<Claim>,
    until: Instant.Instant
  ) => Effect.Effect<ReadonlyArray<Claim>, StorageUnavailable>
  /** Does the work and records it; its failures are its own to log. */
  readonly perform: (item: A) => Effect.Effect<void>
}

/**
 * Starts working, until the scope closes. Then no more is claimed, and what is under way may end within
 * `options.drain`; what does not is left to its lease.
 */
export const start = Effect.fnUntraced(function* <A extends { readonly claim: Claim }>(
  work: Work<A>,
  options: WorkOptions
): Effect.fn.Return<void, never, Wakeups | Scope.Scope> {
  const wakeups = yield* Wakeups
  const lease = Duration.toMillis(options.lease)
  /** What to renew. A lost claim is not among it, though its work goes on and counts under the concurrency. */
  const held = new Set<Claim>()
  const slots = new Turns.UnderWay(options.concurrency)
  const gauge = WorkMetrics.workersBusy(work.queue)
  const context = yield* Effect.context<never>()
  const underWay = yield* FiberSet.make<void>()

  const perform = (item: A) => {
    const live = work.isLive(item)
    held.add(item.claim)
    slots.begin(item.claim, live)
    gauge.updateUnsafe(slots.busy, context)
    return Effect.ensuring(
      Effect.interruptible(work.perform(item)),
      Effect.suspend(() => {
        const wasWaitedFor = slots.end(item.claim, live)
        gauge.updateUnsafe(slots.busy, context)
        held.delete(item.claim)
        return wasWaitedFor ? wakeups.wake(work.queue) : Effect.void
      })
    )
  }

  const renew = Effect.gen(function* () {
    if (held.size === 0) return
    const lost = yield* work.renew([...held], (yield* Instant.now) + lease)
    for (const claim of lost) held.delete(claim)
  }).pipe(
    Effect.catchCause((cause) => Effect.logWarning(`Could not renew the leases of ${work.queue}`, cause)),
    Effect.delay(Duration.millis(lease / 3))
  )

  const idle = Effect.gen(function* () {
    const jitter = yield* Random.nextBetween(0.9, 1.1)
    yield* wakeups.wait(work.queue, Duration.times(options.poll, jitter))
  })

  /** As one thing: what was claimed is begun, also when the worker is stopped meanwhile. Gives how much that is. */
  const take = Effect.fnUntraced(function* (limit: number) {
    const at = yield* Instant.now
    const turns = slots.turns()
    const claimed = yield* work.claim({ at, until: at + lease, limit, turns })
    slots.gave(
      turns,
      claimed.map(({ claim }) => claim)
    )
    for (const item of claimed) yield* FiberSet.run(underWay, perform(item))
    return claimed.length
  }, Effect.uninterruptible)

  const turn = Effect.gen(function* () {
    const limit = Math.min(options.batch, slots.free)
    if (limit <= 0) return yield* idle
    if ((yield* take(limit)) < limit) yield* idle
  }).pipe(
    // A defect too: a worker that ends for one row that cannot be read would leave all others undone.
    Effect.catchCause((cause) => Effect.andThen(Effect.logWarning(`Could not claim ${work.queue}`, cause), idle))
  )

  // Closed in reverse: first nothing more is claimed, then what is under way ends, still renewed.
  yield* Effect.forkScoped(Effect.forever(renew))
  yield* Effect.addFinalizer(() => Effect.timeoutOption(FiberSet.awaitEmpty(underWay), options.drain))
  yield* Effect.forkScoped(Effect.forever(turn))
})
