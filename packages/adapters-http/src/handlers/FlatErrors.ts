/**
 * Writes every failure of a call as a flat refusal. A failure that the contract has no name for is an internal error:
 * it is logged with the request's id, and nothing of its cause goes out.
 */
import type { IncomingMessage } from "node:http"
import { Cause, Effect, Layer } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import { HttpApiError } from "effect/http-api"
import { FlatErrors } from "../api/Access.ts"
import * as Refusal from "../api/Refusal.ts"
import type { Refused } from "../api/Refused.ts"
import { InternalError, InvalidRequest, UnknownPath } from "../api/Unacceptable.ts"
import * as Faults from "./Faults.ts"
import * as RequestId from "./RequestId.ts"

/** Seconds after which a caller may try again what was unavailable. */
const retryAfter = "1"

const headersOf = (error: Refused, status: Refusal.Status): Record<string, string> => {
  if (error._tag === "MethodNotAllowed") return { allow: error.allowed.join(", ") }
  if (status === 401) return { "www-authenticate": "Bearer" }
  if ("retryAfter" in error) return { "retry-after": String(error.retryAfter) }
  return status === 503 ? { "retry-after": retryAfter } : {}
}

/**
 * Whether more of a body is still to come than is worth reading after a refusal. The connection ends then, and the
 * caller has to know, or its next request would get lost on it.
 */
const hasMuchToCome = ({ complete, headers }: IncomingMessage): boolean =>
  !complete && (headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > 256 * 1024)

/** An error as it goes out. */
export const respond = (
  error: Refused,
  request: HttpServerRequest.HttpServerRequest
): HttpServerResponse.HttpServerResponse => {
  const { code, details, message, status } = Refusal.of(error)
  const request_id = RequestId.from(request.headers[RequestId.header])
  return HttpServerResponse.text(JSON.stringify({ code, message, request_id, details }), {
    status,
    contentType: "application/json",
    headers: {
      ...headersOf(error, status),
      ...(hasMuchToCome(request.source as IncomingMessage) ? { connection: "close" } : {})
    }
  })
}

/** What a call failed with, by its name in the contract; nothing where it has none. */
const named = (cause: Cause.Cause<unknown>): Refused | undefined => {
  for (const reason of cause.reasons) {
    if (reason._tag !== "Fail") continue
    const { error } = reason
    if (Refusal.isRefused(error)) return error
    if (!HttpApiError.HttpApiSchemaError.is(error)) continue
    switch (error.kind) {
      case "Params":
        return new UnknownPath()
      case "Headers":
      case "Payload":
      case "Query":
        return new InvalidRequest({ details: Faults.of(error) })
      case "Body":
      case "ResponseHeaders":
        return undefined
    }
  }
  return undefined
}

/** Answers a failed call. A request that was given up is left to the server. */
export const answer = Effect.fnUntraced(function* (cause: Cause.Cause<unknown>) {
  if (Cause.hasInterruptsOnly(cause)) return yield* Effect.failCause(cause as Cause.Cause<never>)
  const request = yield* HttpServerRequest.HttpServerRequest
  const error = named(cause)
  const response = respond(error ?? new InternalError(), request)
  if (response.status >= 500) {
    const log = error === undefined ? Effect.logError : Effect.logWarning
    yield* log(`${request.method} ${pathOf(request.url)} answered ${response.status}`, cause).pipe(
      Effect.annotateLogs("request_id", request.headers[RequestId.header])
    )
  }
  return response
})

const pathOf = (url: string): string => url.split("?", 1)[0] ?? url

export const layer = Layer.succeed(FlatErrors, (httpEffect) => Effect.catchCause(httpEffect, answer))
