import { Endpoint, Id, Instant, Principal, Webhooks } from "@nexio/core"
import { Effect, Redacted, Schema } from "effect"
import { Caller } from "../api/Access.ts"
import * as Listing from "../api/Listing.ts"
import { WebhookJson } from "../api/WebhooksApi.ts"
import * as BothFaces from "./BothFaces.ts"
import * as Once from "./Once.ts"
import * as PathId from "./PathId.ts"
import * as ShownWebhook from "./ShownWebhook.ts"

const encode = Schema.encodeSync(WebhookJson)
const created = { status: 201, encode: (endpoint: Endpoint.Endpoint) => encode(ShownWebhook.of(endpoint)) }
const rotated = { ...created, status: 200 }

export const layer = BothFaces.group(
  "webhooks",
  Effect.fnUntraced(function* (handlers) {
    const webhooks = yield* Webhooks
    const once = yield* Once.make
    return handlers.handleAll({
      create: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const { authToken, ...input } = asked.payload
        return yield* once(asked, caller, created, (remember) =>
          Effect.map(
            webhooks.create(
              caller,
              { ...input, authToken: authToken === undefined ? undefined : token(authToken) },
              remember
            ),
            ShownWebhook.withSecret
          )
        )
      }),
      list: Effect.fnUntraced(function* ({ query }) {
        const page = yield* webhooks.list(Principal.reach(yield* Caller), Listing.requested(query))
        return Listing.answered({ ...page, items: page.items.map(ShownWebhook.at(yield* Instant.now)) })
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        const endpoint = yield* webhooks.find(Principal.reach(yield* Caller), yield* idOf(params))
        return ShownWebhook.at(yield* Instant.now)(endpoint)
      }),
      update: Effect.fnUntraced(function* ({ params, payload }) {
        const { authToken, ...by } = payload
        const id = yield* idOf(params)
        return ShownWebhook.of(
          yield* webhooks.update(yield* Caller, id, {
            ...by,
            authToken: authToken == null ? authToken : token(authToken)
          })
        )
      }),
      remove: Effect.fnUntraced(function* ({ params }) {
        yield* webhooks.remove(yield* Caller, yield* idOf(params))
      }),
      rotateSecret: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const id = yield* idOf(asked.params)
        return yield* once(asked, caller, rotated, (remember) =>
          Effect.map(webhooks.rotate(caller, id, asked.payload.overlapSeconds, remember), ShownWebhook.withSecret)
        )
      })
    })
  })
)

const token = (text: string) => Redacted.make(text, { label: "auth token" })

const idOf = (params: { readonly id: string }) =>
  PathId.parse(Id.EndpointId, params.id, () => new Endpoint.EndpointNotFound())
