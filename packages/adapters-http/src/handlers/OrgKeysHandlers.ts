import { ApiKeys, type Id, type LegacyKeys } from "@nexio/core"
import { Effect, Schema } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { NexioApi } from "../api/NexioApi.ts"
import { LegacyImportJson } from "../api/OrgKeysApi.ts"
import { minted, withText } from "./ApiKeysHandlers.ts"
import * as Once from "./Once.ts"
import { idOf, operator } from "./OrgsHandlers.ts"

const encode = Schema.encodeSync(LegacyImportJson)
const imported = {
  status: 201,
  encode: ({ environment, keys }: LegacyKeys.Import) => encode({ environment, keys })
}

/** Whose the operator's idempotency keys are where it acts on an org: they are kept with that org. */
export const within = (orgId: Id.OrgId): Once.Owner => ({ orgId, environmentId: operator })

export const layer = HttpApiBuilder.group(
  NexioApi,
  "orgKeys",
  Effect.fnUntraced(function* (handlers) {
    const apiKeys = yield* ApiKeys
    const once = yield* Once.make
    return handlers.handleAll({
      restore: Effect.fnUntraced(function* (asked) {
        const orgId = yield* idOf(asked.params)
        return yield* once(asked, within(orgId), minted, (remember) =>
          Effect.map(apiKeys.restore(orgId, asked.payload, remember), withText)
        )
      }),
      importLegacy: Effect.fnUntraced(function* (asked) {
        const orgId = yield* idOf(asked.params)
        return yield* once(asked, within(orgId), imported, (remember) =>
          apiKeys.importLegacy(orgId, asked.payload.keys, remember)
        )
      })
    })
  })
)
