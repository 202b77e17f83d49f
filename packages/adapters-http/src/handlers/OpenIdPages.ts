/**
 * Signing in by OpenID Connect, with a browser: where it is sent to the provider, and where it comes back. What it has
 * to come back with is in a cookie of its own meanwhile. The page that tells why somebody is not let in is all that one
 * sees of it.
 */
import { type Identity, Origin, Sessions } from "@nexio/core"
import { Effect } from "effect"
import { HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { ClientAddress } from "./ClientAddress.ts"
import * as OpenIdProvider from "./OpenIdProvider.ts"
import * as SessionCookie from "./SessionCookie.ts"

const beginning = "/api/session/oidc"
const returning = `${beginning}/callback`

/** Where browsers go. */
export const paths = [beginning, returning] as const

const attempt = "wos-sign-in"

/** How long a person may take at the provider. */
const patience = "10 minutes"

const away =
  "Your sign-in service cannot be reached at present. Try again in a moment, or ask the operator of this server."
const again =
  "Your sign-in could not be completed: it took too long, was done before, or was begun elsewhere. Sign in again."

/** With a provider, and where people reach the server; without one there are no such pages. */
export const layer = (openId: OpenIdProvider.OpenId | undefined, publicUrl: () => string) =>
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      if (openId === undefined) return
      const sessions = yield* Sessions
      const client = yield* ClientAddress
      const provider = OpenIdProvider.make(openId)
      const cookie = () => ({ ...SessionCookie.attributes(publicUrl()), path: beginning })

      const begin = Effect.gen(function* () {
        const begun = OpenIdProvider.newAttempt()
        const url = yield* provider.urlFor(begun, `${publicUrl()}${returning}`)
        const value = [begun.state, begun.nonce, begun.verifier].join("~")
        return HttpServerResponse.redirect(url.href, { status: 303 }).pipe(
          HttpServerResponse.setCookieUnsafe(attempt, value, { ...cookie(), maxAge: patience })
        )
      })

      const comeBack = Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const { cookies, url } = request
        const [state, nonce, verifier] = (cookies[attempt] ?? "").split("~")
        if (!state || !nonce || !verifier) return page(400, again)
        const there = new URL(`${publicUrl()}${returning}${url.replace(/^[^?]*/, "")}`)
        const identity = yield* provider.identityOf({ state, nonce, verifier }, there)
        const { token } = yield* sessions
          .vouch(identity)
          .pipe(Effect.provideService(Origin.Actor, Origin.actor("system", client.of(request))))
        return SessionCookie.set(HttpServerResponse.redirect(`${publicUrl()}/`, { status: 303 }), token, publicUrl())
      })

      const refused = {
        IdentityRefused: ({ message }: Identity.IdentityRefused) => Effect.succeed(page(403, message)),
        ProviderAway: (error: OpenIdProvider.ProviderAway) => told(503, away, error),
        ReturnRefused: (error: OpenIdProvider.ReturnRefused) => told(400, again, error),
        StorageUnavailable: (error: { readonly message: string }) => told(503, error.message, error)
      }
      yield* router.add("GET", beginning, Effect.catchTag(begin, "ProviderAway", refused.ProviderAway))
      yield* router.add(
        "GET",
        returning,
        // An attempt is for one return, whatever that comes to.
        Effect.map(Effect.catchTags(comeBack, refused), HttpServerResponse.expireCookieUnsafe(attempt, cookie()))
      )
    })
  )

/** The cause is for the log alone: whoever comes back may have made it up. */
const told = (status: number, message: string, error: unknown) =>
  Effect.as(Effect.logWarning("A sign-in by OpenID Connect came to nothing", error), page(status, message))

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const page = (status: number, message: string): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.text(
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not signed in</title>
</head>
<body>
<main>
<h1>You are not signed in</h1>
<p>${escaped(message)}</p>
<p><a href="/sign-in">Back to the sign-in page</a></p>
</main>
</body>
</html>
`,
    { status, contentType: "text/html; charset=utf-8" }
  )
