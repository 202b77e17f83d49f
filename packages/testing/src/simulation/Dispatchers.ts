/** The dispatchers of a simulation: the real ones, each of which may die at any moment and is started anew later. */
import { Dispatcher, type Id, Instant, type Secrets, Sender, type Signer, Wakeups, WebhookStore } from "@nexio/core"
import { Clock, type Context, Duration, Effect, Fiber, Layer, Random, Scheduler, Scope } from "effect"
import type { Judge } from "./Judge.ts"
import * as JudgedStores from "./JudgedStores.ts"
import type { Death } from "./Plan.ts"
import type { Quiescence } from "./Quiescence.ts"
import type { Receivers } from "./Receivers.ts"
import type { SimulatedClock } from "./SimulatedClock.ts"
import type { UnderWay } from "./UnderWay.ts"

/** Shorter than an attempt may take, so that it is to be renewed. Each renewal is after a third of it. */
export const lease = 6 * Instant.second

/** What all dispatchers share. */
export interface Surroundings {
  readonly webhooks: WebhookStore["Service"]
  /** Decides on all that is left to chance. */
  readonly chance: number
  readonly proofs: Context.Context<Secrets | Signer | Id.Ids>
  readonly receivers: Receivers
  readonly judge: Judge
  readonly underWay: UnderWay
  readonly concurrency: number
  readonly clock: SimulatedClock
  readonly quiescence: Quiescence
}

/** A dispatcher in a process of its own. */
interface Process {
  isDead: boolean
  /** Where it is to die. */
  death: Death | undefined
  readonly wake: Effect.Effect<void>
  readonly die: () => void
}

export class Dispatchers {
  private readonly surroundings: Surroundings
  private readonly places: Array<{ process: Process | undefined; down: number; startsAt: number; started: number }>

  constructor(count: number, surroundings: Surroundings) {
    this.surroundings = surroundings
    this.places = Array.from({ length: count }, () => ({ process: undefined, down: 0, startsAt: 0, started: 0 }))
  }

  /** When the next one is started, in time that passed. */
  get nextStart(): number {
    return Math.min(...this.places.filter(({ process }) => process === undefined).map(({ startsAt }) => startsAt))
  }

  /** Has one die there, and be down for a while. */
  doom(nth: number, death: Death, down: number): void {
    const place = this.places[nth % this.places.length]!
    place.down = down
    if (place.process === undefined) return
    if (death === "now") place.process.die()
    else place.process.death = death
  }

  /** Nobody dies any more. */
  readonly spare = (): void => {
    for (const { process } of this.places) if (process !== undefined) process.death = undefined
  }

  /** Starts those that are down for long enough. */
  readonly start: Effect.Effect<void> = Effect.gen({ self: this }, function* () {
    for (const place of this.places) {
      if (place.process !== undefined || place.startsAt > this.surroundings.clock.elapsed) continue
      place.started += 1
      place.process = yield* begin(this.surroundings, `${this.places.indexOf(place)} ${place.started}`, () => {
        place.process = undefined
        place.startsAt = this.surroundings.clock.elapsed + place.down
      })
    }
  })

  /** Tells all of them that there is something to send. */
  readonly wake: Effect.Effect<void> = Effect.suspend(() =>
    Effect.forEach(this.places, ({ process }) => process?.wake ?? Effect.void, { discard: true })
  )
}

const begin = Effect.fnUntraced(function* (
  { chance, clock, concurrency, judge, proofs, receivers, quiescence, underWay, webhooks }: Surroundings,
  name: string,
  died: () => void
) {
  const own = clock.process()
  const live = yield* Clock.Clock
  const wakeups = yield* Effect.provide(Wakeups, Layer.fresh(Wakeups.layerMemory))
  const process: Process = {
    isDead: false,
    death: undefined,
    wake: wakeups.wake("deliveries"),
    die: () => {
      process.isDead = true
      own.die()
      underWay.died(caller)
      judge.failing.died()
      died()
    }
  }
  const unlessDead = Effect.suspend(() => (process.isDead ? Effect.never : Effect.void))
  const caller: JudgedStores.Caller = {
    call: (call) =>
      unlessDead.pipe(
        // Time is data for stores: what they wait for themselves is not of this time.
        Effect.andThen(quiescence.during(Effect.provideService(call, Clock.Clock, live))),
        Effect.tap(unlessDead),
        Effect.tapError(() => unlessDead)
      ),
    at: (death) =>
      Effect.suspend(() => {
        if (process.death === death) process.die()
        return unlessDead
      })
  }
  const dispatcher = Dispatcher.layer({ lease: Duration.millis(lease), concurrency }).pipe(
    Layer.provide([
      Layer.succeed(WebhookStore, JudgedStores.webhooks(webhooks, caller, judge)),
      Layer.succeed(Wakeups, wakeups),
      Layer.succeed(Sender, {
        refusal: () => undefined,
        send: (outgoing) =>
          Effect.andThen(
            unlessDead,
            Effect.suspend(() => receivers.send(outgoing, judge.sent(outgoing)))
          )
      }),
      Layer.succeedContext(proofs)
    ])
  )
  underWay.born(caller)
  // A process that dies closes nothing: what it had under way simply never goes on.
  yield* Layer.buildWithScope(dispatcher, yield* Scope.make()).pipe(
    Random.withSeed(`${chance} ${name}`),
    Effect.provideService(Clock.Clock, own.clock),
    Effect.provideService(Scheduler.Scheduler, quiescence.scheduler),
    Effect.forkDetach,
    Effect.flatMap(Fiber.join)
  )
  return process
})
