/** An Express app that serves the contract and nothing else. */
import { Effect } from "effect"
import express, { type Express } from "express"
import type { Options } from "../handlers/index.ts"
import * as Handler from "./Handler.ts"
import * as SafeHeaders from "./SafeHeaders.ts"

/** No CORS headers: no page of another origin reads the answers. */
export const make = (options: Options) =>
  Effect.map(Handler.make(options), (handler): Express => {
    const app = express()
    app.disable("x-powered-by")
    app.disable("etag")
    app.use((request, response) => {
      for (const [name, value] of SafeHeaders.headers) response.setHeader(name, value)
      handler(request, response)
    })
    return app
  })
