import { Context, type Effect } from "effect"
import type * as Standing from "../environment/Standing.ts"
import type { DeliveryId, EndpointId, Reach, RunId, Scope } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { Instant } from "../instant/Instant.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { RunNotFound } from "../run/Run.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { BegunAttempt } from "./Attempt.ts"
import type { Delivery, DeliveryNotFound, Status } from "./Delivery.ts"
import type { Endpoint, EndpointNotFound } from "./Endpoint.ts"
import type { FanOut, Target } from "./Event.ts"
import type { AnyEventType } from "./EventType.ts"

/**
 * A delivery with its attempts, in the order in which they were begun. It has no `dueAt` while a dispatcher holds it:
 * whether there is a next attempt is not known then.
 */
export interface DeliveryRecord extends Delivery {
  readonly attempts: ReadonlyArray<BegunAttempt>
}

/** Which deliveries a list shows; `createdAfter` is inclusive, `createdBefore` exclusive. */
export interface DeliveryFilter {
  readonly status?: Status | undefined
  readonly eventType?: AnyEventType | undefined
  readonly createdAfter?: Instant | undefined
  readonly createdBefore?: Instant | undefined
}

/** The failures that are to be recovered: those of events made at `since` or later, of these types where some are named. */
export interface Failures {
  readonly since: Instant
  readonly eventTypes?: ReadonlyArray<AnyEventType> | undefined
}

/** Which of an endpoint's failed deliveries are sent anew, and how far that has come. */
export interface Recovery extends Failures {
  /** Goes on after the delivery of this id, where so many were sent anew up to it. */
  readonly after?: DeliveryId | undefined
  readonly sent: number
  readonly limit: number
}

/** Why nothing is sent. */
export type Unwritten = Standing.Refused | Replayed | IdempotencyConflict | StorageUnavailable

/** The port to the history of deliveries, and to what sends something anew; on the same storage as the WebhookStore. */
export class DeliveryStore extends Context.Service<
  DeliveryStore,
  {
    readonly find: (
      reach: Reach,
      id: DeliveryId
    ) => Effect.Effect<DeliveryRecord, DeliveryNotFound | StorageUnavailable>

    /** Those to an endpoint, which may be deleted by now, newest first. */
    readonly list: (
      reach: Reach,
      endpointId: EndpointId,
      filter: DeliveryFilter,
      page: PageRequest
    ) => Effect.Effect<Page<DeliveryRecord>, EndpointNotFound | StorageUnavailable>

    /** Those of the event that tells of a run's end, newest first: none before that, nor where nobody subscribed. */
    readonly listOfRun: (
      reach: Reach,
      runId: RunId,
      page: PageRequest
    ) => Effect.Effect<Page<DeliveryRecord>, RunNotFound | StorageUnavailable>

    /**
     * Writes an event that goes to one endpoint alone, whatever that subscribes to, and its delivery. Nobody else makes
     * one for an endpoint that is ordered meanwhile, so that it comes after the last.
     */
    readonly send: (
      scope: Scope,
      endpointId: EndpointId,
      decide: (endpoint: Endpoint & Target) => FanOut,
      remember?: Remember<DeliveryRecord>
    ) => Effect.Effect<DeliveryRecord, EndpointNotFound | Unwritten>

    /**
     * Writes another delivery of an event, to an endpoint that is not deleted. One whose event retention has emptied is
     * not found.
     */
    readonly redeliver: (
      scope: Scope,
      id: DeliveryId,
      decide: (delivery: Delivery, endpoint: Endpoint) => Delivery,
      remember?: Remember<DeliveryRecord>
    ) => Effect.Effect<DeliveryRecord, DeliveryNotFound | Unwritten>

    /**
     * Writes another delivery for each of up to `limit` events whose latest delivery to the endpoint failed, in the
     * order of those. Gives how many with those before, and after which to go on. Where fewer than `limit` are left it is
     * done: then there is none to go on after, and the whole number is remembered.
     */
    readonly recover: (
      scope: Scope,
      endpointId: EndpointId,
      recovery: Recovery,
      decide: (delivery: Delivery, endpoint: Endpoint) => Delivery,
      remember?: Remember<number>
    ) => Effect.Effect<{ readonly sent: number; readonly last?: DeliveryId | undefined }, EndpointNotFound | Unwritten>
  }
>()("@nexio/core/webhook/DeliveryStore") {}
