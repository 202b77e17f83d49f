/** Whether the server is up: open to all. */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Nothing } from "./Nothing.ts"
import { refusals } from "./Refusal.ts"

const Ok = Schema.Struct({ status: Schema.Literal("ok") }).annotate({ identifier: "Ok" })

export const SystemApi = HttpApiGroup.make("system", { topLevel: true }).add(
  HttpApiEndpoint.get("health", "/health", { query: Nothing, success: Ok }),
  HttpApiEndpoint.get("ready", "/ready", { query: Nothing, success: Ok, error: refusals("StorageUnavailable") })
)
