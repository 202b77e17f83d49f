/** An Express app that serves the contract, the portal where it is there, and nothing else. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http"
import { Effect } from "effect"
import express, { type Express } from "express"
import type { Options } from "../handlers/index.ts"
import * as Handler from "./Handler.ts"
import * as PortalPages from "./PortalPages.ts"
import * as SafeHeaders from "./SafeHeaders.ts"

export interface PortalOptions {
  /** The folder of the portal's build. Left out, or without a build in it, there are no pages. */
  readonly portal?: string | undefined
}

/** No CORS headers: no page of another origin reads the answers. */
export const make = (options: Options & PortalOptions) => Effect.map(parts(options), ({ app }) => app)

/** The same for a server of one's own. What is only the contract's, Express has nothing to do with and is spared. */
export const listener = (options: Options & PortalOptions) =>
  Effect.map(
    parts(options),
    ({ answer, app }): RequestListener =>
      (request, response) => {
        if (request.url?.startsWith("/api/") === true) answer(request, response)
        else app(request, response)
      }
  )

const parts = ({ portal, ...options }: Options & PortalOptions) =>
  Effect.map(Handler.make(options), (handler) => {
    const app: Express = express()
    app.disable("x-powered-by")
    app.disable("etag")
    const pages = portal === undefined || options.healthOnly === true ? undefined : PortalPages.make(portal)
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      for (const [name, value] of SafeHeaders.headers) response.setHeader(name, value)
      handler(request, response)
    }
    app.use((request, response) => {
      if (pages === undefined) return answer(request, response)
      for (const [name, value] of SafeHeaders.headers) response.setHeader(name, value)
      pages(request, response, () => handler(request, response))
    })
    return { app, answer }
  })
