/** Whatever happens, in whatever order: the stores answer and stand as the model does. */
import { Effect, Layer } from "effect"
import fc from "fast-check"
import { Model } from "../../../model/index.ts"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import * as Standing from "./Standing.ts"
import { history, type Weights } from "./Step.ts"
import * as Steps from "./Steps.ts"
import * as Twins from "./Twins.ts"
import * as World from "./World.ts"

const lockstep = (what: { readonly name: string; readonly guards: string }, weights: Weights): Law<Stores> =>
  law({
    ...what,
    given: fc.record({ steps: history(weights), limit: fc.integer({ min: 1, max: 9 }) }),
    holds: Effect.fnUntraced(function* ({ limit, steps }) {
      const tried = yield* Effect.context<Stores>()
      // A model of its own, where the model is what is tried.
      const twins = Twins.make({ tried, model: yield* Layer.build(Layer.fresh(Model.layer)) })
      const world = yield* World.make(twins)
      const perform = Steps.make(twins, world)
      for (const [nth, step] of steps.entries()) yield* perform(step, nth + 1)
      yield* Standing.compare(twins, world, limit)
    }, Effect.scoped)
  })

const seldom: Weights = {
  Pass: 4,
  PassToHour: 1,
  Submit: 3,
  Cancel: 1,
  Announce: 1,
  ClaimRuns: 2,
  RenewRuns: 1,
  Finish: 2,
  Subscribe: 1,
  Change: 1,
  Rotate: 0,
  Unsubscribe: 0,
  ClaimDeliveries: 1,
  RenewDeliveries: 0,
  Record: 1,
  Test: 0,
  Redeliver: 0,
  Recover: 0,
  DeleteEnvironment: 1,
  Suspend: 1
}

export const ofRuns = lockstep(
  {
    name: "answers whatever happens to runs as the model does, and leaves all as the model has it",
    guards: "Some order of events that nobody thought of would lose a run, end it twice or give it to the wrong one."
  },
  { ...seldom, Pass: 6, Submit: 10, Cancel: 3, ClaimRuns: 7, RenewRuns: 3, Finish: 8, Subscribe: 2 }
)

export const ofWebhooks = lockstep(
  {
    name: "answers whatever happens to endpoints and deliveries as the model does, and leaves all as the model has it",
    guards: "Some order of events that nobody thought of would lose a delivery, repeat it or send it to the wrong one."
  },
  {
    ...seldom,
    Pass: 6,
    Announce: 10,
    Subscribe: 5,
    Change: 4,
    Rotate: 2,
    Unsubscribe: 1,
    ClaimDeliveries: 8,
    RenewDeliveries: 3,
    Record: 8,
    Test: 2,
    Redeliver: 3,
    Recover: 2
  }
)

const counted: Weights = {
  ...seldom,
  Pass: 7,
  PassToHour: 6,
  Submit: 6,
  Cancel: 2,
  Announce: 5,
  ClaimRuns: 4,
  Finish: 6,
  Subscribe: 4,
  ClaimDeliveries: 5,
  Record: 7,
  DeleteEnvironment: 2
}

export const ofUsage = lockstep(
  {
    name: "counts whatever happens as a recount by the model does, in its hour",
    guards: "Some order of events that nobody thought of would be billed twice or not at all."
  },
  counted
)

export const ofMetrics = lockstep(
  {
    name: "measures whatever happens as the model does, in its hour",
    guards: "Some order of events that nobody thought of would be measured twice or not at all."
  },
  { ...counted, Cancel: 1, DeleteEnvironment: 1 }
)
