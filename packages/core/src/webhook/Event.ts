/** An event: a fact about an environment, with an immutable JSON payload that its deliveries carry byte for byte. */
import { Schema } from "effect"
import type { DeliveryId, EnvironmentId, EventId, Ids, OrgId } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"
import type { Run } from "../run/Run.ts"
import { RunInEvent } from "../run/RunJson.ts"
import type { Delivery } from "./Delivery.ts"
import { type Endpoint, webhookVersion } from "./Endpoint.ts"
import type { EventType } from "./EventType.ts"

export interface Event {
  readonly id: EventId
  readonly orgId: OrgId
  readonly environmentId: EnvironmentId
  readonly type: EventType
  /** The JSON text that every delivery of the event carries. */
  readonly payload: string
  readonly createdAt: Instant.Instant
}

/** An event, and how it fans out: told the environment's endpoints, it gives a delivery for each that it goes to. */
export interface Announcement {
  readonly event: Event
  readonly deliveries: (endpoints: ReadonlyArray<Target>) => ReadonlyArray<Delivery>
}

/** What fanning out needs to know of an endpoint. */
export type Target = Pick<Endpoint, "id" | "environmentId" | "url" | "events" | "active" | "deletedAt">

/** Announces how a run ended; a run that has not ended is a defect. */
export const announce = (run: Run, at: Instant.Instant, ids: Ids["Service"]): Announcement => {
  const type = typeOf(run)
  const id = `evt_${ids.next<string>(at)}` as EventId
  const event: Event = {
    id,
    orgId: run.orgId,
    environmentId: run.environmentId,
    type,
    createdAt: at,
    payload: JSON.stringify({
      id,
      type,
      webhook_version: webhookVersion,
      created_at: Instant.format(at),
      environment: run.environment,
      environment_id: run.environmentId,
      data: { run: encodeRun(run) }
    })
  }
  return { event, deliveries: (endpoints) => fanOut(event, endpoints, ids) }
}

/**
 * A delivery for each endpoint of the event's environment that is active and subscribes to its type, at once, to the
 * URL that the endpoint has now.
 */
export const fanOut = (
  event: Event,
  endpoints: ReadonlyArray<Target>,
  ids: Ids["Service"]
): ReadonlyArray<Delivery> =>
  endpoints
    .filter((endpoint) =>
      endpoint.environmentId === event.environmentId &&
      endpoint.active &&
      endpoint.deletedAt === undefined &&
      endpoint.events.includes(event.type)
    )
    .map((endpoint) => ({
      id: ids.next<DeliveryId>(event.createdAt),
      orgId: event.orgId,
      environmentId: event.environmentId,
      endpointId: endpoint.id,
      eventId: event.id,
      url: endpoint.url,
      status: "pending",
      failures: 0,
      createdAt: event.createdAt,
      dueAt: event.createdAt
    }))

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
