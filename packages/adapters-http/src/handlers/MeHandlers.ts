import { Environment, Environments, Tenancy } from "@nexio/core"
import { Effect } from "effect"
import { Caller } from "../api/Access.ts"
import * as BothFaces from "./BothFaces.ts"

export const layer = BothFaces.group(
  "me",
  Effect.fnUntraced(function* (handlers) {
    const environments = yield* Environments
    return handlers.handle(
      "me",
      Effect.fnUntraced(function* () {
        const caller = yield* Caller
        const tenancy = yield* environments.visibleTo(caller)
        const environment = tenancy.environments.find(({ id }) => id === caller.environmentId)
        // It was deleted since its key was checked.
        if (environment === undefined) return yield* new Environment.EnvironmentGone()
        return {
          org: tenancy.org,
          environment,
          permissions: caller.permissions,
          ...(caller.keyPrefix === undefined ? {} : { keyPrefix: caller.keyPrefix }),
          ...(caller.kind === "live"
            ? { environmentLimit: tenancy.org.environmentLimit, environmentsUsed: Tenancy.used(tenancy) }
            : {})
        }
      })
    )
  })
)
