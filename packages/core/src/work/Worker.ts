/**
 * The loop that every worker runs: claim, work, record; renew the leases of what takes long; wait when idle.
 *
 * At least once and recorded once: a crash leaves claimed work to whoever claims it after its lease.
 */
import { Duration, Effect, FiberSet, Random, type Scope } from "effect"
import * as Instant from "../instant/Instant.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Claim, WorkOptions } from "./Lease.ts"
import { type Queue, Wakeups } from "./Wakeups.ts"

export interface Work<A extends { readonly claim: Claim }> {
  readonly queue: Queue
  readonly claim: (request: {
    readonly at: Instant.Instant
    readonly until: Instant.Instant
    readonly limit: number
  }) => Effect.Effect<ReadonlyArray<A>, StorageUnavailable>
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
  const held = new Set<Claim>()
  const underWay = yield* FiberSet.make<void>()

  const perform = (item: A) => {
    held.add(item.claim)
    return Effect.ensuring(
      work.perform(item),
      Effect.suspend(() => {
        const wasFull = held.size >= options.concurrency
        held.delete(item.claim)
        return wasFull ? wakeups.wake(work.queue) : Effect.void
      })
    )
  }

  const renew = Effect.gen(function* () {
    if (held.size === 0) return
    const lost = yield* work.renew([...held], (yield* Instant.now) + lease)
    for (const claim of lost) held.delete(claim)
  }).pipe(
    Effect.catch((error) => Effect.logWarning(`Could not renew the leases of ${work.queue}`, error)),
    Effect.delay(Duration.millis(lease / 3))
  )

  const idle = Effect.gen(function* () {
    const jitter = yield* Random.nextBetween(0.9, 1.1)
    yield* wakeups.wait(work.queue, Duration.times(options.poll, jitter))
  })

  const turn = Effect.gen(function* () {
    const limit = Math.min(options.batch, options.concurrency - held.size)
    if (limit <= 0) return yield* idle
    const at = yield* Instant.now
    const claimed = yield* work.claim({ at, until: at + lease, limit })
    for (const item of claimed) yield* FiberSet.run(underWay, perform(item))
    if (claimed.length < limit) yield* idle
  }).pipe(Effect.catch((error) => Effect.andThen(Effect.logWarning(`Could not claim ${work.queue}`, error), idle)))

  // Closed in reverse: first nothing more is claimed, then what is under way ends, still renewed.
  yield* Effect.forkScoped(Effect.forever(renew))
  yield* Effect.addFinalizer(() => Effect.timeoutOption(FiberSet.awaitEmpty(underWay), options.drain))
  yield* Effect.forkScoped(Effect.forever(turn))
})
