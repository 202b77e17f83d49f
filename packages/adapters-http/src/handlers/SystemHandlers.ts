import type { StorageUnavailable } from "@nexio/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { NexioApi } from "../api/NexioApi.ts"

const ok = { status: "ok" } as const

/** `ready` succeeds while storage answers. */
export const layer = (ready: Effect.Effect<unknown, StorageUnavailable>) =>
  HttpApiBuilder.group(NexioApi, "system", (handlers) =>
    handlers.handleAll({
      health: () => Effect.succeed(ok),
      ready: () => Effect.as(ready, ok)
    })
  )
