import { AnyEventType, type Attempt, Delivery, type Id } from "@nexio/core"
import { Result } from "effect"
import fc from "fast-check"
import { url } from "./Endpoint.ts"
import { eventId, id, idAt } from "./Id.ts"
import { present } from "./Instant.ts"
import { text } from "./Json.ts"
import { chance, retrySchedule } from "./RetrySchedule.ts"

/** A delivery as it was just made: due at once. */
export const pendingDelivery: fc.Arbitrary<Delivery.Delivery> = present.chain((createdAt) =>
  fc.record({
    id: idAt<Id.DeliveryId>(createdAt),
    orgId: id<Id.OrgId>(),
    environmentId: id<Id.EnvironmentId>(),
    endpointId: id<Id.EndpointId>(),
    eventId,
    eventType: fc.constantFrom(...AnyEventType.literals),
    url,
    ordered: fc.boolean(),
    status: fc.constant("pending"),
    failures: fc.constant(0),
    createdAt: fc.constant(createdAt),
    dueAt: fc.constant(createdAt)
  })
)

/** How attempts went. */
export const attemptOutcome: fc.Arbitrary<Delivery.Outcome> = fc
  .constantFrom("Failed", "Succeeded", "Cancelled")
  .map((_tag) => ({ _tag }))

/** A delivery in any state, as its state machine brings it there. */
export const delivery: fc.Arbitrary<Delivery.Delivery> = fc
  .tuple(pendingDelivery, fc.array(attemptOutcome, { maxLength: 5 }), retrySchedule, chance)
  .map(([delivery, outcomes, schedule, chance]) =>
    outcomes.reduce(
      (delivery, outcome) =>
        Result.getOrElse(
          Delivery.next(delivery, outcome, delivery.dueAt ?? delivery.createdAt, schedule, chance),
          () => delivery
        ),
      delivery
    )
  )

/** One request of a delivery and what came of it: a success, an answer that was none, or no answer. */
export const attempt: fc.Arbitrary<Attempt.Attempt> = fc
  .record({
    number: fc.integer({ min: 1, max: 20 }),
    startedAt: present,
    latencyMs: fc.nat({ max: 15_000 }),
    result: fc.oneof(
      fc.record({ statusCode: fc.integer({ min: 200, max: 299 }), answer: text({ maxLength: 200 }) }),
      fc.record({
        statusCode: fc.integer({ min: 300, max: 599 }),
        answer: text({ maxLength: 200 }),
        reason: text({ minLength: 1, maxLength: 60 })
      }),
      fc.record({ reason: text({ minLength: 1, maxLength: 60 }) })
    )
  })
  .map(({ result, ...attempt }): Attempt.Attempt => ({ ...attempt, ...result }))
