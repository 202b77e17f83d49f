import { ApiKey, ApiKeys, Environments, Id } from "@nexio/core"
import { Effect, Redacted, Schema } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Caller } from "../api/Access.ts"
import { ApiKeyJson } from "../api/ApiKeysApi.ts"
import * as Listing from "../api/Listing.ts"
import { NexioApi } from "../api/NexioApi.ts"
import { InvalidRequest } from "../api/Unacceptable.ts"
import * as Once from "./Once.ts"
import * as PathId from "./PathId.ts"

const minted = { status: 201, encode: Schema.encodeSync(ApiKeyJson) }

export const layer = HttpApiBuilder.group(
  NexioApi,
  "apiKeys",
  Effect.fnUntraced(function* (handlers) {
    const apiKeys = yield* ApiKeys
    const environments = yield* Environments
    const once = yield* Once.make
    return handlers.handleAll({
      mint: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const { environmentSlug: environment, name, permissions } = asked.payload
        return yield* once(asked, caller, minted, (remember) =>
          apiKeys.mint(caller.orgId, { name, environment, permissions, granter: caller.permissions }, remember).pipe(
            Effect.map(({ apiKey, key }) => ({ ...apiKey, key: Redacted.value(key) })),
            // It was named in the body, not in the path.
            Effect.catchTag("EnvironmentNotFound", ({ message }) =>
              Effect.fail(new InvalidRequest({ details: [{ path: "environment_slug", message }] }))
            )
          )
        )
      }),
      list: Effect.fnUntraced(function* ({ query }) {
        const caller = yield* Caller
        const which = yield* environments.select(caller, query.environment)
        return Listing.answered(yield* apiKeys.list(caller.orgId, which, Listing.requested(query)))
      }),
      revoke: Effect.fnUntraced(function* ({ params }) {
        const { orgId } = yield* Caller
        const id = yield* PathId.parse(Id.ApiKeyId, params.id, () => new ApiKey.ApiKeyNotFound())
        yield* apiKeys.revoke(orgId, id)
      })
    })
  })
)
