/** Requests as they are counted: by method, the template of their route, and status, so that there are few series. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { type Context, Metric } from "effect"
import { FindMyWay } from "effect/http"
import { NexioApi } from "../api/NexioApi.ts"
import * as Documents from "./Documents.ts"
import * as OpenIdPages from "./OpenIdPages.ts"
import { routing } from "./Unmatched.ts"

const requests = Metric.counter("nexio_http_requests_total", {
  description: "Requests that have ended, by method, route and status; none stands for no answer",
  incremental: true
})

const duration = Metric.histogram("nexio_http_request_duration_seconds", {
  description: "From a request's head to the end of its answer, by method and route",
  boundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
})

const keysRefused = Metric.counter("nexio_key_lookups_refused_total", {
  description: "Calls without a key that authenticates",
  incremental: true
})

const routes = FindMyWay.make<string>(routing)
for (const path of [...Documents.paths, ...OpenIdPages.paths]) routes.on("GET", path, path)
const methods = new Set(["HEAD", "OPTIONS"])
for (const group of Object.values(NexioApi.groups)) {
  for (const { method, path } of Object.values(group.endpoints)) {
    routes.on(method, path, path)
    methods.add(method)
  }
}

/** What no route takes has one name, whatever it is. */
const unknown = "unknown"

/** The status of a request whose client went away before it was answered. */
const unanswered = "none"

const routeOf = (method: string, url: string): string =>
  routes.find(method === "HEAD" ? "GET" : (method as "GET"), url)?.handler ?? unknown

/** Gives what counts a request once its answer has gone out, or its connection. */
export const counting = (context: Context.Context<never>) => {
  const counters = new Map<string, Metric.Counter<number>>()
  const histograms = new Map<string, Metric.Histogram<number>>()
  return (request: IncomingMessage, response: ServerResponse): void => {
    const begun = performance.now()
    const { method: given = "", url = "" } = request
    response.once("close", () => {
      const method = methods.has(given) ? given : "other"
      const route = routeOf(given, url)
      const path = `${method} ${route}`
      // Until there is a head, Node has 200 stand there.
      const status = response.headersSent ? String(response.statusCode) : unanswered
      const counter = getOrMake(counters, `${path} ${status}`, () =>
        Metric.withAttributes(requests, { method, route, status })
      )
      const histogram = getOrMake(histograms, path, () => Metric.withAttributes(duration, { method, route }))
      counter.updateUnsafe(1, context)
      histogram.updateUnsafe((performance.now() - begun) / 1_000, context)
      if (status === "401" && route.startsWith("/api/v1/")) keysRefused.updateUnsafe(1, context)
    })
  }
}

const getOrMake = <A>(all: Map<string, A>, key: string, make: () => A): A => {
  const found = all.get(key)
  if (found !== undefined) return found
  const made = make()
  all.set(key, made)
  return made
}
