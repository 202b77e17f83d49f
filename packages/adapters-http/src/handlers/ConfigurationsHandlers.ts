import { type Clone, Configurations, Slug } from "@nexio/core"
import { Effect, Schema } from "effect"
import { Caller } from "../api/Access.ts"
import { RepeatedCloneJson } from "../api/ConfigurationsApi.ts"
import * as BothFaces from "./BothFaces.ts"
import * as Once from "./Once.ts"
import * as ShownWebhook from "./ShownWebhook.ts"

const encode = Schema.encodeSync(RepeatedCloneJson)
const cloned = {
  status: 200,
  encode: ({ endpoints, environment }: Clone.Cloned) =>
    encode({ environment, endpoints: endpoints.map(ShownWebhook.of) })
}

export const layer = BothFaces.group(
  "configurations",
  Effect.fnUntraced(function* (handlers) {
    const configurations = yield* Configurations
    const once = yield* Once.make
    return handlers.handleAll({
      clone: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const which = { from: asked.payload.from, into: asked.params.slug }
        return yield* once(asked, caller, cloned, (remember) =>
          Effect.map(configurations.clone(caller.orgId, which, remember), ({ endpoints, environment }) => ({
            environment,
            endpoints: endpoints.map(ShownWebhook.withSecret)
          }))
        )
      }),
      diff: Effect.fnUntraced(function* ({ params, query }) {
        const { orgId } = yield* Caller
        const difference = yield* configurations.difference(orgId, params.slug, query.with)
        return { environment: Slug.Slug.make(params.slug), with: Slug.Slug.make(query.with), ...difference }
      })
    })
  })
)
