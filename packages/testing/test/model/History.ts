/** What can happen to some orgs, in whatever order: each step chooses among what there is, also what is over. */
import { EventType, Idempotency, Instant, type Run } from "@nexio/core"
import fc from "fast-check"
import { outcome } from "../../src/arbitraries/index.ts"

/** How long a claim is held. */
export const lease = 15 * Instant.second

/** Of what is done once: its idempotency key, where it has one. */
interface Repeatable {
  readonly key: string | null
}

export type Step =
  | { readonly _tag: "Pass"; readonly time: number }
  | ({ readonly _tag: "Found" } & Repeatable)
  | { readonly _tag: "Limit"; readonly nth: number; readonly environments: number; readonly endpoints: number }
  | { readonly _tag: "Suspend"; readonly nth: number; readonly suspended: boolean }
  | ({ readonly _tag: "CreateEnvironment"; readonly nth: number; readonly slug: string } & Repeatable)
  | { readonly _tag: "Describe"; readonly nth: number }
  | { readonly _tag: "DeleteEnvironment"; readonly nth: number }
  | ({ readonly _tag: "Mint"; readonly nth: number } & Repeatable)
  | { readonly _tag: "Revoke"; readonly nth: number }
  | ({ readonly _tag: "Submit"; readonly nth: number } & Repeatable)
  | ({ readonly _tag: "Cancel"; readonly nth: number } & Repeatable)
  | { readonly _tag: "ClaimRuns"; readonly limit: number }
  | { readonly _tag: "RenewRun"; readonly nth: number }
  | { readonly _tag: "FinishRun"; readonly nth: number; readonly outcome: Run.Outcome }
  | ({ readonly _tag: "Subscribe"; readonly nth: number; readonly events: ReadonlyArray<EventType> } & Repeatable)
  | { readonly _tag: "Activate"; readonly nth: number; readonly active: boolean }
  | { readonly _tag: "Move"; readonly nth: number }
  | { readonly _tag: "Unsubscribe"; readonly nth: number }
  | ({ readonly _tag: "Rotate"; readonly nth: number; readonly overlap: number } & Repeatable)
  | { readonly _tag: "ClaimDeliveries"; readonly limit: number }
  | { readonly _tag: "RenewDelivery"; readonly nth: number }
  | { readonly _tag: "Record"; readonly nth: number; readonly succeeded: boolean }

/** The newest things are chosen most often, and things of long ago too. */
const nth = fc.oneof({ weight: 2, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 30 }))
const limit = fc.integer({ min: 1, max: 8 })
const cap = fc.nat({ max: 3 })
const events = fc.subarray([...EventType.literals], { minLength: 1 })
const key = fc.option(fc.constantFrom("a", "b"), { freq: 2 })
const slug = fc.constantFrom("dev", "ci", "live_2", "test_x", "live", "test", "all", "No")
const overlap = fc.constantFrom(0, 604_800, 604_800)
const time = fc.constantFrom(
  0,
  1,
  Instant.second,
  lease - 1,
  lease,
  lease + 1,
  Instant.hour,
  5 * Instant.hour,
  Idempotency.lifetime - 1,
  Idempotency.lifetime
)

type Fields<Tag> = Omit<Extract<Step, { readonly _tag: Tag }>, "_tag">

const step = <const Tag extends Step["_tag"]>(
  weight: number,
  _tag: Tag,
  fields: { readonly [Name in keyof Fields<Tag>]: fc.Arbitrary<Fields<Tag>[Name]> }
) => ({ weight, arbitrary: fc.record(fields).map((fields) => ({ _tag, ...fields }) as unknown as Step) })

/** A history: what happens, one after another. */
export const history: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
  fc.oneof(
    step(8, "Pass", { time }),
    step(1, "Found", { key }),
    step(1, "Limit", { nth, environments: cap, endpoints: cap }),
    step(2, "Suspend", { nth, suspended: fc.boolean() }),
    step(4, "CreateEnvironment", { nth, slug, key }),
    step(1, "Describe", { nth }),
    step(3, "DeleteEnvironment", { nth }),
    step(2, "Mint", { nth, key }),
    step(2, "Revoke", { nth }),
    step(12, "Submit", { nth, key }),
    step(3, "Cancel", { nth, key }),
    step(8, "ClaimRuns", { limit }),
    step(2, "RenewRun", { nth }),
    step(10, "FinishRun", { nth, outcome }),
    step(6, "Subscribe", { nth, events, key }),
    step(2, "Activate", { nth, active: fc.boolean() }),
    step(1, "Move", { nth }),
    step(1, "Unsubscribe", { nth }),
    step(8, "Rotate", { nth: fc.nat({ max: 1 }), overlap, key: fc.constantFrom(null, null, null, "a") }),
    step(9, "ClaimDeliveries", { limit }),
    step(2, "RenewDelivery", { nth }),
    step(10, "Record", { nth, succeeded: fc.boolean() })
  ),
  { minLength: 5, maxLength: 120, size: "max" }
)
