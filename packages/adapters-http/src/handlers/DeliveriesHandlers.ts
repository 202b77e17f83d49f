import { Attempt, Deliveries, Delivery, type DeliveryRecord, Endpoint, Id, Principal, Run } from "@nexio/core"
import { Effect, Schema } from "effect"
import { Caller } from "../api/Access.ts"
import { DeliveryJson } from "../api/DeliveriesApi.ts"
import * as Listing from "../api/Listing.ts"
import * as BothFaces from "./BothFaces.ts"
import * as Once from "./Once.ts"
import * as PathId from "./PathId.ts"

const encode = Schema.encodeSync(DeliveryJson)
const sent = { status: 202, encode: (record: DeliveryRecord) => encode(shown(record)) }
const recovered = { status: 202, encode: (recovered: number) => ({ recovered }) }

export const layer = BothFaces.group(
  "deliveries",
  Effect.fnUntraced(function* (handlers) {
    const deliveries = yield* Deliveries
    const once = yield* Once.make
    return handlers.handleAll({
      list: Effect.fnUntraced(function* ({ params, query }) {
        const id = yield* endpointId(params)
        const filter = {
          status: query.status,
          eventType: query.event_type,
          createdAfter: query.created_after,
          createdBefore: query.created_before
        }
        const page = yield* deliveries.list(Principal.reach(yield* Caller), id, filter, Listing.requested(query))
        return Listing.answered({ ...page, items: page.items.map(shown) })
      }),
      listOfRun: Effect.fnUntraced(function* ({ params, query }) {
        const id = yield* PathId.parse(Id.RunId, params.run_id, () => new Run.RunNotFound())
        const page = yield* deliveries.listOfRun(Principal.reach(yield* Caller), id, Listing.requested(query))
        return Listing.answered({ ...page, items: page.items.map(shown) })
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        return shown(yield* deliveries.find(Principal.reach(yield* Caller), yield* deliveryId(params)))
      }),
      test: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const id = yield* endpointId(asked.params)
        return yield* once(asked, caller, sent, (remember) => Effect.map(deliveries.test(caller, id, remember), shown))
      }),
      redeliver: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const id = yield* deliveryId(asked.params)
        return yield* once(asked, caller, sent, (remember) =>
          Effect.map(deliveries.redeliver(caller, id, remember), shown)
        )
      }),
      recover: Effect.fnUntraced(function* (asked) {
        const caller = yield* Caller
        const id = yield* endpointId(asked.params)
        return yield* once(asked, caller, recovered, (remember) =>
          Effect.map(deliveries.recover(caller, id, asked.payload, remember), (recovered) => ({ recovered }))
        )
      })
    })
  })
)

const shown = (record: DeliveryRecord) => ({
  ...record,
  attempts: record.attempts.map((attempt) => ({ ...attempt, outcome: Attempt.outcomeOf(attempt) }))
})

const endpointId = (params: { readonly id: string }) =>
  PathId.parse(Id.EndpointId, params.id, () => new Endpoint.EndpointNotFound())

const deliveryId = (params: { readonly id: string }) =>
  PathId.parse(Id.DeliveryId, params.id, () => new Delivery.DeliveryNotFound())
