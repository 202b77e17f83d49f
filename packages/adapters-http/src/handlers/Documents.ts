/** What describes the API: for machines, for people and for language models. Open to all. */
import { Effect } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"
import { llmsText } from "../api/document/LlmsText.ts"
import { NexioApi } from "../api/NexioApi.ts"
import * as ReferencePage from "./ReferencePage.ts"

/** Where OpenAPI's document is served. */
export const openapiPath = "/openapi.json"

const routes = {
  ...ReferencePage.routes,
  "/llms.txt": Effect.sync(() =>
    HttpServerResponse.text(llmsText(NexioApi.groups), { contentType: "text/plain; charset=utf-8" })
  )
} as const

/** The paths of all of them, which take GET and HEAD. */
export const paths: ReadonlyArray<`/${string}`> = [openapiPath, ...(Object.keys(routes) as Array<keyof typeof routes>)]

export const layer = HttpRouter.addAll(
  (Object.keys(routes) as Array<keyof typeof routes>).map((path) => HttpRouter.route("GET", path, routes[path]))
)
