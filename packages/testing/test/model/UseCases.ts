import {
  ApiKeys,
  Authentication,
  Configurations,
  Environments,
  Members,
  Orgs,
  Replays,
  Runs,
  Sessions,
  UsageReports,
  Webhooks
} from "@nexio/core"
import { Effect, Layer, Logger } from "effect"
import type { Faults } from "../../src/faults/index.ts"
import type { Stores } from "../../src/laws/Stores.ts"
import { Model } from "../../src/model/index.ts"

const useCases = Layer.mergeAll(
  Orgs.layer,
  Environments.layer,
  Configurations.layer,
  ApiKeys.layer,
  Members.layer,
  Sessions.layer,
  Authentication.layer,
  Runs.layer,
  Replays.layer,
  Webhooks.layer,
  UsageReports.layer
)

export type Installed = Layer.Success<typeof useCases> | Layer.Success<typeof Model.layerFake>

/** A store in which nothing goes wrong. */
const right = Layer.effectContext(Effect.context<Stores>())

/** Runs with the use cases on a new model, or on one with faults. */
export const installed = <A, E>(
  effect: Effect.Effect<A, E, Installed>,
  faulty: ReturnType<typeof Faults.failing> = right
): Promise<A> =>
  Effect.runPromise(
    effect.pipe(
      Effect.provide(useCases.pipe(Layer.provideMerge(faulty), Layer.provideMerge(Model.layerFake)), { local: true }),
      Effect.provide(Logger.layer([]))
    )
  )
