import { Context, type Effect, type Result } from "effect"
import type * as Standing from "../environment/Standing.ts"
import type { EndpointId, Reach, Scope } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { Instant } from "../instant/Instant.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { Sealed } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Claim, LeaseLost } from "../work/Lease.ts"
import type { Turns } from "../work/Turns.ts"
import type { Announcement } from "./Announcement.ts"
import type { Attempt } from "./Attempt.ts"
import type { Delivery } from "./Delivery.ts"
import type { Decision, Endpoint, EndpointNotFound, Endpoints } from "./Endpoint.ts"
import type { Event } from "./Event.ts"
import type * as Lanes from "./Lanes.ts"
import type { SigningSecret } from "./SigningSecret.ts"

/** A delivery whose next attempt a dispatcher holds. The attempt's number is written already. */
export interface ClaimedDelivery {
  readonly claim: Claim
  readonly delivery: Delivery
  readonly attempt: number
  /** When the attempt may begin, where its endpoint has a rate limit: within a second of the claim. */
  readonly startAt?: Instant | undefined
  readonly event: Event
  /** What the endpoint signs and authorises with now. */
  readonly secrets: ReadonlyArray<SigningSecret>
  readonly authToken?: Sealed | undefined
}

/** What a dispatcher reports of a claimed attempt: how it went, and the delivery after it. */
export interface Attempted {
  readonly attempt: Attempt
  readonly delivery: Delivery
  /** Tells of what became of the delivery; nobody where it is absent. */
  readonly announcement?: Announcement | undefined
}

/** What came of a report. */
export interface Recorded {
  /** Since when the endpoint fails; see {@link Endpoint.failingSince}. */
  readonly failingSince?: Instant | undefined
  /** How many deliveries the announcement made. */
  readonly deliveries: number
}

/** The port to where endpoints and deliveries are kept; the deliveries are the outbox that dispatchers take from. */
export class WebhookStore extends Context.Service<
  WebhookStore,
  {
    /**
     * Loads and locks the environment's endpoints, decides on one of them, and writes it with its entry in the audit
     * log, in one transaction. Where that stops it, its pending deliveries are cancelled in the same step, and those of
     * one that is ordered from now on, or no longer, are as it is. The others are told what is announced.
     */
    readonly change: <E>(
      scope: Scope,
      decide: (among: Endpoints) => Result.Result<Decision, E>,
      remember?: Remember<Endpoint>
    ) => Effect.Effect<Endpoint, E | Standing.Refused | Replayed | IdempotencyConflict | StorageUnavailable>

    /** One that is not deleted. */
    readonly find: (reach: Reach, id: EndpointId) => Effect.Effect<Endpoint, EndpointNotFound | StorageUnavailable>

    /** Those that are not deleted, newest first. */
    readonly list: (reach: Reach, page: PageRequest) => Effect.Effect<Page<Endpoint>, StorageUnavailable>

    /**
     * Takes up to `limit` pending deliveries that are due at `at` and not held, and writes the number of the attempt
     * that now begins. Environments have their turns, and in each its endpoints, as {@link Lanes} says; an endpoint
     * gives the longest due first, and of those equally due the one with the least id. Less than `limit` is taken only
     * where nothing else that is due has a place. Deliveries of suspended orgs wait.
     *
     * An ordered endpoint gives its head and nothing else: of its pending deliveries the one of the oldest event, by
     * the event's id and then its own, once that is due, and while none of them is held. An endpoint with a rate limit
     * gives what may begin within a second, each with its own `startAt`, as {@link Pace} says; the claim holds that
     * pace for all who claim after it.
     */
    readonly claimDue: (request: {
      readonly at: Instant
      readonly until: Instant
      readonly limit: number
      /** Default: a round from its beginning, in which all are alike. What is not live has its turns like live. */
      readonly turns?: Turns | undefined
      /** Default: places for whatever is due. */
      readonly places?: Lanes.Places | undefined
    }) => Effect.Effect<ReadonlyArray<ClaimedDelivery>, StorageUnavailable>

    /**
     * Holds the claims until `until`; gives those of them that are lost. One whose lease ran out is lost once it was
     * claimed anew; of an ordered delivery already once a claim found that it ran out, since another may be given now.
     */
    readonly renew: (
      claims: ReadonlyArray<Claim>,
      until: Instant
    ) => Effect.Effect<ReadonlyArray<Claim>, StorageUnavailable>

    /**
     * Records a claimed attempt and the delivery's state after it, counts a delivery that ended, writes since when the
     * endpoint fails as `Endpoint.failingAfter` says, and what is announced. Where the lease is lost the attempt is
     * still recorded, if nothing was recorded of it, and all else stays as it is.
     */
    readonly record: (claim: Claim, attempted: Attempted) => Effect.Effect<Recorded, LeaseLost | StorageUnavailable>
  }
>()("@nexio/core/webhook/WebhookStore") {}
