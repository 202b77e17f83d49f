/** Traces, logs and metrics to an OpenTelemetry collector, which may be away or slow: then they are dropped. */
import { Duration, Effect, Layer } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import { Otlp } from "effect/observability"

/** The most batches that are on their way at once. What comes on top shows that the collector is too slow. */
const underWayAtMost = 4

/** How long a collector may take for a batch. */
const patience = Duration.seconds(5)

/** Fails rather than pile up: an exporter whose batch fails drops what it holds, and all else for a minute. */
const bounded = Layer.effect(
  HttpClient.HttpClient,
  Effect.map(HttpClient.HttpClient, (client) => {
    let underWay = 0
    return HttpClient.transform(client, (effect) =>
      Effect.suspend(() => {
        if (underWay >= underWayAtMost) return Effect.die("The collector is too slow")
        underWay += 1
        return Effect.ensuring(
          Effect.timeoutOrElse(effect, {
            duration: patience,
            orElse: () => Effect.die("The collector did not answer")
          }),
          Effect.sync(() => {
            underWay -= 1
          })
        )
      })
    )
  })
).pipe(Layer.provide(FetchHttpClient.layer))

/** Sends them to the collector at `url`, by OTLP over HTTP as JSON; the intervals are shortened by tests. */
export const layer = (url: string, version: string, interval: Duration.Duration = Duration.seconds(5)) =>
  Otlp.layerJson({
    baseUrl: url,
    resource: { serviceName: "nexio", serviceVersion: version },
    tracerExportInterval: interval,
    loggerExportInterval: interval,
    metricsExportInterval: Duration.times(interval, 4),
    shutdownTimeout: Duration.seconds(1)
  }).pipe(Layer.provide(bounded))
