import { Context, Effect, Layer } from "effect"
import type { Principal } from "../api-key/Principal.ts"
import { type DeliveryId, type EndpointId, Ids, type Reach, type RunId, type Scope } from "../id/Id.ts"
import type { Remember } from "../idempotency/Idempotency.ts"
import * as Instant from "../instant/Instant.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { RunNotFound } from "../run/Run.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import { Wakeups } from "../work/Wakeups.ts"
import type { DeliveryNotFound } from "./Delivery.ts"
import {
  type DeliveryFilter,
  type DeliveryRecord,
  DeliveryStore,
  type Failures,
  type Unwritten
} from "./DeliveryStore.ts"
import type { EndpointNotFound } from "./Endpoint.ts"
import * as Event from "./Event.ts"

/** The use cases of deliveries. */
export class Deliveries extends Context.Service<
  Deliveries,
  {
    readonly find: (
      reach: Reach,
      id: DeliveryId
    ) => Effect.Effect<DeliveryRecord, DeliveryNotFound | StorageUnavailable>
    /** Those to an endpoint, newest first. */
    readonly list: (
      reach: Reach,
      endpointId: EndpointId,
      filter: DeliveryFilter,
      page: PageRequest
    ) => Effect.Effect<Page<DeliveryRecord>, EndpointNotFound | StorageUnavailable>
    /** Those that tell of a run's end, newest first. */
    readonly listOfRun: (
      reach: Reach,
      runId: RunId,
      page: PageRequest
    ) => Effect.Effect<Page<DeliveryRecord>, RunNotFound | StorageUnavailable>
    /** Sends a `webhook.test` event to one endpoint, active or not. */
    readonly test: (
      caller: Pick<Principal, "orgId" | "environmentId" | "environment">,
      endpointId: EndpointId,
      remember?: Remember<DeliveryRecord>
    ) => Effect.Effect<DeliveryRecord, EndpointNotFound | Unwritten>
    /** Sends the same event, byte for byte, once more to the endpoint's present URL. */
    readonly redeliver: (
      scope: Scope,
      id: DeliveryId,
      remember?: Remember<DeliveryRecord>
    ) => Effect.Effect<DeliveryRecord, DeliveryNotFound | Unwritten>
    /**
     * Sends each of those events once more whose latest delivery to the endpoint failed. Gives how many there were. Cut
     * off in the middle, it goes on where it is asked for again: what was sent anew has not failed.
     */
    readonly recover: (
      scope: Scope,
      endpointId: EndpointId,
      failures: Failures,
      remember?: Remember<number>
    ) => Effect.Effect<number, EndpointNotFound | Unwritten>
  }
>()("@nexio/core/webhook/Deliveries") {
  static readonly layer = Layer.effect(
    Deliveries,
    Effect.gen(function* () {
      const store = yield* DeliveryStore
      const wakeups = yield* Wakeups
      const ids = yield* Ids
      return Deliveries.of({
        find: store.find,
        list: store.list,
        listOfRun: store.listOfRun,
        test: Effect.fn("Deliveries.test")(function* (caller, endpointId, remember) {
          const at = yield* Instant.now
          const scope = { orgId: caller.orgId, environmentId: caller.environmentId }
          const sent = yield* store.send(scope, endpointId, (endpoint) => Event.test(endpoint, at, ids), remember)
          yield* wakeups.wake("deliveries")
          return sent
        }),
        redeliver: Effect.fn("Deliveries.redeliver")(function* (scope, id, remember) {
          const at = yield* Instant.now
          const sent = yield* store.redeliver(
            scope,
            id,
            (delivery, endpoint) => Event.redelivery(delivery, endpoint, at, ids),
            remember
          )
          yield* wakeups.wake("deliveries")
          return sent
        }),
        recover: Effect.fn("Deliveries.recover")(function* (scope, endpointId, failures, remember) {
          const at = yield* Instant.now
          let sent = 0
          let after: DeliveryId | undefined
          do {
            const batch: { readonly sent: number; readonly last?: DeliveryId | undefined } = yield* store.recover(
              scope,
              endpointId,
              { ...failures, after, sent, limit },
              (delivery, endpoint) => Event.redelivery(delivery, endpoint, at, ids),
              remember
            )
            if (batch.sent > sent) yield* wakeups.wake("deliveries")
            sent = batch.sent
            after = batch.last
          } while (after !== undefined)
          return sent
        })
      })
    })
  )
}

/** How many are sent anew in one transaction. */
const limit = 500
