/** Live updates of runs, for the portal. */
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { Requirement, read } from "./Access.ts"
import { operation, tag } from "./Operation.ts"
import { environment, Scoped } from "./PortalFace.ts"
import { refusals } from "./Refusal.ts"

/** The content type of server-sent events (HTML, section 9.2). */
export const contentType = "text/event-stream"

const group = HttpApiGroup.make("runStream").annotateMerge(
  tag("Portal: Live updates", "What changes, told while somebody looks.")
)

export const RunStreamApi = group.add(
  HttpApiEndpoint.get("runs", "/runs/stream", {
    query: { environment },
    success: Schema.String.pipe(HttpApiSchema.asText({ contentType })),
    error: refusals("TooManyStreams", "StorageUnavailable")
  })
    .annotateMerge(
      operation("streamRuns", "Tell of runs as they change", {
        description:
          "Server-sent events: a `run` for each of the newest 100, as a list has it, and then each second for those of them that are new or have changed since. It ends with the session, and after five minutes, when browsers begin it anew; a session has five at once.",
        answer: 'event: run\ndata: {"run_id":"0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04","status":"queued"}\n\n'
      })
    )
    .annotate(Requirement, read)
    .annotate(Scoped, true)
)
