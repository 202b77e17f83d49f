/** An event: a fact about an environment, with an immutable JSON payload that its deliveries carry byte for byte. */
import { Schema } from "effect"
import type { Slug } from "../environment/Slug.ts"
import type { DeliveryId, EnvironmentId, EventId, Ids, OrgId, Scope } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import type { Run } from "../run/Run.ts"
import { RunInEvent } from "../run/RunJson.ts"
import type { Delivery } from "./Delivery.ts"
import { type Endpoint, webhookVersion } from "./Endpoint.ts"
import type { AnyEventType, EventType } from "./EventType.ts"

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
export type Target = Pick<Endpoint, "id" | "environmentId" | "url" | "events" | "active" | "ordered" | "deletedAt">

/** An event with a delivery for each endpoint that it goes to. */
export interface FanOut {
  readonly event: Event
  readonly deliveries: ReadonlyArray<Delivery>
}

/** Told the endpoints of the run's environment, it makes the event; nothing where nobody subscribes to it. */
export type Announcement = (endpoints: ReadonlyArray<Target>) => FanOut | undefined

/** Announces how a run ended; a run that has not ended is a defect. */
export const announce = (run: Run, at: Instant.Instant, ids: Ids["Service"]): Announcement => {
  const type = typeOf(run)
  return (endpoints) => {
    const targets = endpoints.filter((endpoint) => goesTo(endpoint, run.environmentId, type))
    if (targets.length === 0) return undefined
    const event = makeEvent(run, type, { run: encodeRun(run) }, at, ids)
    return { event, deliveries: targets.map((endpoint) => makeDelivery(event, endpoint, ids)) }
  }
}

/** Whether an endpoint gets an environment's events of a type: it is the environment's own, active, and subscribes. */
export const goesTo = (endpoint: Target, environmentId: EnvironmentId, type: EventType): boolean =>
  endpoint.environmentId === environmentId &&
  endpoint.active &&
  endpoint.deletedAt === undefined &&
  endpoint.events.includes(type)

/** The event that proves to an endpoint's receiver that it is reached, with its one delivery. */
export const test = (endpoint: Endpoint, at: Instant.Instant, ids: Ids["Service"]): FanOut => {
  const data = { endpoint: { id: endpoint.id, url: endpoint.url } }
  const event = makeEvent(endpoint, "webhook.test", data, at, ids)
  return { event, deliveries: [makeDelivery(event, endpoint, ids)] }
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
  ids: Ids["Service"]
): Delivery => ({
  id: ids.next<DeliveryId>(event.createdAt),
  orgId: event.orgId,
  environmentId: event.environmentId,
  endpointId: endpoint.id,
  eventId: event.id,
  url: endpoint.url,
  ordered: endpoint.ordered,
  status: "pending",
  failures: 0,
  createdAt: event.createdAt,
  dueAt: event.createdAt
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
