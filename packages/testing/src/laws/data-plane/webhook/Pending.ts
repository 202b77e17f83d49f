/** Deliveries that wait, and what a dispatcher records of one. */
import { type ClaimedDelivery, Delivery, DeliveryStore, type Endpoint, Event, Instant } from "@nexio/core"
import { Effect, Result } from "effect"
import { found } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { endpoint, endRuns, subscribe } from "../Work.ts"

export const start = Date.UTC(2027, 0, 1)

/** Some deliveries that are due from `start` on. */
export const pending = Effect.fnUntraced(function* (ids: Minted, count: number) {
  const [live] = yield* found(ids, start)
  yield* subscribe(endpoint(ids, live, start))
  yield* endRuns(ids, live, start, count)
  return live
})

/** Something that an endpoint alone is told, due at an instant. */
export const told = Effect.fnUntraced(function* (ids: Minted, to: Endpoint.Endpoint, at: Instant.Instant) {
  const block = ids.block()
  const deliveries = yield* DeliveryStore
  return yield* deliveries.send(to, to.id, (one) => Event.test(one, at, new Minted(block)))
})

const schedule = [5 * Instant.second, Instant.hour]

/** What a dispatcher records of an attempt at an instant. */
export const recorded = ({ attempt, delivery }: ClaimedDelivery, _tag: "Succeeded" | "Failed", at: number) => ({
  attempt: { number: attempt, startedAt: at, latencyMs: 1 },
  delivery: Result.getOrThrow(Delivery.next(delivery, { _tag }, at, schedule, 0.5))
})
