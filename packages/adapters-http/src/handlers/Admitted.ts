import type { Effect, Types } from "effect"
import type { HttpServerResponse } from "effect/http"

/** A call that goes on to its handler, or is refused for what a middleware has seen. */
export type Admitted<Refused> = Effect.Effect<HttpServerResponse.HttpServerResponse, Types.unhandled | Refused>
