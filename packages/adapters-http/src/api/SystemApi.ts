/** Whether the server is up: open to all. */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Nothing } from "./Nothing.ts"
import { operation, tag } from "./Operation.ts"
import { refusals } from "./Refusal.ts"

const Ok = Schema.Struct({ status: Schema.Literal("ok") }).annotate({ identifier: "Health" })

const group = HttpApiGroup.make("system", { topLevel: true }).annotateMerge(
  tag("System", "Whether the server is up. Open to all.")
)

export const SystemApi = group.add(
  HttpApiEndpoint.get("health", "/health", { query: Nothing, success: Ok }).annotateMerge(
    operation("getHealth", "Tell whether the server is up", {
      description: "Answers as soon as the server listens, whatever the state of its storage. For liveness probes.",
      answer: { status: "ok" }
    })
  ),
  HttpApiEndpoint.get("ready", "/ready", {
    query: Nothing,
    success: Ok,
    error: refusals("InternalError", "StorageUnavailable")
  }).annotateMerge(
    operation("getReadiness", "Tell whether the server can serve", {
      description: "Asks storage first. For readiness probes: take a server out of rotation while it answers 503.",
      answer: { status: "ok" }
    })
  )
)
