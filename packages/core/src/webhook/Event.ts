/** An event: a fact about an environment, with an immutable JSON payload that its deliveries carry byte for byte. */
import { Schema } from "effect"
import type { Slug } from "../environment/Slug.ts"
import type { DeliveryId, EndpointId, EnvironmentId, EventId, Ids, OrgId, Scope } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import type { Run } from "../run/Run.ts"
import { RunInEvent } from "../run/RunJson.ts"
import type { Delivery } from "./Delivery.ts"
import { type Endpoint, webhookVersion } from "./Endpoint.ts"
import { type AnyEventType, type EventType, isOperational } from "./EventType.ts"

export interface Event {
  readonly id: EventId
  readonly orgId: OrgId
  readonly environmentId: EnvironmentId
  readonly type: AnyEventType
  /** The JSON text that every delivery of the event carries. */
  readonly payload: string
  readonly createdAt: Instant.Instant
  /** When retention removed its payload, which then is the empty text. */
  readonly emptiedAt?: Instant.Instant
}

/** What fanning out needs to know of an endpoint. */
export interface Target
  extends Pick<
    Endpoint,
    "id" | "environmentId" | "environment" | "url" | "events" | "active" | "ordered" | "deletedAt"
  > {
  /** Of one that is ordered: when the last event was made that went to it, by whoever made it. */
  readonly lastEventAt?: Instant.Instant
}

/** An event with a delivery for each endpoint that it goes to. */
export interface FanOut {
  readonly event: Event
  readonly deliveries: ReadonlyArray<Delivery>
}

/**
 * Told the endpoints of its environment, it makes the event; nothing where nobody subscribes to it. Where it goes
 * to an ordered one it is made after the last event that went there, if that is later than its own instant.
 */
export type Announcement = (endpoints: ReadonlyArray<Target>) => FanOut | undefined

/** Announces how a run ended; a run that has not ended is a defect. */
export const announce = (run: Run, at: Instant.Instant, ids: Ids["Service"]): Announcement =>
  announcing(run, typeOf(run), () => ({ run: encodeRun(run) }), at, ids)

/**
 * Tells the other endpoints that the server deactivated one, and why. Nothing where what it failed at carried an
 * operational event.
 */
export const disabled = (
  { id, url, ...scope }: Pick<Endpoint, "id" | "url"> & Scope,
  carried: AnyEventType,
  reason: string,
  at: Instant.Instant,
  ids: Ids["Service"]
): Announcement | undefined => {
  if (isOperational(carried)) return undefined
  return announcing(scope, "endpoint.disabled", () => ({ endpoint: { id, url }, reason }), at, ids, id)
}

/**
 * Tells the other endpoints that the attempts of a delivery are exhausted, and why the last one failed. Nothing where
 * they are not, or where that delivery carries an operational event.
 */
export const exhausted = (
  { endpointId, id, status, url, ...scope }: Delivery,
  carried: AnyEventType,
  reason: string,
  at: Instant.Instant,
  ids: Ids["Service"]
): Announcement | undefined => {
  if (status !== "failed" || isOperational(carried)) return undefined
  const data = () => ({ endpoint: { id: endpointId, url }, delivery_id: id, reason })
  return announcing(scope, "delivery.exhausted", data, at, ids, endpointId)
}

const announcing =
  (
    { environmentId, orgId }: Scope,
    type: EventType,
    data: () => object,
    at: Instant.Instant,
    ids: Ids["Service"],
    about?: EndpointId
  ): Announcement =>
  (endpoints) => {
    const targets = endpoints.filter((endpoint) => endpoint.id !== about && goesTo(endpoint, environmentId, type))
    const [first] = targets
    if (first === undefined) return undefined
    const scope = { orgId, environmentId, environment: first.environment }
    const event = makeEvent(scope, type, data(), afterLast(targets, at), ids)
    return { event, deliveries: targets.map((endpoint) => makeDelivery(event, endpoint, at, ids)) }
  }

/** The endpoints as an event leaves them, for the next one that is made of them. */
export const following = (endpoints: ReadonlyArray<Target>, { deliveries, event }: FanOut): ReadonlyArray<Target> => {
  const ordered = new Set(deliveries.filter(({ ordered }) => ordered).map(({ endpointId }) => endpointId))
  if (ordered.size === 0) return endpoints
  return endpoints.map((endpoint) =>
    ordered.has(endpoint.id) ? { ...endpoint, lastEventAt: event.createdAt } : endpoint
  )
}

/** An instant, or the first one by which the last events of all that are ordered have been made. */
const afterLast = (endpoints: ReadonlyArray<Target>, at: Instant.Instant): Instant.Instant =>
  endpoints.reduce(
    (latest, { lastEventAt, ordered }) =>
      ordered && lastEventAt !== undefined ? Math.max(latest, lastEventAt + 1) : latest,
    at
  )

/** Whether an endpoint gets an environment's events of a type: it is the environment's own, active, and subscribes. */
export const goesTo = (endpoint: Target, environmentId: EnvironmentId, type: EventType): boolean =>
  endpoint.environmentId === environmentId &&
  endpoint.active &&
  endpoint.deletedAt === undefined &&
  endpoint.events.includes(type)

/** The event that proves to an endpoint's receiver that it is reached, with its one delivery. */
export const test = (endpoint: Endpoint & Target, at: Instant.Instant, ids: Ids["Service"]): FanOut => {
  const data = { endpoint: { id: endpoint.id, url: endpoint.url } }
  const event = makeEvent(endpoint, "webhook.test", data, afterLast([endpoint], at), ids)
  return { event, deliveries: [makeDelivery(event, endpoint, at, ids)] }
}

/** Another delivery of the same event, to where its endpoint is now. */
export const redelivery = (
  delivery: Delivery,
  endpoint: Pick<Endpoint, "id" | "url" | "ordered">,
  at: Instant.Instant,
  ids: Ids["Service"]
): Delivery => {
  // The later of two has the greater id, also where another server, whose clock is ahead, made the one before.
  const createdAt = Math.max(at, delivery.createdAt + 1)
  return {
    id: ids.next<DeliveryId>(createdAt),
    orgId: delivery.orgId,
    environmentId: delivery.environmentId,
    endpointId: endpoint.id,
    eventId: delivery.eventId,
    eventType: delivery.eventType,
    redeliveryOf: delivery.id,
    url: endpoint.url,
    ordered: endpoint.ordered,
    status: "pending",
    failures: 0,
    createdAt,
    dueAt: createdAt
  }
}

const makeEvent = (
  of: Scope & { readonly environment: Slug },
  type: AnyEventType,
  data: unknown,
  at: Instant.Instant,
  ids: Ids["Service"]
): Event => {
  const id = `evt_${ids.next<string>(at)}` as EventId
  return {
    id,
    orgId: of.orgId,
    environmentId: of.environmentId,
    type,
    createdAt: at,
    payload: JSON.stringify({
      id,
      type,
      webhook_version: webhookVersion,
      created_at: Instant.format(at),
      environment: of.environment,
      environment_id: of.environmentId,
      data
    })
  }
}

const makeDelivery = (
  event: Event,
  endpoint: Pick<Endpoint, "id" | "url" | "ordered">,
  at: Instant.Instant,
  ids: Ids["Service"]
): Delivery => ({
  id: ids.next<DeliveryId>(event.createdAt),
  orgId: event.orgId,
  environmentId: event.environmentId,
  endpointId: endpoint.id,
  eventId: event.id,
  eventType: event.type,
  url: endpoint.url,
  ordered: endpoint.ordered,
  status: "pending",
  failures: 0,
  createdAt: event.createdAt,
  dueAt: at
})

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
