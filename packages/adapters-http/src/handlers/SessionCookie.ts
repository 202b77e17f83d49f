/** The cookie that holds the token of a session: for this server alone, and for no script. */
import { Session } from "@nexio/core"
import { Redacted } from "effect"
import { type HttpServerRequest, HttpServerResponse } from "effect/http"

/** As clients know it. Contract, section 7. */
export const name = "wos-session"

const shape = /^[0-9a-f]{64}$/

/** The token of a request; none where it has none, or what no session has. */
export const tokenOf = ({ cookies }: HttpServerRequest.HttpServerRequest): Redacted.Redacted | undefined => {
  const value = cookies[name]
  return value !== undefined && shape.test(value) ? Redacted.make(value, { label: "session" }) : undefined
}

/** Where people reach the server, as the cookie has to know it: loopback has no certificate. */
const isLoopback = (publicUrl: string): boolean => {
  const { hostname } = new URL(publicUrl)
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.")
}

/** How a cookie of a sign-in is kept, which no other site has a page send. */
export const attributes = (publicUrl: string) =>
  ({ path: "/", httpOnly: true, sameSite: "lax", secure: !isLoopback(publicUrl) }) as const

/** The answer with the cookie of a session, which a browser keeps as long as it can last. */
export const set = (
  response: HttpServerResponse.HttpServerResponse,
  token: Redacted.Redacted,
  publicUrl: string
): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.setCookieUnsafe(response, name, Redacted.value(token), {
    ...attributes(publicUrl),
    maxAge: Session.longest
  })

/** The answer that takes the cookie away. */
export const clear = (
  response: HttpServerResponse.HttpServerResponse,
  publicUrl: string
): HttpServerResponse.HttpServerResponse => HttpServerResponse.expireCookieUnsafe(response, name, attributes(publicUrl))
