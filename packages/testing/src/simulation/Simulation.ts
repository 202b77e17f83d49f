/**
 * A simulation: 30 days of deliveries in less than a second, and whether all of them went as the contract promises.
 *
 * The dispatchers, the use cases, the schedule and the stores are the real ones; receivers, users, crashes and the clock
 * are made up, all of them by one {@link Plan}, so that what went wrong once goes wrong again.
 */
import { Deliveries, Environments, Instant, Orgs, Runs, Wakeups, WebhookStore, Webhooks } from "@nexio/core"
import { Clock, Effect, Layer, Scheduler } from "effect"
import type { Stores } from "../laws/Stores.ts"
import { layerIds, layerSecrets, layerSender, layerSigner } from "../model/Fakes.ts"
import { Dispatchers, lease } from "./Dispatchers.ts"
import { Judge } from "./Judge.ts"
import * as JudgedStores from "./JudgedStores.ts"
import { Ledger } from "./Ledger.ts"
import { lasts, type Plan } from "./Plan.ts"
import { Quiescence } from "./Quiescence.ts"
import { Receivers } from "./Receivers.ts"
import * as Reconciliation from "./Reconciliation.ts"
import { SimulatedClock } from "./SimulatedClock.ts"
import * as Steps from "./Steps.ts"
import { UnderWay } from "./UnderWay.ts"
import { type UseCases, User } from "./User.ts"

/** A little before the end of an hour, a day and a year. */
const start = Date.UTC(2026, 11, 31, 23, 59, 50)

/** All waits at their longest take less, so that nothing can be pending for longer once nobody does anything. */
const end = lasts + 60 * Instant.day

const useCases = Layer.mergeAll(Orgs.layer, Environments.layer, Webhooks.layer, Deliveries.layer, Runs.layer)

/** Dies of the first thing that is not as it is promised. The stores are new, with nothing in them. */
export const simulate = Effect.fnUntraced(function* (plan: Plan) {
  const { chance, steps } = plan
  const stores = yield* Effect.context<Stores>()
  const clock = new SimulatedClock(start)
  const quiescence = new Quiescence()
  const ledger = new Ledger()
  const underWay = new UnderWay(ledger, clock, plan.concurrency)
  const judge = new Judge(ledger, clock, underWay)
  const user = new User(ledger, clock)
  const proofs = yield* Layer.build(Layer.mergeAll(layerSecrets, layerSigner, layerIds))
  const receivers = new Receivers(plan.receivers, clock)
  const dispatchers = new Dispatchers(plan.dispatchers, {
    webhooks: yield* WebhookStore,
    receivers,
    chance,
    proofs,
    concurrency: plan.concurrency,
    judge,
    underWay,
    clock,
    quiescence
  })
  const wakeups = Layer.succeed(Wakeups, { wake: () => dispatchers.wake, wait: () => Effect.never })
  const cases = yield* Layer.build(
    Layer.provideMerge(useCases, [
      Layer.succeedContext(JudgedStores.outbox(stores, judge, user.propose)),
      Layer.succeedContext(proofs),
      layerSender,
      wakeups
    ])
  )
  const asUser = <A, E>(doing: Effect.Effect<A, E, UseCases>) =>
    doing.pipe(
      Effect.provideContext(cases),
      Effect.provideService(Clock.Clock, clock.process().clock),
      Effect.provideService(Scheduler.Scheduler, quiescence.scheduler)
    )

  const settle = Effect.gen(function* () {
    yield* quiescence.settled
    underWay.still()
    judge.failing.still()
    if (ledger.verdict !== undefined) throw new Error(ledger.verdict)
  })

  /** Lets time pass, as far as something happens in it. */
  const pass = Effect.fnUntraced(function* (until: number) {
    while (clock.elapsed < until) {
      // Between this, dispatchers do nothing but look for work, and there is none.
      const look = underWay.isAnyUnsent ? 0 : underWay.isAny ? lease / 3 : Infinity
      const next = Math.min(underWay.nextReady, receivers.next, clock.elapsed + look)
      clock.leap(Math.min(Math.max(next, clock.next), dispatchers.nextStart, until))
      yield* dispatchers.start
      if (clock.elapsed < until) yield* settle
    }
  })

  yield* asUser(Steps.begin(user, plan.receivers.length))
  yield* dispatchers.start
  yield* settle
  let next = 0
  for (const { pause, step } of steps) {
    next += pause
    if (next > lasts) break
    yield* pass(next)
    // Not settled yet: what dispatchers do at this very moment, and what users do, meet in the stores.
    if (step._tag === "Crash") dispatchers.doom(step.nth, step.death, step.down)
    else if (step._tag === "Jump") clock.jump(step.by)
    else yield* asUser(Steps.perform(user, step))
    yield* settle
  }
  yield* pass(lasts)
  dispatchers.spare()
  yield* asUser(Steps.resume(user))
  yield* settle
  while (ledger.pending.length > 0) {
    if (clock.elapsed > end) throw new Error(`${ledger.pending[0]!.is.id} has never ended`)
    yield* pass(clock.elapsed + Instant.day)
    yield* settle
  }
  yield* Reconciliation.reconcile(ledger)
}, Effect.scoped)
