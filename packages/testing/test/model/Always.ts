import { ApiKeys, Authentication, Environments, Orgs, Runs, UsageReports, Webhooks } from "@nexio/core"
import { Effect, Layer } from "effect"
import fc from "fast-check"
import { Model } from "../../src/model/index.ts"
import { history } from "./History.ts"
import { happen, type Moment } from "./World.ts"

const useCases = Layer.mergeAll(
  Orgs.layer,
  Environments.layer,
  ApiKeys.layer,
  Authentication.layer,
  Runs.layer,
  Webhooks.layer,
  UsageReports.layer
).pipe(Layer.provideMerge(Model.layerFake))

export type Installed = Layer.Success<typeof useCases>

/** How often: a history is long, and each rule sees others. */
const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 40 : 2_000 }

/** Looks at what any history leaves, and how it got there. */
export const always = (look: (moments: ReadonlyArray<Moment>) => void | Effect.Effect<void, unknown, Installed>) =>
  fc.assert(
    fc.asyncProperty(history, (steps) =>
      Effect.runPromise(
        Effect.gen(function* () {
          const looked = look(yield* happen(steps))
          if (looked !== undefined) yield* looked
        }).pipe(Effect.provide(useCases, { local: true }))
      )
    ),
    runs
  )

/** What a step made of rows that were there before: those that it changed, as they were and as they are. */
export const changes = <Row>(before: ReadonlyArray<Row>, after: ReadonlyArray<Row>) =>
  before.flatMap((was, nth) => (was === after[nth] ? [] : [{ was, is: after[nth] }]))
