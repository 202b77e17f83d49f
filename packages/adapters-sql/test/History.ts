/** What can happen to the runs and deliveries of some orgs, in whatever order: each step chooses among what there is. */
import { EventType, Instant, type Run } from "@nexio/core"
import { outcome } from "@nexio/testing/arbitraries"
import fc from "fast-check"

/** How long a claim is held. */
export const lease = 15 * Instant.second

export type Step =
  | { readonly _tag: "Pass"; readonly time: number }
  | { readonly _tag: "Submit"; readonly nth: number }
  | { readonly _tag: "Cancel"; readonly nth: number }
  | { readonly _tag: "ClaimRuns"; readonly limit: number }
  | { readonly _tag: "RenewRun"; readonly nth: number }
  | { readonly _tag: "FinishRun"; readonly nth: number; readonly outcome: Run.Outcome }
  | { readonly _tag: "Subscribe"; readonly nth: number; readonly events: ReadonlyArray<EventType> }
  | { readonly _tag: "Activate"; readonly nth: number; readonly active: boolean }
  | { readonly _tag: "Unsubscribe"; readonly nth: number }
  | { readonly _tag: "ClaimDeliveries"; readonly limit: number }
  | { readonly _tag: "RenewDelivery"; readonly nth: number }
  | { readonly _tag: "Record"; readonly nth: number; readonly succeeded: boolean }
  | { readonly _tag: "DeleteEnvironment"; readonly nth: number }
  | { readonly _tag: "Suspend"; readonly nth: number; readonly suspended: boolean }

/** The newest things are chosen most often, and things of long ago too. */
const nth = fc.oneof({ weight: 2, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 30 }))
const limit = fc.integer({ min: 1, max: 8 })
const events = fc.subarray([...EventType.literals], { minLength: 1 })
const time = fc.constantFrom(0, 1, Instant.second, lease - 1, lease, lease + 1, Instant.hour, 5 * Instant.hour)

type Fields<Tag> = Omit<Extract<Step, { readonly _tag: Tag }>, "_tag">

const step = <const Tag extends Step["_tag"]>(
  weight: number,
  _tag: Tag,
  fields: { readonly [Name in keyof Fields<Tag>]: fc.Arbitrary<Fields<Tag>[Name]> }
) => ({ weight, arbitrary: fc.record(fields).map((fields) => ({ _tag, ...fields }) as unknown as Step) })

/** A history: what happens, one after another. */
export const history: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
  fc.oneof(
    step(6, "Pass", { time }),
    step(10, "Submit", { nth }),
    step(3, "Cancel", { nth }),
    step(6, "ClaimRuns", { limit }),
    step(2, "RenewRun", { nth }),
    step(9, "FinishRun", { nth, outcome }),
    step(4, "Subscribe", { nth, events }),
    step(2, "Activate", { nth, active: fc.boolean() }),
    step(1, "Unsubscribe", { nth }),
    step(8, "ClaimDeliveries", { limit }),
    step(2, "RenewDelivery", { nth }),
    step(10, "Record", { nth, succeeded: fc.boolean() }),
    step(3, "DeleteEnvironment", { nth }),
    step(2, "Suspend", { nth, suspended: fc.boolean() })
  ),
  { minLength: 5, maxLength: 120, size: "max" }
)
