/** Webhook endpoints: the URLs that the caller's environment's events go to. */
import { Endpoint, Instant, Overlap, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { data, JsonBody, Requirement, read } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { Scoped } from "./PortalFace.ts"
import { refusals } from "./Refusal.ts"
import { refusedInEnvironment, repeatable, ShownOnce } from "./Repeatable.ts"

const fields = {
  ...Struct.pick(Endpoint.Endpoint.fields, [
    "id",
    "url",
    "environment",
    "events",
    "active",
    "createdAt",
    "updatedAt",
    "description",
    "rateLimitPerSecond",
    "ordered"
  ]),
  authTokenConfigured: Schema.Boolean,
  secretsEnding: Schema.Array(SnakeCase.snakeCased(Schema.Struct({ endsAt: Instant.Instant }))).annotate({
    description: "When each replaced signing secret that signs along stops doing so"
  }),
  webhookVersion: Schema.Literal(Endpoint.webhookVersion)
}

/** An endpoint on the wire, without its secrets. */
export const WebhookJson = SnakeCase.snakeCased(Schema.Struct(fields)).pipe(
  Schema.annotateEncoded({ identifier: "Webhook" })
)

/** An endpoint as its making, or the rotation of its secret, is answered: with the secret, shown here alone. */
export const SecretWebhookJson = SnakeCase.snakeCased(Schema.Struct({ ...fields, secret: ShownOnce })).pipe(
  Schema.annotateEncoded({ identifier: "WebhookWithSecret" })
)

const AuthToken = Endpoint.AuthToken.annotate({ message: "Expected 1 to 1,024 visible ASCII characters" })

const RateLimitPerSecond = Endpoint.RateLimitPerSecond.annotate({
  description: "How many attempts begin in a second at most, evenly spaced, 1 to 1,000; without one there is no limit",
  message: "Expected a whole number from 1 to 1,000"
})

const Ordered = Schema.Boolean.annotate({
  description: "Whether events arrive in the order of their making: one that fails holds the rest back until it ends"
})

export const NewWebhook = SnakeCase.snakeCased(
  Schema.Struct({
    url: Endpoint.Url,
    events: Endpoint.Events,
    description: Schema.optionalKey(Endpoint.Description),
    active: Schema.optionalKey(Schema.Boolean),
    authToken: Schema.optionalKey(AuthToken),
    rateLimitPerSecond: Schema.optionalKey(RateLimitPerSecond),
    ordered: Schema.optionalKey(Ordered)
  })
).pipe(Schema.annotateEncoded({ identifier: "NewWebhook" }))

export const WebhookChange = SnakeCase.snakeCased(
  Schema.Struct({
    url: Schema.optionalKey(Endpoint.Url),
    events: Schema.optionalKey(Endpoint.Events),
    description: Schema.optionalKey(Schema.NullOr(Endpoint.Description)),
    active: Schema.optionalKey(Schema.Boolean),
    authToken: Schema.optionalKey(Schema.NullOr(AuthToken)),
    rateLimitPerSecond: Schema.optionalKey(Schema.NullOr(RateLimitPerSecond)),
    ordered: Schema.optionalKey(Ordered)
  })
).pipe(Schema.annotateEncoded({ identifier: "WebhookChange" }))

export const Rotation = SnakeCase.snakeCased(
  Schema.Struct({
    overlapSeconds: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Overlap.maxSeconds })))
  })
).pipe(Schema.annotateEncoded({ identifier: "SecretRotation" }))

const one = { params: { id: Schema.String }, query: Nothing }

/** An endpoint, for instance. */
export const webhookExample = {
  id: "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
  url: "https://example.com/hooks/nexio",
  environment: "dev",
  events: ["run.completed", "run.failed"],
  active: true,
  ordered: false,
  auth_token_configured: false,
  secrets_ending: [],
  webhook_version: Endpoint.webhookVersion,
  created_at: "2026-03-22T09:33:00.000Z",
  updated_at: "2026-03-22T09:33:00.000Z",
  description: "Orders"
}

/** A signing secret, for instance. */
export const secretExample = "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="

const group = HttpApiGroup.make("webhooks").annotateMerge(
  tag("Webhooks", "URLs that the events of the key's environment go to, each with a signing secret of its own.")
)

export const WebhooksApi = group
  .add(
    HttpApiEndpoint.post("create", "/webhooks", {
      headers: repeatable,
      query: Nothing,
      payload: NewWebhook,
      success: SecretWebhookJson.pipe(HttpApiSchema.status(201)),
      error: refusals("UrlRefused", "EndpointLimitReached", ...refusedInEnvironment)
    })
      .annotateMerge(
        operation("createWebhook", "Create a webhook endpoint", {
          description:
            "Subscribes a URL to events of the key's environment. The signing secret is in `secret`, here and never again. The URL is `https` and does not lead to a private address.",
          request: {
            url: "https://example.com/hooks/nexio",
            events: ["run.completed", "run.failed"],
            description: "Orders"
          },
          answer: { ...webhookExample, secret: secretExample }
        })
      )
      .annotate(Requirement, data("webhooks:manage"))
      .middleware(JsonBody),
    HttpApiEndpoint.get("list", "/webhooks", {
      query: listQuery,
      success: pageOf("WebhookPage", WebhookJson),
      error: refusals("StorageUnavailable")
    })
      .annotateMerge(
        operation("listWebhooks", "List webhook endpoints", {
          description: "The endpoints of the key's environment, newest first. No secrets.",
          answer: { data: [webhookExample] }
        })
      )
      .annotate(Requirement, read),
    HttpApiEndpoint.get("get", "/webhooks/:id", {
      ...one,
      success: WebhookJson,
      error: refusals("EndpointNotFound", "StorageUnavailable")
    })
      .annotateMerge(
        operation("getWebhook", "Get a webhook endpoint", {
          description: "An endpoint of the key's environment. No secret.",
          answer: webhookExample
        })
      )
      .annotate(Requirement, read),
    HttpApiEndpoint.patch("update", "/webhooks/:id", {
      ...one,
      payload: WebhookChange,
      success: WebhookJson,
      error: refusals(
        "UrlRefused",
        "EndpointNotFound",
        "EndpointLimitReached",
        "EnvironmentGone",
        "OrgSuspended",
        "StorageUnavailable"
      )
    })
      .annotateMerge(
        operation("updateWebhook", "Update a webhook endpoint", {
          description:
            "Changes what is given and leaves the rest; `null` clears `description`, `auth_token` and `rate_limit_per_second`. A new `url` is for future deliveries. `active: false` cancels pending deliveries; `ordered` is for pending ones too.",
          request: { events: ["run.completed"], active: true },
          answer: { ...webhookExample, events: ["run.completed"] }
        })
      )
      .annotate(Requirement, data("webhooks:manage"))
      .middleware(JsonBody),
    HttpApiEndpoint.delete("remove", "/webhooks/:id", {
      ...one,
      success: HttpApiSchema.NoContent,
      error: refusals("EndpointNotFound", "EnvironmentGone", "OrgSuspended", "StorageUnavailable")
    })
      .annotateMerge(
        operation("deleteWebhook", "Delete a webhook endpoint", {
          description: "Ends the endpoint and cancels its pending deliveries. Their history stays."
        })
      )
      .annotate(Requirement, data("webhooks:manage")),
    HttpApiEndpoint.post("rotateSecret", "/webhooks/:id/rotate-secret", {
      ...one,
      headers: repeatable,
      payload: Rotation,
      success: SecretWebhookJson,
      error: refusals("EndpointNotFound", "RotationLimitReached", ...refusedInEnvironment)
    })
      .annotateMerge(
        operation("rotateWebhookSecret", "Rotate an endpoint's signing secret", {
          description:
            "Makes a new secret, in `secret`, here and never again. The one before signs along for `overlap_seconds`, a day where nothing is said; at most three are valid at once.",
          request: { overlap_seconds: 3600 },
          answer: { ...webhookExample, secret: secretExample }
        })
      )
      .annotate(Requirement, data("webhooks:manage"))
      .middleware(JsonBody)
  )
  .annotateEndpoints(Scoped, true)
