/** How deliveries to one endpoint follow each other in a simulation: in the order of their events, and at its pace. */
import { Instant } from "@nexio/core"
import type { KnownDelivery, KnownEndpoint } from "./Ledger.ts"
import type { SimulatedClock } from "./SimulatedClock.ts"

/** What an ordered delivery has to wait for: the pending ones of events that were made before its own. */
export const before = (pending: ReadonlyArray<KnownDelivery>, { is }: KnownDelivery): ReadonlyArray<KnownDelivery> =>
  is.ordered
    ? pending.filter(
        (other) => other.is.ordered && other.is.endpointId === is.endpointId && placeOf(other) < placeOf({ is })
      )
    : []

/** Whether it is held back by another of its order that is claimed, by a dispatcher that may have died, until that lease is over. */
export const isHeldBack = (
  pending: ReadonlyArray<KnownDelivery>,
  known: KnownDelivery,
  now: Instant.Instant
): boolean =>
  known.is.ordered &&
  pending.some(
    (other) =>
      other !== known &&
      other.is.ordered &&
      other.is.endpointId === known.is.endpointId &&
      other.held !== undefined &&
      other.is.dueAt! > now
  )

const placeOf = ({ is }: Pick<KnownDelivery, "is">): string => `${is.eventId} ${is.id}`

/** Notes that an attempt to an endpoint begins; says whether that is too soon after those before. */
export const isTooSoon = (endpoint: KnownEndpoint, clock: SimulatedClock): boolean => {
  const second = clock.elapsed - Instant.second
  endpoint.begun = [...endpoint.begun.filter((elapsed) => elapsed > second), clock.elapsed]
  // What was spaced by another clock may come together by this one.
  return endpoint.rate !== undefined && endpoint.begun.length > endpoint.rate && clock.jumped <= second
}
