/** The contract as one Express request handler. */

import type { IncomingMessage, ServerResponse } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { Effect, Layer } from "effect"
import {
  BodyText,
  httpEffect,
  type Options,
  PlainRead,
  PlainSubmission,
  RequestId,
  RequestMetrics
} from "../handlers/index.ts"
import * as ConsumedBody from "./ConsumedBody.ts"

/** Takes a request and answers it, whatever it is; it never calls `next`. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/**
 * For an app of one's own: `app.use("/nexio", handler)`, after everything else that takes requests there.
 *
 * A body that `express.json()` has parsed already is taken as it was parsed. The handler works while its scope is open.
 */
export const make = Effect.fnUntraced(function* (options: Options) {
  const services = yield* Layer.build(NodeHttpServer.layerHttpServices)
  const answering = yield* Effect.provideContext(httpEffect(options), services)
  const shortWays = options.healthOnly === true ? undefined : yield* Effect.all([PlainSubmission.make, PlainRead.make])
  const serve = yield* NodeHttpServer.makeHandler(answering, { scope: yield* Effect.scope })
  const count = RequestMetrics.counting(yield* Effect.context<never>())
  return (request: IncomingMessage, response: ServerResponse): void => {
    const id = RequestId.from(request.headers[RequestId.header])
    request.headers[RequestId.header] = id
    response.setHeader("X-Request-Id", id)
    response.setHeader("Cache-Control", "no-store")
    request.url = asPath(request.url!)
    count(request, response)
    if (hasTwo(request, "authorization"))
      request.headers.authorization = request.headersDistinct["authorization"]!.join()
    const text = ConsumedBody.textOf(request)
    if (text !== undefined) BodyText.handOver(request, text)
    if (text !== undefined || shortWays === undefined) return void serve(request, response)
    const [submission, read] = shortWays
    submission(request, response, () => read(request, response, () => serve(request, response)))
  }
})

/** The router would take what follows a `;` or a `#` for the query, so that `dev;` were `dev`. */
const asPath = (url: string): string =>
  /[;#]/.test(url) ? url.replace(/^[^?]*/, (path) => path.replaceAll(";", "%3B").replaceAll("#", "%23")) : url

/** Node would drop the second `Authorization` without a word. */
const hasTwo = ({ rawHeaders }: IncomingMessage, name: string): boolean =>
  rawHeaders.filter((header, at) => at % 2 === 0 && header.length === name.length && header.toLowerCase() === name)
    .length > 1
