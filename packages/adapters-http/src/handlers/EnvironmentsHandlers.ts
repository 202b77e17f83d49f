import { Environments } from "@nexio/core"
import { Effect, Schema } from "effect"
import { Caller } from "../api/Access.ts"
import { EnvironmentJson } from "../api/EnvironmentsApi.ts"
import * as BothFaces from "./BothFaces.ts"
import * as Once from "./Once.ts"

const created = { status: 201, encode: Schema.encodeSync(EnvironmentJson) }

export const layer = BothFaces.group(
  "environments",
  Effect.fnUntraced(function* (handlers) {
    const environments = yield* Environments
    const once = yield* Once.make
    return handlers.handleAll({
      create: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        return yield* once(asked, caller, created, (remember) =>
          environments.create(caller.orgId, asked.payload, remember)
        )
      }),
      list: Effect.fnUntraced(function* () {
        const tenancy = yield* environments.visibleTo(yield* Caller)
        return { data: tenancy.environments }
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        return yield* environments.find(yield* Caller, params.slug)
      }),
      update: Effect.fnUntraced(function* ({ params, payload }) {
        const { orgId } = yield* Caller
        return yield* environments.update(orgId, params.slug, {
          description: payload.description,
          pinnedEngineVersion: payload.pinnedEngineVersion
        })
      }),
      remove: Effect.fnUntraced(function* ({ params }) {
        const { orgId } = yield* Caller
        yield* environments.remove(orgId, params.slug)
      })
    })
  })
)
