/** Webhook endpoints: the URLs that the caller's environment's events go to. */
import { Endpoint, SigningSecret, SnakeCase } from "@nexio/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { data, JsonBody, Requirement, read } from "./Access.ts"
import { listQuery, pageOf } from "./Listing.ts"
import { Nothing } from "./Nothing.ts"
import { refusals } from "./Refusal.ts"
import { repeatable, ShownOnce } from "./Repeatable.ts"

const fields = {
  ...Struct.pick(Endpoint.Endpoint.fields, [
    "id",
    "url",
    "environment",
    "events",
    "active",
    "createdAt",
    "updatedAt",
    "description"
  ]),
  authTokenConfigured: Schema.Boolean,
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

export const NewWebhook = SnakeCase.snakeCased(
  Schema.Struct({
    url: Endpoint.Url,
    events: Endpoint.Events,
    description: Schema.optionalKey(Endpoint.Description),
    active: Schema.optionalKey(Schema.Boolean),
    authToken: Schema.optionalKey(AuthToken)
  })
).pipe(Schema.annotateEncoded({ identifier: "NewWebhook" }))

export const WebhookChange = SnakeCase.snakeCased(
  Schema.Struct({
    url: Schema.optionalKey(Endpoint.Url),
    events: Schema.optionalKey(Endpoint.Events),
    description: Schema.optionalKey(Schema.NullOr(Endpoint.Description)),
    active: Schema.optionalKey(Schema.Boolean),
    authToken: Schema.optionalKey(Schema.NullOr(AuthToken))
  })
).pipe(Schema.annotateEncoded({ identifier: "WebhookChange" }))

export const Rotation = SnakeCase.snakeCased(
  Schema.Struct({
    overlapSeconds: Schema.optionalKey(
      Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: SigningSecret.maxOverlapSeconds }))
    )
  })
).pipe(Schema.annotateEncoded({ identifier: "Rotation" }))

const one = { params: { id: Schema.String }, query: Nothing }

export const WebhooksApi = HttpApiGroup.make("webhooks").add(
  HttpApiEndpoint.post("create", "/webhooks", {
    headers: repeatable,
    query: Nothing,
    payload: NewWebhook,
    success: SecretWebhookJson.pipe(HttpApiSchema.status(201)),
    error: refusals(
      "UrlRefused",
      "EndpointLimitReached",
      "EnvironmentGone",
      "IdempotencyConflict",
      "StorageUnavailable"
    )
  })
    .annotate(Requirement, data("webhooks:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.get("list", "/webhooks", {
    query: listQuery,
    success: pageOf("WebhookPage", WebhookJson),
    error: refusals("StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.get("get", "/webhooks/:id", {
    ...one,
    success: WebhookJson,
    error: refusals("EndpointNotFound", "StorageUnavailable")
  }).annotate(Requirement, read),
  HttpApiEndpoint.patch("update", "/webhooks/:id", {
    ...one,
    payload: WebhookChange,
    success: WebhookJson,
    error: refusals("UrlRefused", "EndpointNotFound", "EndpointLimitReached", "EnvironmentGone", "StorageUnavailable")
  })
    .annotate(Requirement, data("webhooks:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.delete("remove", "/webhooks/:id", {
    ...one,
    success: HttpApiSchema.NoContent,
    error: refusals("EndpointNotFound", "EnvironmentGone", "StorageUnavailable")
  }).annotate(Requirement, data("webhooks:manage")),
  HttpApiEndpoint.post("rotateSecret", "/webhooks/:id/rotate-secret", {
    ...one,
    headers: repeatable,
    payload: Rotation,
    success: SecretWebhookJson,
    error: refusals(
      "EndpointNotFound",
      "RotationLimitReached",
      "EnvironmentGone",
      "IdempotencyConflict",
      "StorageUnavailable"
    )
  })
    .annotate(Requirement, data("webhooks:manage"))
    .middleware(JsonBody)
)
