/**
 * An announcement: how what happened in an environment becomes an event, for those of its endpoints that subscribe.
 *
 * What happened is known before the endpoints are: the event is made in the transaction of what it tells of.
 */
import { Schema } from "effect"
import type { EndpointId, EnvironmentId, Ids, RunId, Scope } from "../id/Id.ts"
import type { Instant } from "../instant/Instant.ts"
import type { Run } from "../run/Run.ts"
import { RunInEvent } from "../run/RunJson.ts"
import type { Delivery } from "./Delivery.ts"
import type { Endpoint } from "./Endpoint.ts"
import * as Event from "./Event.ts"
import { type AnyEventType, type EventType, isOperational } from "./EventType.ts"

/** Told the endpoints of its environment, it makes the event; nothing where nobody subscribes to it. */
export type Announcement = (endpoints: ReadonlyArray<Event.Target>) => Event.FanOut | undefined

/** Tells how a run ended; a run that has not ended is a defect. */
export const ofEnd = (run: Run, at: Instant, ids: Ids["Service"]): Announcement =>
  announcing(run, typeOf(run), () => ({ run: encodeRun(run) }), at, ids, { runId: run.id })

/**
 * Tells the other endpoints that the server deactivated one, and why. Nothing where what it failed at carried an
 * operational event.
 */
export const ofDeactivation = (
  { id, url, ...scope }: Pick<Endpoint, "id" | "url"> & Scope,
  carried: AnyEventType,
  reason: string,
  at: Instant,
  ids: Ids["Service"]
): Announcement | undefined =>
  isOperational(carried)
    ? undefined
    : announcing(scope, "endpoint.disabled", () => ({ endpoint: { id, url }, reason }), at, ids, { endpointId: id })

/**
 * Tells the other endpoints that the attempts of a delivery are exhausted, and why the last one failed. Nothing where
 * they are not, or where it carries an operational event.
 */
export const ofExhaustion = (
  { endpointId, eventType, id, status, url, ...scope }: Delivery,
  reason: string,
  at: Instant,
  ids: Ids["Service"]
): Announcement | undefined => {
  if (status !== "failed" || isOperational(eventType)) return undefined
  const data = () => ({ endpoint: { id: endpointId, url }, delivery_id: id, reason })
  return announcing(scope, "delivery.exhausted", data, at, ids, { endpointId })
}

const announcing =
  (
    { environmentId, orgId }: Scope,
    type: EventType,
    data: () => object,
    at: Instant,
    ids: Ids["Service"],
    about: { readonly runId?: RunId; readonly endpointId?: EndpointId }
  ): Announcement =>
  (endpoints) => {
    const [first, ...others] = endpoints.filter(
      (one) => one.id !== about.endpointId && goesTo(one, environmentId, type)
    )
    return first && Event.fanOut([first, ...others], orgId, type, data(), at, ids, about.runId)
  }

/** Whether an endpoint gets an environment's events of a type: it is the environment's own, active, and subscribes. */
const goesTo = (endpoint: Event.Target, environmentId: EnvironmentId, type: EventType): boolean =>
  endpoint.environmentId === environmentId &&
  endpoint.active &&
  endpoint.deletedAt === undefined &&
  endpoint.events.includes(type)

const encodeRun = Schema.encodeSync(RunInEvent)

const typeOf = (run: Run): EventType => {
  switch (run.status) {
    case "completed":
    case "degraded":
      return "run.completed"
    case "failed":
      return "run.failed"
    case "cancelled":
      return "run.cancelled"
    case "queued":
    case "processing":
      throw new Error(`A run that is ${run.status} has nothing to announce`)
  }
}
