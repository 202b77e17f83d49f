/** An event: a fact about an environment, with an immutable JSON payload that its deliveries carry byte for byte. */
import { Schema, Struct } from "effect"
import type { Slug } from "../environment/Slug.ts"
import type { DeliveryId, EnvironmentId, EventId, Ids, OrgId, RunId, Scope } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import type { Delivery } from "./Delivery.ts"
import { Endpoint, webhookVersion } from "./Endpoint.ts"
import type { AnyEventType } from "./EventType.ts"

export interface Event {
  readonly id: EventId
  readonly orgId: OrgId
  readonly environmentId: EnvironmentId
  readonly type: AnyEventType
  /** The run whose end it tells of. */
  readonly runId?: RunId
  /** The JSON text that every delivery of the event carries. */
  readonly payload: string
  readonly createdAt: Instant.Instant
  /** When retention removed its payload, which then is the empty text. */
  readonly emptiedAt?: Instant.Instant
}

/** What fanning out reads of an endpoint. */
export const Target = Schema.Struct(
  Struct.pick(Endpoint.fields, [
    "id",
    "environmentId",
    "environment",
    "url",
    "events",
    "active",
    "ordered",
    "deletedAt"
  ])
)

export interface Target extends Schema.Schema.Type<typeof Target> {
  /** Of one that is ordered: when the last event was made that went to it, by whoever made it. */
  readonly lastEventAt?: Instant.Instant
}

/** An event with a delivery for each endpoint that it goes to. */
export interface FanOut {
  readonly event: Event
  readonly deliveries: ReadonlyArray<Delivery>
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

/**
 * An event that goes to endpoints of one environment. Where some of them are ordered it is made after the last events of
 * these, if that is later than its own instant; it is due at that all the same.
 */
export const fanOut = (
  [first, ...others]: readonly [Target, ...ReadonlyArray<Target>],
  orgId: OrgId,
  type: AnyEventType,
  data: object,
  at: Instant.Instant,
  ids: Ids["Service"],
  runId?: RunId
): FanOut => {
  const { environment, environmentId } = first
  const endpoints = [first, ...others]
  const made = makeEvent({ orgId, environmentId, environment }, type, data, afterLast(endpoints, at), ids)
  const event = runId === undefined ? made : { ...made, runId }
  return { event, deliveries: endpoints.map((endpoint) => makeDelivery(event, endpoint, at, ids)) }
}

/** The event that proves to an endpoint's receiver that it is reached, with its one delivery. */
export const test = (endpoint: Endpoint & Target, at: Instant.Instant, ids: Ids["Service"]): FanOut =>
  fanOut([endpoint], endpoint.orgId, "webhook.test", { endpoint: { id: endpoint.id, url: endpoint.url } }, at, ids)

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
  data: object,
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
