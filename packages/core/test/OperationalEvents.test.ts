import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Announcement, AnyEventType, type Delivery, type Endpoint, EventType, Instant } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { countedIds } from "./ports.ts"
import { runs } from "./runs.ts"

describe("An operational event", () => {
  const others = fc
    .tuple(
      fc.uniqueArray(arbitrary.endpoint, { selector: ({ id }) => id, minLength: 1, maxLength: 6 }),
      fc.array(fc.subarray([...EventType.literals]), { minLength: 6, maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 6, maxLength: 6 })
    )
    .map(([endpoints, events, here]) => {
      const [{ environment, environmentId, orgId }] = endpoints as [Endpoint.Endpoint]
      return endpoints.map(
        (endpoint, nth): Endpoint.Endpoint => ({
          ...endpoint,
          orgId,
          events: events[nth]!,
          ...(here[nth] ? { environment, environmentId } : {})
        })
      )
    })
  const carried = fc.constantFrom(...AnyEventType.literals)
  const reason = fc.string()

  /** Whom it goes to, and what it tells. */
  const expectTold = (
    endpoints: ReadonlyArray<Endpoint.Endpoint>,
    announcement: Announcement.Announcement | undefined,
    carried: AnyEventType,
    { data, type }: { readonly data: object; readonly type: EventType }
  ) => {
    const [about] = endpoints as [Endpoint.Endpoint]
    const targets = endpoints
      .slice(1)
      .filter(
        ({ active, environmentId, events }) => active && environmentId === about.environmentId && events.includes(type)
      )
    const isToTell = !["endpoint.disabled", "delivery.exhausted"].includes(carried) && targets.length > 0
    const told = announcement?.(endpoints)
    expect(told?.deliveries.map(({ endpointId, url }) => [endpointId, url])).toEqual(
      isToTell ? targets.map(({ id, url }) => [id, url]) : undefined
    )
    if (told === undefined) return
    expect(told.event).toMatchObject({ orgId: about.orgId, environmentId: about.environmentId, type, createdAt: 7 })
    expect(JSON.parse(told.event.payload)).toEqual({
      ...{ id: told.event.id, type, webhook_version: "2026-03-22", created_at: Instant.format(7) },
      ...{ environment: about.environment, environment_id: about.environmentId, data }
    })
  }

  it("of a deactivation goes to the other active endpoints of the environment that subscribe, and follows on none of its kind", () =>
    fc.assert(
      fc.property(others, carried, reason, (endpoints, carried, reason) => {
        const [about] = endpoints as [Endpoint.Endpoint]
        const announcement = Announcement.ofDeactivation(about, carried, reason, 7, countedIds())
        const data = { endpoint: { id: about.id, url: about.url }, reason }
        expectTold(endpoints, announcement, carried, { data, type: "endpoint.disabled" })
      }),
      runs
    ))

  it("of a delivery is made just once that has failed for good, goes to the others, and follows on none of its kind", () =>
    fc.assert(
      fc.property(
        others,
        carried,
        reason,
        fc.constantFrom("pending", "succeeded", "failed", "failed", "cancelled"),
        (endpoints, carried, reason, status) => {
          const [{ environmentId, id: endpointId, orgId }] = endpoints as [Endpoint.Endpoint]
          const url = "https://before.example"
          const scope = { orgId, environmentId, endpointId }
          const delivery = { id: "a delivery", ...scope, eventType: carried, url, status } as Delivery.Delivery
          const announcement = Announcement.ofExhaustion(delivery, reason, 7, countedIds())
          if (status !== "failed") expect(announcement).toBeUndefined()
          else {
            const data = { endpoint: { id: endpointId, url }, delivery_id: "a delivery", reason }
            expectTold(endpoints, announcement, carried, { data, type: "delivery.exhausted" })
          }
        }
      ),
      runs
    ))
})
