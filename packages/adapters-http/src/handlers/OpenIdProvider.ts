/** An OpenID provider, as a client of it sees it: where to send a browser, and who came back (OpenID Connect Core 1.0). */
import type { Identity } from "@nexio/core"
import { Data, Effect, Redacted } from "effect"
import * as client from "openid-client"

/** How the server is known to a provider. */
export interface OpenId {
  /** The address of the provider, as its metadata has it. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
}

/** It was not reached, or is not what the settings say. */
export class ProviderAway extends Data.TaggedError("ProviderAway")<{ readonly cause: unknown }> {}

/** It, or we, did not take what a browser came back with. */
export class ReturnRefused extends Data.TaggedError("ReturnRefused")<{ readonly cause: unknown }> {}

/** How long it may take to answer, in seconds. */
const patience = 10

/** What the client says of a provider that answers not at all, not in time, or not as one does. */
const isAway = (cause: unknown): boolean =>
  cause instanceof client.ClientError
    ? ["OAUTH_TIMEOUT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON"].includes(cause.code ?? "")
    : cause instanceof TypeError && !("code" in cause)

/** What has to be the same when a browser comes back. */
export interface Attempt {
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636). */
  readonly verifier: string
}

export const newAttempt = (): Attempt => ({
  state: client.randomState(),
  nonce: client.randomNonce(),
  verifier: client.randomPKCECodeVerifier()
})

/** Gives the provider. It is looked up when it is first needed, and again until it was found. */
export const make = ({ clientId, clientSecret, issuer }: OpenId) => {
  const server = new URL(issuer)
  // Settings allow it on this machine alone.
  const insecurely = server.protocol === "http:" ? [client.allowInsecureRequests] : []
  const options = { execute: [client.enableNonRepudiationChecks, ...insecurely], timeout: patience }
  let found: client.Configuration | undefined
  const configured = Effect.tryPromise({
    try: async () => {
      found ??= await client.discovery(server, clientId, Redacted.value(clientSecret), undefined, options)
      return found
    },
    catch: (cause) => new ProviderAway({ cause })
  })

  return {
    /** Where a browser is sent, to come back to this address. */
    urlFor: Effect.fnUntraced(function* ({ nonce, state, verifier }: Attempt, redirectUri: string) {
      const config = yield* configured
      const challenge = yield* Effect.promise(() => client.calculatePKCECodeChallenge(verifier))
      return client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: "openid email",
        code_challenge: challenge,
        code_challenge_method: "S256",
        state,
        nonce
      })
    }),

    /** Who came back to this address. */
    identityOf: Effect.fnUntraced(function* ({ nonce, state, verifier }: Attempt, url: URL) {
      const config = yield* configured
      return yield* Effect.tryPromise({
        try: async (): Promise<Identity.Identity> => {
          const checks = {
            expectedState: state,
            expectedNonce: nonce,
            pkceCodeVerifier: verifier,
            idTokenExpected: true
          }
          const tokens = await client.authorizationCodeGrant(config, url, checks)
          const claims = tokens.claims()!
          const { email, email_verified } =
            claims["email"] === undefined
              ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
              : (claims as { readonly email?: unknown; readonly email_verified?: unknown })
          return {
            issuer: claims.iss,
            subject: claims.sub,
            email: typeof email === "string" ? email : undefined,
            emailVerified: email_verified === true
          }
        },
        catch: (cause) => (isAway(cause) ? new ProviderAway({ cause }) : new ReturnRefused({ cause }))
      })
    })
  }
}
