import type { Announcement, Event, Id } from "@nexio/core"
import type { Database } from "better-sqlite3"
import type { Group } from "../Group.ts"
import * as Row from "../Row.ts"
import { bindable } from "../SqliteClient.ts"
import * as WebhookRows from "../WebhookRows.ts"

/** Writes what is announced: an event, and a delivery for each endpoint that it goes to. */
export const prepare = (writer: Database, group: Group) => {
  const targetsOf = writer.prepare<[string, string], Row.Row>(
    `select ${WebhookRows.targets.columns.join(", ")} from endpoints
     where org_id = ? and environment_id = ? and active = 1 and deleted_at is null`
  )
  const insertEvent = writer.prepare(Row.insert("events", WebhookRows.events.columns))
  const insertDelivery = writer.prepare(Row.insert("deliveries", WebhookRows.deliveries.columns))

  const lastEventOf = writer.prepare<[string, string, string], { readonly at: number }>(
    "select last_event_at as at from endpoint_orders where org_id = ? and environment_id = ? and endpoint_id = ?"
  )
  const setLastEvent = writer.prepare(
    "update endpoint_orders set last_event_at = ? where org_id = ? and environment_id = ? and endpoint_id = ?"
  )

  const inOrder = (orgId: Id.OrgId, target: Event.Target): Event.Target => {
    const last = target.ordered ? lastEventOf.get(orgId, target.environmentId, target.id) : undefined
    return last === undefined ? target : { ...target, lastEventAt: last.at }
  }

  /** Gives how many deliveries were made. */
  return ({ environmentId, orgId }: Id.Scope, announcement: Announcement.Announcement): number => {
    const targets = group.once(`targets ${orgId} ${environmentId}`, () =>
      targetsOf.all(orgId, environmentId).map(WebhookRows.targets.decode)
    )
    if (targets.length === 0) return 0
    const fanOut = announcement(targets.map((target) => inOrder(orgId, target)))
    if (fanOut === undefined) return 0
    insertEvent.run(...WebhookRows.events.values(fanOut.event))
    for (const delivery of fanOut.deliveries) {
      insertDelivery.run(...WebhookRows.deliveries.values(delivery).map(bindable))
      if (delivery.ordered) setLastEvent.run(fanOut.event.createdAt, orgId, environmentId, delivery.endpointId)
    }
    return fanOut.deliveries.length
  }
}
