import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { PrometheusMetrics } from "effect/observability"
import { NexioApi } from "../api/NexioApi.ts"
import * as ProcessMetrics from "./ProcessMetrics.ts"

/** All that this process counted, and how it stands now. */
export const layer = (version: string, backlog?: ProcessMetrics.ReadBacklog) =>
  HttpApiBuilder.group(
    NexioApi,
    "metrics",
    Effect.fnUntraced(function* (handlers) {
      const measure = yield* ProcessMetrics.measuring(version, backlog)
      return handlers.handleAll({
        scrape: () => Effect.andThen(measure, PrometheusMetrics.format())
      })
    })
  )
