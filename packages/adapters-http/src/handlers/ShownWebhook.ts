/** What is shown of an endpoint: that it has a token, and never which; and its secret where it was just made. */
import { Endpoint, type Instant, type SecretEndpoint, SigningSecret } from "@nexio/core"
import { Redacted } from "effect"

export const at = (now: Instant.Instant) => (endpoint: Endpoint.Endpoint) =>
  ({
    ...endpoint,
    secretsEnding: SigningSecret.validAt(endpoint.secrets, now).flatMap(({ endsAt }) =>
      endsAt === undefined ? [] : [{ endsAt }]
    ),
    authTokenConfigured: endpoint.authToken !== undefined,
    webhookVersion: Endpoint.webhookVersion
  }) as const

/** As it was when it was written last. */
export const of = (endpoint: Endpoint.Endpoint) => at(endpoint.updatedAt)(endpoint)

export const withSecret = ({ endpoint, secret }: SecretEndpoint) => ({
  ...of(endpoint),
  secret: Redacted.value(secret)
})
