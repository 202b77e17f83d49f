import { ApiKey, ApiKeys, Environments, Id, type MintedKey } from "@nexio/core"
import { Effect, Redacted, Schema } from "effect"
import { Caller } from "../api/Access.ts"
import { ApiKeyJson, PortalKeyJson } from "../api/ApiKeysApi.ts"
import * as Listing from "../api/Listing.ts"
import { InvalidRequest } from "../api/Unacceptable.ts"
import * as BothFaces from "./BothFaces.ts"
import * as Once from "./Once.ts"
import * as PathId from "./PathId.ts"

/** How the making of a key is remembered. */
export const minted = { status: 201, encode: Schema.encodeSync(ApiKeyJson) }

const mintedOnPortal = { status: 201, encode: Schema.encodeSync(PortalKeyJson) }

/** A new key with its text, which is shown in this answer alone. */
export const withText = ({ apiKey, key }: MintedKey) => ({ ...apiKey, key: Redacted.value(key) })

export const layer = BothFaces.group(
  "apiKeys",
  Effect.fnUntraced(function* (handlers, face) {
    const apiKeys = yield* ApiKeys
    const environments = yield* Environments
    const once = yield* Once.make
    return handlers.handleAll({
      mint: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const { environmentSlug: environment, expires_at: expiresAt, name, permissions } = asked.payload
        const given = { name, environment, permissions, expiresAt, granter: caller.permissions }
        return yield* once(asked, caller, face === "key" ? minted : mintedOnPortal, (remember) =>
          apiKeys.mint(caller.orgId, given, remember).pipe(
            Effect.map(withText),
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
      roll: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const id = yield* idOf(asked.params)
        const by = { ...asked.payload, granter: caller.permissions }
        return yield* once(asked, caller, minted, (remember) =>
          Effect.map(apiKeys.roll(caller.orgId, id, by, remember), withText)
        )
      }),
      revoke: Effect.fnUntraced(function* ({ params }) {
        const { orgId } = yield* Caller
        yield* apiKeys.revoke(orgId, yield* idOf(params))
      })
    })
  })
)

const idOf = ({ id }: { readonly id: string }) => PathId.parse(Id.ApiKeyId, id, () => new ApiKey.ApiKeyNotFound())
