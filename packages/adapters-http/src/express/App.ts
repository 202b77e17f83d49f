/** An Express app that serves the contract, the portal where it is there, and nothing else. */
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
export const make = ({ portal, ...options }: Options & PortalOptions) =>
  Effect.map(Handler.make(options), (handler): Express => {
    const app = express()
    app.disable("x-powered-by")
    app.disable("etag")
    const pages = portal === undefined || options.healthOnly === true ? undefined : PortalPages.make(portal)
    app.use((request, response) => {
      for (const [name, value] of SafeHeaders.headers) response.setHeader(name, value)
      if (pages === undefined) handler(request, response)
      else pages(request, response, () => handler(request, response))
    })
    return app
  })
