/** What a server counts and how it stands, for Prometheus: the operator's. */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"

/** The content type of the text format. */
export const contentType = "text/plain; version=0.0.4; charset=utf-8"

const group = HttpApiGroup.make("metrics").annotateMerge(
  tag("Server metrics", "How the server does. For its operator alone.")
)

export const MetricsApi = group.add(
  HttpApiEndpoint.get("scrape", "/metrics", {
    query: Nothing,
    success: Schema.String.pipe(HttpApiSchema.asText({ contentType }))
  }).annotateMerge(
    operation("getServerMetrics", "Measure the server", {
      description: "What the server counts and how it stands, in the text format of Prometheus.",
      answer: "# TYPE nexio_http_requests_total counter\nnexio_http_requests_total 42\n"
    })
  )
)
