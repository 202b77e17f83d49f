/** What happens in a simulation: how receivers behave, what users do, which dispatchers die, which clocks are wrong. */
import { EventType, Instant } from "@nexio/core"
import fc from "fast-check"

/** How a receiver answers, after so many milliseconds, and how long it asks to be left alone where it fails. */
export type Behaviour =
  | { readonly _tag: "Answers"; readonly status: number; readonly after: number; readonly asks?: number | undefined }
  /** Every second request fails. */
  | { readonly _tag: "Flaps"; readonly status: number; readonly after: number; readonly asks?: number | undefined }
  | { readonly _tag: "Unreachable"; readonly after: number }
  /** It never answers: the sender gives up. */
  | { readonly _tag: "Hangs" }

/** What a receiver does, one behaviour after another, the last one for good. */
export type Receiver = ReadonlyArray<{ readonly lasts: number; readonly behaviour: Behaviour }>

/** When a dispatcher dies: at once, or at its next claim or record, before the store hears of it or after. */
export type Death = "now" | "after its claim" | "before its record" | "after its record"

/** What is chosen by `nth` is what there is, counted from the newest. */
export type Step =
  | { readonly _tag: "End"; readonly nth: number; readonly count: number; readonly status: Ended }
  | {
      readonly _tag: "Subscribe"
      readonly nth: number
      readonly receiver: number
      readonly events: ReadonlyArray<EventType>
      readonly token: boolean
      readonly ordered: boolean
      readonly rate: number | undefined
    }
  | { readonly _tag: "Change"; readonly nth: number; readonly by: Change }
  | { readonly _tag: "Unsubscribe"; readonly nth: number }
  | { readonly _tag: "Rotate"; readonly nth: number; readonly overlap: number }
  | { readonly _tag: "Test"; readonly nth: number }
  | { readonly _tag: "Redeliver"; readonly nth: number }
  /** From around the making of one of the events whose deliveries failed. */
  | { readonly _tag: "Recover"; readonly nth: number; readonly event: number; readonly off: number }
  | { readonly _tag: "CreateEnvironment" }
  | { readonly _tag: "DeleteEnvironment" }
  | { readonly _tag: "Suspend"; readonly nth: number; readonly suspended: boolean }
  | { readonly _tag: "Crash"; readonly nth: number; readonly death: Death; readonly down: number }
  | { readonly _tag: "Jump"; readonly by: number }

/** What is chosen of a step. */
export type Fields<Tag extends Step["_tag"]> = Omit<Extract<Step, { readonly _tag: Tag }>, "_tag">

type Ended = "completed" | "degraded" | "failed" | "cancelled"

export interface Change {
  /** Moves it to this receiver. */
  readonly receiver?: number | undefined
  readonly events?: ReadonlyArray<EventType> | undefined
  readonly active?: boolean | undefined
  readonly ordered?: boolean | undefined
  readonly rate?: number | null | undefined
}

export interface Plan {
  /** Of the chance that waits vary by. */
  readonly chance: number
  /** How many dispatchers work on the same stores. */
  readonly dispatchers: number
  /** How many deliveries each of them has under way at most. */
  readonly concurrency: number
  readonly receivers: ReadonlyArray<Receiver>
  /** What happens in the 30 days, each after a pause. */
  readonly steps: ReadonlyArray<{ readonly pause: number; readonly step: Step }>
}

export const lasts = 30 * Instant.day

const { day, hour, minute, second } = Instant

const quick = fc.integer({ min: 1, max: 2 * second })
const failing = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(500, 404, 302, 429, 503) },
  { weight: 1, arbitrary: fc.constant(410) }
)
const asks = fc.option(
  fc
    .oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 36 * 3_600 }))
    .map((seconds) => seconds * second),
  { nil: undefined }
)

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ _tag: fc.constant("Answers"), status: fc.constantFrom(200, 204), after: quick })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      _tag: fc.constant("Answers"),
      status: fc.constant(200),
      after: fc.integer({ min: 2 * second, max: 15 * second - 1 })
    })
  },
  { weight: 4, arbitrary: fc.record({ _tag: fc.constant("Answers"), status: failing, after: quick, asks }) },
  { weight: 2, arbitrary: fc.record({ _tag: fc.constant("Flaps"), status: failing, after: quick, asks }) },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constant("Unreachable"), after: quick }) },
  { weight: 1, arbitrary: fc.constant({ _tag: "Hangs" }) }
)

const receiver: fc.Arbitrary<Receiver> = fc.array(
  fc.record({ lasts: fc.integer({ min: hour, max: 12 * day }), behaviour }),
  { minLength: 1, maxLength: 4 }
)

const pause = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * second }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 10 * minute }) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: day }) }
)

/** The newest are chosen most often, and those of long ago too. */
const nth = fc.oneof({ weight: 2, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 30 }))
const events = fc.subarray([...EventType.literals], { minLength: 1 })
const rate = fc.integer({ min: 1, max: 3 })
const anyReceiver = fc.nat({ max: 5 })
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ active: fc.boolean() }),
  fc.record({ receiver: anyReceiver }),
  fc.record({ events }),
  fc.record({ ordered: fc.boolean() }),
  fc.record({ rate: fc.option(rate) })
)
const death = fc.constantFrom<Death>("now", "after its claim", "before its record", "after its record")
const down = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: minute }), fc.integer({ min: 0, max: 12 * hour }))
const jump = fc.oneof(fc.integer({ min: -30 * second, max: 0 }), fc.integer({ min: minute, max: 6 * hour }))

const step = <const Tag extends Step["_tag"]>(
  weight: number,
  _tag: Tag,
  fields: { readonly [Name in keyof Fields<Tag>]: fc.Arbitrary<Fields<Tag>[Name]> }
) => ({ weight, arbitrary: fc.record(fields).map((fields) => ({ _tag, ...fields }) as unknown as Step) })

const anyStep = fc.oneof(
  step(24, "End", {
    nth,
    count: fc.integer({ min: 1, max: 4 }),
    status: fc.constantFrom("completed", "degraded", "failed", "cancelled")
  }),
  step(5, "Subscribe", {
    nth,
    receiver: anyReceiver,
    events,
    token: fc.boolean(),
    ordered: fc.boolean(),
    rate: fc.option(rate, { nil: undefined, freq: 2 })
  }),
  step(6, "Change", { nth, by: change }),
  step(2, "Unsubscribe", { nth }),
  step(3, "Rotate", { nth, overlap: fc.constantFrom(0, 3_600, 86_400, 604_800) }),
  step(2, "Test", { nth }),
  step(4, "Redeliver", { nth }),
  step(5, "Recover", { nth, event: nth, off: fc.constantFrom(-hour, -1, 0, 1) }),
  step(2, "CreateEnvironment", {}),
  step(2, "DeleteEnvironment", {}),
  step(3, "Suspend", { nth, suspended: fc.boolean() }),
  step(6, "Crash", { nth, death, down }),
  step(3, "Jump", { by: jump })
)

export const plan: fc.Arbitrary<Plan> = fc.noBias(
  fc.record({
    chance: fc.nat(),
    dispatchers: fc.integer({ min: 1, max: 2 }),
    concurrency: fc.constantFrom(256, 8, 3),
    receivers: fc.array(receiver, { minLength: 1, maxLength: 6, size: "max" }),
    steps: fc.array(fc.record({ pause, step: anyStep }), { maxLength: 120, size: "max" })
  })
)
