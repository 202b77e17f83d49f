/** Deliveries: what became of the events that went to an endpoint, and sending them anew. */
import { AnyEventType, Attempt, Delivery, Instant, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { data, JsonBody, Requirement, read } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { refusals } from "./Refusal.ts"
import { repeatable } from "./Repeatable.ts"

/** One attempt on the wire. `unknown` until it has ended, and for good where a crash cut it off. */
const AttemptJson = SnakeCase.snakeCased(
  Schema.Struct({
    ...Struct.pick(Attempt.BegunAttempt.fields, ["number", "startedAt"]),
    outcome: Attempt.Outcome,
    ...Struct.pick(Attempt.BegunAttempt.fields, ["latencyMs", "statusCode", "answer", "reason"])
  })
).pipe(Schema.annotateEncoded({ identifier: "Attempt" }))

const fields = {
  ...Struct.pick(Delivery.Delivery.fields, ["id", "endpointId", "eventId"]),
  eventType: AnyEventType,
  ...Struct.pick(Delivery.Delivery.fields, ["url", "status", "createdAt", "dueAt", "endedAt", "redeliveryOf"]),
  attempts: Schema.Array(AttemptJson)
}

/** A delivery on the wire. `next_attempt_at` only while it is pending. */
export const DeliveryJson = SnakeCase.snakeCased(Schema.Struct(fields), {
  endpointId: "webhook_id",
  dueAt: "next_attempt_at"
}).pipe(Schema.annotateEncoded({ identifier: "Delivery" }))

const Recovery = Schema.Struct({ since: Instant.Instant }).pipe(Schema.annotateEncoded({ identifier: "Recovery" }))

const Recovered = Schema.Struct({
  recovered: Schema.Natural.annotate({ description: "How many events are sent anew" })
}).annotate({ identifier: "Recovered" })

const one = { params: { id: Schema.String }, query: Nothing }

export const DeliveriesApi = HttpApiGroup.make("deliveries").add(
  HttpApiEndpoint.get("list", "/webhooks/:id/deliveries", {
    params: one.params,
    query: { status: Schema.optionalKey(Delivery.Status), ...listQuery },
    success: pageOf("DeliveryPage", DeliveryJson),
    error: refusals("EndpointNotFound", "StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.get("get", "/deliveries/:id", {
    ...one,
    success: DeliveryJson,
    error: refusals("DeliveryNotFound", "StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.post("test", "/webhooks/:id/test", {
    ...one,
    headers: repeatable,
    payload: Nothing,
    success: DeliveryJson.pipe(HttpApiSchema.status(202)),
    error: refusals("EndpointNotFound", "EnvironmentGone", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotate(Requirement, data("webhooks:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.post("redeliver", "/deliveries/:id/redeliver", {
    ...one,
    headers: repeatable,
    payload: Nothing,
    success: DeliveryJson.pipe(HttpApiSchema.status(202)),
    error: refusals("DeliveryNotFound", "EnvironmentGone", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotate(Requirement, data("webhooks:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.post("recover", "/webhooks/:id/recover", {
    ...one,
    headers: repeatable,
    payload: Recovery,
    success: Recovered.pipe(HttpApiSchema.status(202)),
    error: refusals("EndpointNotFound", "EnvironmentGone", "IdempotencyConflict", "StorageUnavailable")
  })
    .annotate(Requirement, data("webhooks:manage"))
    .middleware(JsonBody)
)
