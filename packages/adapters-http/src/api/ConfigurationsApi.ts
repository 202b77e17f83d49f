/** Environments' configurations: taken over from one into another, and compared. */
import { Configuration, Difference, Slug, SnakeCase } from "@nexio/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { control, JsonBody, Requirement } from "./Access.ts"
import { EnvironmentJson, environmentExample } from "./EnvironmentsApi.ts"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"
import { repeatable } from "./Repeatable.ts"
import { SecretWebhookJson, secretExample, WebhookJson, webhookExample } from "./WebhooksApi.ts"

export const NewClone = Schema.Struct({
  from: Schema.String.annotate({ description: "The slug of the environment whose configuration is taken over" })
}).annotate({ identifier: "NewClone" })

/** A clone on the wire: the environment, and the endpoints that it got, each with its secret, shown here alone. */
export const CloneJson = Schema.Struct({
  environment: EnvironmentJson,
  endpoints: Schema.Array(SecretWebhookJson)
}).pipe(Schema.annotateEncoded({ identifier: "Clone" }))

/** A clone without the secrets. */
export const RepeatedCloneJson = Schema.Struct({ environment: EnvironmentJson, endpoints: Schema.Array(WebhookJson) })

const Settings = SnakeCase.snakeCased(Configuration.Settings).pipe(
  Schema.annotateEncoded({ identifier: "WebhookSettings" })
)

/** A difference on the wire: `here` is the environment of the path, `there` the other one. */
export const DifferenceJson = SnakeCase.snakeCased(
  Schema.Struct({
    environment: Slug.Slug,
    with: Slug.Slug,
    ...Difference.Difference.fields,
    endpoints: SnakeCase.snakeCased(
      Schema.Struct({
        onlyHere: Schema.Array(Settings),
        onlyThere: Schema.Array(Settings),
        changed: Schema.Array(SnakeCase.snakeCased(Difference.ChangedEndpoint))
      })
    )
  })
).pipe(Schema.annotateEncoded({ identifier: "Difference" }))

const one = { params: { slug: Schema.String } }

const group = HttpApiGroup.make("configurations").annotateMerge(
  tag("Configurations", "What an environment is set to: its pin, its description and its endpoints.")
)

export const ConfigurationsApi = group.add(
  HttpApiEndpoint.post("clone", "/environments/:slug/clone", {
    ...one,
    query: Nothing,
    headers: repeatable,
    payload: NewClone,
    success: CloneJson,
    error: refusals(
      "CloneSourceRefused",
      "EnvironmentNotFound",
      "OrgNotFound",
      "WrongEnvironmentKind",
      "EndpointLimitReached",
      "IdempotencyConflict",
      "StorageUnavailable"
    )
  })
    .annotateMerge(
      operation("cloneEnvironment", "Clone a configuration into an environment", {
        description:
          "Copies the endpoints of the environment `from` in beside what there is, inactive, with new secrets and without `auth_token`; pin and description too. The secrets are in `secret`, here and never again. Keys and runs are never copied, and nothing is cloned into live.",
        request: { from: "live" },
        answer: {
          environment: environmentExample,
          endpoints: [{ ...webhookExample, active: false, secret: secretExample }]
        }
      })
    )
    .annotate(Requirement, control("environments:manage"))
    .middleware(JsonBody),
  HttpApiEndpoint.get("diff", "/environments/:slug/diff", {
    ...one,
    query: { with: Schema.String.annotate({ description: "The slug of the other environment" }) },
    success: DifferenceJson,
    error: refusals("EnvironmentNotFound", "OrgNotFound", "StorageUnavailable")
  })
    .annotateMerge(
      operation("diffEnvironments", "Compare two configurations", {
        description:
          "What differs in pin, description and endpoints, whether these are active and their secrets aside. An endpoint is the same where its URL is.",
        answer: {
          environment: "dev",
          with: "live",
          same: false,
          description: { here: "For the developers" },
          endpoints: { only_here: [], only_there: [], changed: [] }
        }
      })
    )
    .annotate(Requirement, control("environments:manage"))
)
