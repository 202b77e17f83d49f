/** What a server counts and how it stands, for Prometheus: the operator's. */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { Nothing } from "./Nothing.ts"
import { refusals } from "./Refusal.ts"

/** The content type of the text format. */
export const contentType = "text/plain; version=0.0.4; charset=utf-8"

export const MetricsApi = HttpApiGroup.make("metrics").add(
  HttpApiEndpoint.get("scrape", "/metrics", {
    query: Nothing,
    success: Schema.String.pipe(HttpApiSchema.asText({ contentType })),
    error: refusals("StorageUnavailable")
  })
)
