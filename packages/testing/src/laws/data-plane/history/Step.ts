/** What can happen to the runs and deliveries of some orgs, in whatever order: each step chooses among what there is. */
import { type Endpoint, EventType, Instant, type Run } from "@nexio/core"
import fc from "fast-check"
import * as arbitrary from "../../../arbitraries/index.ts"
import { lease } from "../Observed.ts"

export type Step =
  | { readonly _tag: "Pass"; readonly time: number }
  | { readonly _tag: "PassToHour"; readonly off: number }
  | { readonly _tag: "Submit"; readonly nth: number }
  | { readonly _tag: "Cancel"; readonly nth: number }
  /** Submits and cancels, so that there is something to tell of. */
  | { readonly _tag: "Announce"; readonly nth: number }
  | { readonly _tag: "ClaimRuns"; readonly limit: number }
  | { readonly _tag: "RenewRuns"; readonly nths: ReadonlyArray<number> }
  | { readonly _tag: "Finish"; readonly nth: number; readonly outcome: Run.Outcome }
  | {
      readonly _tag: "Subscribe"
      readonly nth: number
      readonly events: ReadonlyArray<EventType>
      readonly active: boolean
      readonly ordered: boolean
    }
  | { readonly _tag: "Change"; readonly nth: number; readonly by: Endpoint.EndpointChange }
  | { readonly _tag: "Rotate"; readonly nth: number; readonly overlap: number }
  | { readonly _tag: "Unsubscribe"; readonly nth: number }
  | { readonly _tag: "ClaimDeliveries"; readonly limit: number }
  | { readonly _tag: "RenewDeliveries"; readonly nths: ReadonlyArray<number> }
  | { readonly _tag: "Record"; readonly nth: number; readonly succeeded: boolean }
  | { readonly _tag: "Test"; readonly nth: number }
  | { readonly _tag: "Redeliver"; readonly nth: number }
  | { readonly _tag: "Recover"; readonly nth: number; readonly limit: number; readonly back: number }
  | { readonly _tag: "DeleteEnvironment"; readonly nth: number }
  | { readonly _tag: "Suspend"; readonly nth: number; readonly suspended: boolean }

/** How often each step is chosen, against the others. */
export type Weights = Readonly<Record<Step["_tag"], number>>

type Fields<Tag> = Omit<Extract<Step, { readonly _tag: Tag }>, "_tag">

/** The newest things are chosen most often, and things of long ago too. */
const nth = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 2 }) }, fc.nat({ max: 20 }))
const nths = fc.array(nth, { minLength: 1, maxLength: 3 })
const limit = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constant(100))

const fields: {
  readonly [Tag in Step["_tag"]]: { readonly [Name in keyof Fields<Tag>]: fc.Arbitrary<Fields<Tag>[Name]> }
} = {
  Pass: { time: fc.constantFrom(0, 1, Instant.second, lease - 1, lease, lease + 1, Instant.hour, 25 * Instant.hour) },
  PassToHour: { off: fc.constantFrom(-1, 0) },
  Submit: { nth },
  Cancel: { nth },
  Announce: { nth },
  ClaimRuns: { limit },
  RenewRuns: { nths },
  Finish: { nth, outcome: arbitrary.outcome },
  Subscribe: {
    nth,
    events: fc.oneof(arbitrary.eventTypes, fc.constant(EventType.literals)),
    active: fc.constantFrom(true, true, true, false),
    ordered: fc.boolean()
  },
  Change: {
    nth,
    by: fc.oneof(
      { weight: 3, arbitrary: fc.record({ active: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ ordered: fc.boolean() }) },
      { weight: 1, arbitrary: arbitrary.endpointChange }
    )
  },
  Rotate: { nth, overlap: fc.constantFrom(0, 1, 3_600) },
  Unsubscribe: { nth },
  ClaimDeliveries: { limit },
  RenewDeliveries: { nths },
  Record: { nth, succeeded: fc.boolean() },
  Test: { nth },
  Redeliver: { nth },
  Recover: { nth, limit, back: fc.constantFrom(0, 1, Instant.hour, 400 * Instant.day) },
  DeleteEnvironment: { nth },
  Suspend: { nth, suspended: fc.constantFrom(true, false, false) }
}

/** A history: what happens, one after another. */
export const history = (weights: Weights): fc.Arbitrary<ReadonlyArray<Step>> =>
  fc.array(
    fc.oneof(
      ...(Object.keys(fields) as ReadonlyArray<Step["_tag"]>).map((_tag) => ({
        weight: weights[_tag],
        arbitrary: fc.record<object>({ _tag: fc.constant(_tag), ...fields[_tag] }) as fc.Arbitrary<Step>
      }))
    ),
    { minLength: 1, maxLength: 50, size: "max" }
  )
