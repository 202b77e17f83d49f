/**
 * A deactivation: the server makes an endpoint inactive whose receiver is gone, or has taken nothing for too long.
 *
 * It acts like `active: false`; who wants it back activates it again. It is an intent of its own, decided after the
 * attempt was recorded, so that where a crash comes between the two the next failure decides it.
 */
import { Data, Result } from "effect"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import type { Ids } from "../id/Id.ts"
import { hour, type Instant } from "../instant/Instant.ts"
import * as Announcement from "./Announcement.ts"
import type { Delivery } from "./Delivery.ts"
import type { Decision, Endpoints } from "./Endpoint.ts"

/** How long an endpoint may fail, from its first failed attempt on, without a success between (contract section 6). */
export const patience = 120 * hour

/** What a receiver answers that is gone for good (RFC 9110, section 15.5.11). */
const gone = 410

/** Why an endpoint is made inactive, for people. */
export type Reason = "The receiver answered 410" | "No delivery succeeded for 120 hours"

/** What speaks for a deactivation: a failed attempt, of which delivery it was, and when it ended. */
export interface Failure extends Pick<Delivery, "orgId" | "environmentId" | "endpointId" | "url" | "eventType"> {
  readonly statusCode?: number | undefined
  readonly at: Instant
}

/** It has stopped already, has another URL, or something succeeded in between. */
export class EndpointSpared extends Data.TaggedError("EndpointSpared") {}

/** Why an endpoint is to be made inactive after a failed attempt; nothing while it goes on. */
export const reason = (
  { at, statusCode, url }: Failure,
  endpoint: { readonly url: string; readonly failingSince?: Instant | undefined }
): Reason | undefined => {
  if (statusCode === gone && url === endpoint.url) return "The receiver answered 410"
  return endpoint.failingSince !== undefined && at - endpoint.failingSince >= patience
    ? "No delivery succeeded for 120 hours"
    : undefined
}

/** The endpoint as the deactivation leaves it, of which the others are told. */
export const decide = (
  among: Endpoints,
  failure: Failure,
  origin: Origin,
  ids: Ids["Service"]
): Result.Result<Decision, EndpointSpared> => {
  const endpoint = among.endpoints.find(({ id }) => id === failure.endpointId)
  const because = endpoint?.active === true ? reason(failure, endpoint) : undefined
  if (endpoint === undefined || because === undefined) return Result.fail(new EndpointSpared())
  const { environmentId, id: target } = endpoint
  return Result.succeed({
    endpoint: { ...endpoint, active: false, updatedAt: origin.at },
    stops: true,
    entry: AuditEntry.draft(origin, {
      action: "webhook.disabled",
      target,
      environmentId,
      details: { reason: because }
    }),
    announcement: Announcement.ofDeactivation(endpoint, failure.eventType, because, origin.at, ids)
  })
}
