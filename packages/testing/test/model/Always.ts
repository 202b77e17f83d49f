import { Effect } from "effect"
import fc from "fast-check"
import { history } from "./History.ts"
import { type Installed, installed } from "./UseCases.ts"
import { happen, type Moment } from "./World.ts"

/** How often: a history is long, and each rule sees others. */
const runs = { numRuns: process.env["NEXIO_HUNT"] === undefined ? 40 : 2_000 }

/** Looks at what any history leaves, and how it got there. */
export const always = (look: (moments: ReadonlyArray<Moment>) => void | Effect.Effect<void, unknown, Installed>) =>
  fc.assert(
    fc.asyncProperty(history, (steps) =>
      installed(
        Effect.gen(function* () {
          const looked = look(yield* happen(steps))
          if (looked !== undefined) yield* looked
        })
      )
    ),
    runs
  )

/** What a step made of rows that were there before: those that it changed, as they were and as they are. */
export const changes = <Row>(before: ReadonlyArray<Row>, after: ReadonlyArray<Row>) =>
  before.flatMap((was, nth) => (was === after[nth] ? [] : [{ was, is: after[nth] }]))
