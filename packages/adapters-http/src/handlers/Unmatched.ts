/** Requests that no route takes: 405 where the path is known by another method, else 404. */
import { Cause, Effect } from "effect"
import { FindMyWay, HttpServerError, HttpServerRequest, type HttpServerResponse } from "effect/http"
import { NexioApi } from "../api/NexioApi.ts"
import { MethodNotAllowed, UnknownPath } from "../api/Unacceptable.ts"
import * as Documents from "./Documents.ts"
import * as FlatErrors from "./FlatErrors.ts"
import * as OpenIdPages from "./OpenIdPages.ts"

/**
 * Paths are taken as they are written. The longest parameter is as long as a request line can be, so that a caller
 * learns of no path before it is known.
 */
export const routing: FindMyWay.RouterConfig = {
  caseSensitive: true,
  ignoreDuplicateSlashes: false,
  ignoreTrailingSlash: false,
  maxParamLength: 65_536
}

const operatorPath = "/admin/"

const routes = FindMyWay.make<true>(routing)
const methods = new Set(["GET"])
for (const path of [...Documents.paths, ...OpenIdPages.paths]) routes.on("GET", path, true)
for (const group of Object.values(NexioApi.groups)) {
  for (const { method, path } of Object.values(group.endpoints)) {
    routes.on(method, path, true)
    methods.add(method)
  }
}

const allowed = (url: string): ReadonlyArray<string> =>
  [...methods]
    .filter((method) => routes.find(method, url) !== undefined)
    .flatMap((method) => (method === "GET" ? [method, "HEAD"] : method))

/** Answers what no route took. Without an operator, or a provider, there is nothing under the paths that are for it. */
export const answering =
  ({ hasOpenId, hasOperator }: { readonly hasOpenId: boolean; readonly hasOperator: boolean }) =>
  <R>(
    httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, unknown, R>
  ): Effect.Effect<HttpServerResponse.HttpServerResponse, never, R | HttpServerRequest.HttpServerRequest> =>
    Effect.catchCause(httpEffect, (cause) =>
      Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => {
        if (!isUnmatched(cause)) return FlatErrors.answer(cause)
        const hidden = [...(hasOperator ? [] : [operatorPath]), ...(hasOpenId ? [] : OpenIdPages.paths)]
        const methods = hidden.some((path) => request.url.startsWith(path)) ? [] : allowed(request.url)
        return FlatErrors.answer(
          Cause.fail(methods.length === 0 ? new UnknownPath() : new MethodNotAllowed({ allowed: methods }))
        )
      })
    )

/** Answers `/health`, `/ready` and the metrics, and 404 to all else: for a server in the role of a worker alone. */
export const healthOnly = <R>(
  httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, unknown, R>
): Effect.Effect<HttpServerResponse.HttpServerResponse, unknown, R | HttpServerRequest.HttpServerRequest> =>
  Effect.gen(function* () {
    const { url } = yield* HttpServerRequest.HttpServerRequest
    if (["/health", "/ready", "/admin/v1/metrics"].includes(url.split("?", 1)[0]!)) return yield* httpEffect
    return yield* FlatErrors.answer(Cause.fail(new UnknownPath()))
  })

const isUnmatched = (cause: Cause.Cause<unknown>): boolean =>
  cause.reasons.some(
    (reason) =>
      reason._tag === "Fail" &&
      HttpServerError.isHttpServerError(reason.error) &&
      reason.error.reason._tag === "RouteNotFound"
  )
