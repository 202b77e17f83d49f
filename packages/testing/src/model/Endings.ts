/** How work ends: what it tells to whom, and what is stopped with what it belongs to. */
import {
  type Announcement,
  Delivery,
  type Ending,
  type Endpoint,
  type Event,
  type Id,
  type Instant,
  Run
} from "@nexio/core"
import { Result } from "effect"
import { add, change, type DeliveryWork, isIn, isOne, type State } from "./State.ts"

/** A run ends: it is neither due nor held. */
export const endRun = (state: State, { announcement, run }: Ending): readonly [deliveries: number, after: State] => {
  const runs = change(
    state.runs,
    ({ item }) => isOne(run, run.id)(item),
    () => ({ item: run })
  )
  return tell({ ...state, runs }, run, announcement)
}

/** An environment's endpoints are told of something: each that its event goes to gets a delivery, due at once. */
export const tell = (
  state: State,
  scope: Id.Scope,
  announcement: Announcement.Announcement | undefined
): readonly [deliveries: number, after: State] => {
  const endpoints = state.endpoints.filter((one) => isIn(scope)(one) && one.deletedAt === undefined)
  const told = announcement?.(endpoints.map((one) => inOrder(state, one)))
  if (told === undefined) return [0, state]
  const made = told.deliveries.map((item): DeliveryWork => ({ item, dueAt: item.dueAt, attempts: 0 }))
  const deliveries = made.reduce(
    (all, one) => add(all, one, ({ item }) => isOne(one.item, one.item.id)(item)),
    state.deliveries
  )
  const events = add(state.events, told.event, isOne(told.event, told.event.id))
  return [made.length, { ...state, events, deliveries }]
}

/** An endpoint with the instant of the last event that went to it. */
export const inOrder = (state: State, endpoint: Endpoint.Endpoint): Endpoint.Endpoint & Event.Target => {
  const instants = state.deliveries
    .map(({ item }) => item)
    .filter((item) => isIn(endpoint)(item) && item.endpointId === endpoint.id)
    .map((item) => state.events.find(isOne(item, item.eventId))!.createdAt)
  return instants.length === 0 ? endpoint : { ...endpoint, lastEventAt: Math.max(...instants) }
}

/** Pending deliveries that this is about are cancelled; an attempt of theirs that is under way is lost. */
export const cancelPending = (
  state: State,
  isMeant: (delivery: Delivery.Delivery) => boolean,
  at: Instant.Instant
): State => ({
  ...state,
  deliveries: change(
    state.deliveries,
    ({ item }) => isMeant(item) && !Delivery.isTerminal(item),
    ({ attempts, item }) => ({
      item: Result.getOrThrow(Delivery.next(item, { _tag: "Cancelled" }, at, [], 0)),
      attempts
    })
  )
})

/** All that belongs to a deleted environment stops; a run that is under way ends as it would. */
export const stopEnvironment = (state: State, scope: Id.Scope, at: Instant.Instant): State =>
  cancelPending(
    {
      ...state,
      endpoints: change(
        state.endpoints,
        (endpoint) => isIn(scope)(endpoint) && endpoint.active,
        (endpoint) => ({ ...endpoint, active: false, updatedAt: at })
      ),
      runs: change(
        state.runs,
        ({ item }) => isIn(scope)(item) && item.status === "queued",
        ({ item }) => ({ item: Result.getOrThrow(Run.next(item, { _tag: "EnvironmentDeleted", at })) })
      )
    },
    isIn(scope),
    at
  )
