import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Delivery, type Id, Instant, RetrySchedule } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const schedule = fc.oneof(
  fc.constant(RetrySchedule.standard),
  fc.array(fc.integer({ min: 1, max: 24 * Instant.hour }), { maxLength: 9 })
)

const pending: fc.Arbitrary<Delivery.Delivery> = fc.record({
  id: arbitrary.id<Id.DeliveryId>(),
  orgId: arbitrary.id<Id.OrgId>(),
  environmentId: arbitrary.id<Id.EnvironmentId>(),
  endpointId: arbitrary.id<Id.EndpointId>(),
  eventId: arbitrary.id<Id.EventId>(),
  eventType: fc.constant("run.completed"),
  url: fc.webUrl(),
  ordered: fc.boolean(),
  status: fc.constant("pending"),
  failures: fc.constant(0),
  createdAt: arbitrary.present,
  dueAt: arbitrary.present
})

const chance = fc.double({ min: 0, max: 1, noNaN: true })
const failed = { _tag: "Failed" } as const
const status = fc.oneof(fc.constantFrom(200, 299, 300, 429, 503), fc.integer({ min: 100, max: 599 }))
const asked = fc.oneof(fc.nat({ max: 48 * Instant.hour }), fc.constant(Number.MAX_SAFE_INTEGER))

/** Each delivery after each failure, until it ends. */
const failing = (
  delivery: Delivery.Delivery,
  schedule: RetrySchedule.RetrySchedule,
  lateness: ReadonlyArray<number>,
  chance: number
) => {
  const states = [{ delivery, failedAt: 0 }]
  for (let last = delivery; !Delivery.isTerminal(last) && states.length < 50; ) {
    const failedAt = (last.dueAt ?? 0) + (lateness[states.length] ?? 0)
    last = Result.getOrThrow(Delivery.next(last, failed, failedAt, schedule, chance))
    states.push({ delivery: last, failedAt })
  }
  return states
}

const failings = fc.tuple(pending, schedule, fc.array(fc.nat({ max: Instant.minute })), chance)

describe("A delivery", () => {
  it("has one attempt more than its schedule has waits, and is then failed for good", () =>
    fc.assert(
      fc.property(failings, ([delivery, schedule, lateness, chance]) => {
        const states = failing(delivery, schedule, lateness, chance)
        expect(states.length - 1).toBe(schedule.length + 1)
        expect(states.at(-1)).toMatchObject({
          delivery: { status: "failed", failures: schedule.length + 1, endedAt: states.at(-1)?.failedAt }
        })
      }),
      runs
    ))

  it("is tried again after just the wait that its schedule says, a tenth of it sooner or later", () =>
    fc.assert(
      fc.property(failings, ([delivery, schedule, lateness, chance]) => {
        failing(delivery, schedule, lateness, chance)
          .slice(1, -1)
          .forEach(({ delivery, failedAt }, nth) => {
            const wait = schedule[nth] ?? Number.NaN
            const waited = (delivery.dueAt ?? Number.NaN) - failedAt
            // Half a millisecond, since instants are whole.
            expect(Math.abs(waited - wait)).toBeLessThanOrEqual(wait * 0.1 + 0.5)
            expect(Number.isInteger(waited)).toBe(true)
          })
      }),
      runs
    ))

  it("comes back earlier or later by chance, as far as a tenth to either side", () =>
    fc.assert(
      fc.property(schedule, arbitrary.present, (schedule, at) => {
        schedule.forEach((wait, index) => {
          expect(RetrySchedule.next(schedule, index + 1, at, 0)).toBe(at + Math.round(wait * 0.9))
          expect(RetrySchedule.next(schedule, index + 1, at, 1)).toBe(at + Math.round(wait * 1.1))
        })
      }),
      runs
    ))

  it("waits as long as its receiver asks, up to 24 h, where its schedule says less, and never less for it", () =>
    fc.assert(
      fc.property(failings, asked, fc.nat({ max: 9 }), ([delivery, schedule, lateness, chance], retryAfter, nth) => {
        const states = failing(delivery, schedule, lateness, chance)
        const before = states[Math.min(nth, states.length - 2)]?.delivery ?? delivery
        const [unasked, after] = [failed, { ...failed, retryAfter }].map((outcome) =>
          Result.getOrThrow(Delivery.next(before, outcome, 7, schedule, chance))
        )
        const dueAt = unasked?.dueAt && Math.max(unasked.dueAt, 7 + Math.min(retryAfter, 24 * Instant.hour))
        expect(after).toEqual({ ...unasked, ...(dueAt === undefined ? {} : { dueAt }) })
      }),
      runs
    ))

  it("is asked to wait by a 429 or a 503 only, succeeds with any 2xx, and fails with all else", () =>
    fc.assert(
      fc.property(status, fc.option(asked, { nil: undefined }), (statusCode, retryAfter) => {
        const isHeard = statusCode === 429 || statusCode === 503
        expect(Delivery.answered({ statusCode, retryAfter })).toEqual(
          statusCode >= 200 && statusCode < 300
            ? { _tag: "Succeeded" }
            : { _tag: "Failed", ...(isHeard && retryAfter !== undefined ? { retryAfter } : {}) }
        )
      }),
      runs
    ))

  it("has a next attempt exactly as long as it is pending, and an end exactly once it is not", () =>
    fc.assert(
      fc.property(
        failings,
        fc.nat({ max: 9 }),
        fc.constantFrom("Succeeded", "Cancelled"),
        arbitrary.present,
        ([delivery, schedule, lateness, chance], nth, _tag, at) => {
          const states = failing(delivery, schedule, lateness, chance)
          const before = states[Math.min(nth, states.length - 2)]?.delivery ?? delivery
          const ended = Result.getOrThrow(Delivery.next(before, { _tag }, at, schedule, chance))
          expect(ended).toMatchObject({ status: _tag.toLowerCase(), endedAt: at, failures: before.failures })
          for (const one of [...states.map(({ delivery }) => delivery), ended]) {
            expect(["dueAt" in one, "endedAt" in one]).toEqual(one.status === "pending" ? [true, false] : [false, true])
          }
        }
      ),
      runs
    ))

  it("never leaves a state that is for good", () =>
    fc.assert(
      fc.property(
        pending,
        fc.constantFrom("succeeded" as const, "failed" as const, "cancelled" as const),
        fc.constantFrom("Succeeded" as const, "Failed" as const, "Cancelled" as const),
        schedule,
        (delivery, status, _tag, schedule) => {
          const refused = Delivery.next({ ...delivery, status }, { _tag }, 0, schedule, 0)
          expect(refused).toEqual(Result.fail(new Delivery.DeliveryEnded({ status })))
        }
      ),
      runs
    ))

  it("never changes where it goes, or what it carries", () =>
    fc.assert(
      fc.property(failings, ([delivery, schedule, lateness, chance]) => {
        const { dueAt: _dueAt, failures: _failures, status: _status, ...rest } = delivery
        for (const state of failing(delivery, schedule, lateness, chance)) expect(state.delivery).toMatchObject(rest)
      }),
      runs
    ))

  it("is tried at once and then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h where nothing is set", () => {
    expect(RetrySchedule.standard).toEqual(
      [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((s) => s * 1_000)
    )
  })
})
