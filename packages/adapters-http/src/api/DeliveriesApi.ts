/** Deliveries: what became of the events that went to an endpoint, and sending them anew. */
import { AnyEventType, Attempt, Delivery, Instant, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { data, JsonBody, Requirement, read } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { Scoped } from "./PortalFace.ts"
import { refusals } from "./Refusal.ts"
import { refusedInEnvironment, repeatable } from "./Repeatable.ts"

/** One attempt on the wire. `unknown` until it has ended, and for good where a crash cut it off. */
const AttemptJson = SnakeCase.snakeCased(
  Schema.Struct({
    ...Struct.pick(Attempt.BegunAttempt.fields, ["number", "startedAt"]),
    outcome: Attempt.Outcome,
    ...Struct.pick(Attempt.BegunAttempt.fields, ["latencyMs", "statusCode", "answer", "reason"])
  })
).pipe(Schema.annotateEncoded({ identifier: "Attempt" }))

const fields = {
  ...Struct.pick(Delivery.Delivery.fields, [
    "id",
    "endpointId",
    "eventId",
    "eventType",
    "url",
    "status",
    "createdAt",
    "dueAt",
    "endedAt",
    "redeliveryOf"
  ]),
  attempts: Schema.Array(AttemptJson)
}

/** A delivery on the wire. `next_attempt_at` only while it is pending. */
export const DeliveryJson = SnakeCase.snakeCased(Schema.Struct(fields), {
  endpointId: "webhook_id",
  dueAt: "next_attempt_at"
}).pipe(Schema.annotateEncoded({ identifier: "Delivery" }))

const DeliveryPage = pageOf("DeliveryPage", DeliveryJson)

const Recovery = SnakeCase.snakeCased(
  Schema.Struct({
    since: Instant.Instant,
    eventTypes: Schema.optionalKey(Schema.Array(AnyEventType).check(Schema.isMinLength(1), Schema.isUnique()))
  })
).pipe(Schema.annotateEncoded({ identifier: "Recovery" }))

const Recovered = Schema.Struct({
  recovered: Schema.Natural.annotate({ description: "How many events are sent anew" })
}).annotate({ identifier: "Recovered" })

const one = { params: { id: Schema.String }, query: Nothing }
const posted = { ...one, headers: repeatable }
const sent = { ...posted, payload: Nothing, success: DeliveryJson.pipe(HttpApiSchema.status(202)) }

const pending = {
  id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f08",
  webhook_id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
  event_id: "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
  event_type: "webhook.test",
  url: "https://example.com/hooks/nexio",
  status: "pending",
  created_at: "2026-03-22T09:34:00.000Z",
  next_attempt_at: "2026-03-22T09:34:00.000Z",
  attempts: []
}

const example = {
  id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f07",
  webhook_id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
  event_id: "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
  event_type: "run.completed",
  url: "https://example.com/hooks/nexio",
  status: "succeeded",
  created_at: "2026-03-22T09:32:01.250Z",
  ended_at: "2026-03-22T09:32:01.431Z",
  attempts: [
    {
      number: 1,
      started_at: "2026-03-22T09:32:01.260Z",
      outcome: "succeeded",
      latency_ms: 171,
      status_code: 200,
      answer: "ok"
    }
  ]
}

const group = HttpApiGroup.make("deliveries").annotateMerge(
  tag("Deliveries", "Events on their way to webhook endpoints, with each attempt.")
)

export const DeliveriesApi = group
  .add(
    HttpApiEndpoint.get("list", "/webhooks/:id/deliveries", {
      params: one.params,
      query: {
        status: Schema.optionalKey(Delivery.Status),
        event_type: Schema.optionalKey(AnyEventType),
        created_after: Schema.optionalKey(Delivery.Delivery.fields.createdAt),
        created_before: Schema.optionalKey(Delivery.Delivery.fields.createdAt),
        ...listQuery
      },
      success: DeliveryPage,
      error: refusals("EndpointNotFound", "StorageUnavailable")
    })
      .annotateMerge(
        operation("listDeliveries", "List deliveries to an endpoint", {
          description:
            "What became of each event that went to the endpoint, newest first, with every attempt. `created_after` is inclusive, `created_before` exclusive.",
          answer: { data: [example] }
        })
      )
      .annotate(Requirement, read),
    HttpApiEndpoint.get("listOfRun", "/runs/:run_id/deliveries", {
      params: { run_id: Schema.String },
      query: listQuery,
      success: DeliveryPage,
      error: refusals("RunNotFound", "StorageUnavailable")
    })
      .annotateMerge(
        operation("listRunDeliveries", "List deliveries of a run", {
          description:
            "Who was told of the run's end, newest first, with every attempt. Empty before it has ended, and where no endpoint subscribed to that.",
          answer: { data: [example] }
        })
      )
      .annotate(Requirement, read),
    HttpApiEndpoint.get("get", "/deliveries/:id", {
      ...one,
      success: DeliveryJson,
      error: refusals("DeliveryNotFound", "StorageUnavailable")
    })
      .annotateMerge(
        operation("getDelivery", "Get a delivery", {
          description:
            "One delivery, with every attempt: when, its status code, how long it took, the beginning of the answer, or why it failed.",
          answer: example
        })
      )
      .annotate(Requirement, read),
    HttpApiEndpoint.post("test", "/webhooks/:id/test", {
      ...sent,
      error: refusals("EndpointNotFound", ...refusedInEnvironment)
    })
      .annotateMerge(
        operation("testWebhook", "Send a test event", {
          description: "Sends a `webhook.test` event to this endpoint alone.",
          request: {},
          answer: pending
        })
      )
      .annotate(Requirement, data("webhooks:manage"))
      .middleware(JsonBody),
    HttpApiEndpoint.post("redeliver", "/deliveries/:id/redeliver", {
      ...sent,
      error: refusals("DeliveryNotFound", ...refusedInEnvironment)
    })
      .annotateMerge(
        operation("redeliverDelivery", "Deliver an event once more", {
          description:
            "Makes a new delivery of the same event and bytes, to the endpoint's present URL. `redelivery_of` names the one before.",
          request: {},
          answer: { ...pending, event_type: "run.completed", redelivery_of: example.id }
        })
      )
      .annotate(Requirement, data("webhooks:manage"))
      .middleware(JsonBody),
    HttpApiEndpoint.post("recover", "/webhooks/:id/recover", {
      ...posted,
      payload: Recovery,
      success: Recovered.pipe(HttpApiSchema.status(202)),
      error: refusals("EndpointNotFound", ...refusedInEnvironment)
    })
      .annotateMerge(
        operation("recoverWebhook", "Deliver failed events once more", {
          description:
            "Makes a new delivery of each event since then whose latest delivery to this endpoint failed, of the types in `event_types` where that is given.",
          request: { since: "2026-03-22T00:00:00.000Z" },
          answer: { recovered: 3 }
        })
      )
      .annotate(Requirement, data("webhooks:manage"))
      .middleware(JsonBody)
  )
  .annotateEndpoints(Scoped, true)
