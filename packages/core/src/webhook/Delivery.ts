/**
 * A delivery: one event on its way to one endpoint, and its state machine.
 *
 * `pending` → `succeeded`, `failed` (its attempts are exhausted) or `cancelled` (its endpoint stopped), each for good.
 */
import { Data, Result, Schema } from "effect"
import { DeliveryId, EndpointId, EnvironmentId, EventId, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import { AnyEventType } from "./EventType.ts"
import * as RetrySchedule from "./RetrySchedule.ts"
import type { Answer } from "./Sender.ts"

export const Status = Schema.Literals(["pending", "succeeded", "failed", "cancelled"])
export type Status = typeof Status.Type

export const Delivery = Schema.Struct({
  id: DeliveryId,
  orgId: OrgId,
  environmentId: EnvironmentId,
  endpointId: EndpointId,
  eventId: EventId,
  eventType: AnyEventType,
  /** The delivery that this one repeats, where somebody asked for that. */
  redeliveryOf: Schema.optionalKey(DeliveryId),
  /** Where it goes: the endpoint's URL when the event was made. */
  url: Schema.String,
  /** Whether it waits for those of events made before its own: as its endpoint is, while it is pending. */
  ordered: Schema.Boolean,
  status: Status,
  /** How many attempts were recorded as failed. One that a crash cut off is not among them. */
  failures: Schema.Natural,
  createdAt: Instant,
  /** When the next attempt is due; absent once it has ended. */
  dueAt: Schema.optionalKey(Instant),
  endedAt: Schema.optionalKey(Instant),
  /** When retention removed what its receiver answered. */
  emptiedAt: Schema.optionalKey(Instant)
})
export interface Delivery extends Schema.Schema.Type<typeof Delivery> {}

/** No delivery of the environment has this id, or none that can be sent once more. */
export class DeliveryNotFound extends Data.TaggedError("DeliveryNotFound") {
  override get message() {
    return "There is no such delivery, or its endpoint is deleted, or retention has removed its payload."
  }
}

/** What can happen to a delivery. `retryAfter` is how long its receiver asked to wait, in milliseconds. */
export type Outcome =
  | { readonly _tag: "Succeeded" }
  | { readonly _tag: "Failed"; readonly retryAfter?: number | undefined }
  | { readonly _tag: "Cancelled" }

/** This cannot happen to a delivery that has ended. */
export class DeliveryEnded extends Data.TaggedError("DeliveryEnded")<{ readonly status: Status }> {
  override get message() {
    return `The delivery is ${this.status} for good.`
  }
}

/** What an answer makes of an attempt: any 2xx a success, everything else a failure, a redirect too. */
export const answered = ({
  retryAfter,
  statusCode
}: Pick<Answer, "statusCode" | "retryAfter">): Exclude<Outcome, { readonly _tag: "Cancelled" }> => {
  if (statusCode >= 200 && statusCode < 300) return { _tag: "Succeeded" }
  return statusCode === 429 || statusCode === 503 ? { _tag: "Failed", retryAfter } : { _tag: "Failed" }
}

export const isTerminal = (delivery: Pick<Delivery, "status">): boolean => delivery.status !== "pending"

/** The delivery after what happened to it; see {@link RetrySchedule.next} for `chance`. */
export const next = (
  delivery: Delivery,
  outcome: Outcome,
  at: Instant,
  schedule: RetrySchedule.RetrySchedule,
  chance: number
): Result.Result<Delivery, DeliveryEnded> => {
  if (isTerminal(delivery)) return Result.fail(new DeliveryEnded({ status: delivery.status }))
  const { dueAt: _dueAt, ...rest } = delivery
  switch (outcome._tag) {
    case "Succeeded":
      return Result.succeed({ ...rest, status: "succeeded", endedAt: at })
    case "Cancelled":
      return Result.succeed({ ...rest, status: "cancelled", endedAt: at })
    case "Failed": {
      const failures = delivery.failures + 1
      const dueAt = RetrySchedule.next(schedule, failures, at, chance, outcome.retryAfter)
      return Result.succeed(
        dueAt === undefined ? { ...rest, failures, status: "failed", endedAt: at } : { ...rest, failures, dueAt }
      )
    }
  }
}
