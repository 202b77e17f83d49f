/** What is shown of an endpoint: that it has a token, and never which; and its secret where it was just made. */
import { Endpoint, type SecretEndpoint } from "@nexio/core"
import { Redacted } from "effect"

export const of = (endpoint: Endpoint.Endpoint) =>
  ({
    ...endpoint,
    authTokenConfigured: endpoint.authToken !== undefined,
    webhookVersion: Endpoint.webhookVersion
  }) as const

export const withSecret = ({ endpoint, secret }: SecretEndpoint) => ({
  ...of(endpoint),
  secret: Redacted.value(secret)
})
