import { Delivery, type DeliveryFilter, type DeliveryRecord, DeliveryStore, Endpoint, Id, Page, Run } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { inOrder } from "./Endings.ts"
import { findOpen } from "./EnvironmentStore.ts"
import { Memory } from "./Memory.ts"
import { once } from "./Once.ts"
import { add, type DeliveryWork, isIn, isOne, newestFirst, type State } from "./State.ts"

export const layer = Layer.effect(
  DeliveryStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    const same = (record: DeliveryRecord) => record
    return DeliveryStore.of({
      find: (reach, id) => Effect.flatMap(memory.state, (state) => Effect.fromResult(find(state, reach, id))),

      list: (reach, endpointId, filter, { after, limit }) =>
        Effect.flatMap(memory.state, (state) => {
          if (!state.endpoints.some(isOne(reach, endpointId))) return Effect.fail(new Endpoint.EndpointNotFound())
          const listed = state.deliveries
            .filter(({ item }) => isIn(reach)(item) && item.endpointId === endpointId)
            .filter(({ item }) => isShown(item, filter))
            .map((work) => recorded(state, work))
          return Effect.succeed(Page.of(newestFirst(listed, after), limit))
        }),

      listOfRun: (reach, runId, { after, limit }) =>
        Effect.flatMap(memory.state, (state) => {
          if (!state.runs.some(({ item }) => isOne(reach, runId)(item))) return Effect.fail(new Run.RunNotFound())
          const event = state.events.find((one) => isIn(reach)(one) && one.runId === runId)
          const listed = state.deliveries
            .filter(({ item }) => isIn(reach)(item) && item.eventId === event?.id)
            .map((work) => recorded(state, work))
          return Effect.succeed(Page.of(newestFirst(listed, after), limit))
        }),

      send: (scope, endpointId, decide, remember) =>
        memory.make(
          once(remember, same, (state) =>
            Result.flatMap(findOpen(state, scope), () =>
              Result.map(findEndpoint(state, scope, endpointId), (endpoint) => {
                const { deliveries, event } = decide(inOrder(state, endpoint))
                const [delivery] = deliveries
                const events = add(state.events, event, isOne(event, event.id))
                const after = sent({ ...state, events }, delivery!)
                return [recorded(after, { item: delivery! }), after]
              })
            )
          )
        ),

      redeliver: (scope, id, decide, remember) =>
        memory.make(
          once(remember, same, (state) =>
            Result.gen(function* () {
              yield* findOpen(state, scope)
              const before = yield* find(state, scope, id)
              const endpoint = yield* Result.mapError(
                findEndpoint(state, scope, before.endpointId),
                () => new Delivery.DeliveryNotFound()
              )
              if (isEmptied(state, before)) return yield* Result.fail(new Delivery.DeliveryNotFound())
              const delivery = decide(before, endpoint)
              const after = sent(state, delivery)
              return [recorded(after, { item: delivery }), after] as const
            })
          )
        ),

      recover: (scope, endpointId, { after, eventTypes, limit, sent: before, since }, decide, remember) =>
        memory.make((state) => {
          const step = (state: State) =>
            Result.flatMap(findOpen(state, scope), () =>
              Result.map(findEndpoint(state, scope, endpointId), (endpoint) => {
                const ofEndpoint = state.deliveries
                  .map(({ item }) => item)
                  .filter((item) => isIn(scope)(item) && item.endpointId === endpointId)
                const failed = ofEndpoint
                  .filter((item) => item.status === "failed" && item.eventId >= `evt_${Id.floorOf(since)}`)
                  .filter((item) => !ofEndpoint.some(({ eventId, id }) => eventId === item.eventId && id > item.id))
                  .filter((item) => eventTypes?.includes(item.eventType) ?? true)
                  .filter((item) => !isEmptied(state, item) && (after === undefined || item.id > after))
                  .toSorted((a, b) => (a.id < b.id ? -1 : 1))
                  .slice(0, limit)
                const last = failed.length < limit ? undefined : failed.at(-1)?.id
                return [
                  { sent: before + failed.length, ...(last === undefined ? {} : { last }) },
                  failed.reduce((state, item) => sent(state, decide(item, endpoint)), state)
                ] as const
              })
            )
          // A batch that others follow is remembered with the last of them.
          const whole = once(remember, ({ sent }: { readonly sent: number }) => sent, step)(state)
          return Result.isSuccess(whole) && whole.success[0].last !== undefined ? step(state) : whole
        })
    })
  })
)

const isShown = ({ createdAt, eventType, status }: Delivery.Delivery, filter: DeliveryFilter): boolean =>
  (filter.status === undefined || status === filter.status) &&
  (filter.eventType === undefined || eventType === filter.eventType) &&
  (filter.createdAfter === undefined || createdAt >= filter.createdAfter) &&
  (filter.createdBefore === undefined || createdAt < filter.createdBefore)

const find = (
  state: State,
  reach: Id.Reach,
  id: Id.DeliveryId
): Result.Result<DeliveryRecord, Delivery.DeliveryNotFound> => {
  const found = state.deliveries.find(({ item }) => isOne(reach, id)(item))
  return found === undefined ? Result.fail(new Delivery.DeliveryNotFound()) : Result.succeed(recorded(state, found))
}

const findEndpoint = (
  state: State,
  scope: Id.Scope,
  id: Id.EndpointId
): Result.Result<Endpoint.Endpoint, Endpoint.EndpointNotFound> => {
  const found = state.endpoints.find((endpoint) => isOne(scope, id)(endpoint) && endpoint.deletedAt === undefined)
  return found === undefined ? Result.fail(new Endpoint.EndpointNotFound()) : Result.succeed(found)
}

const isEmptied = (state: State, delivery: Delivery.Delivery): boolean =>
  state.events.find(isOne(delivery, delivery.eventId))?.emptiedAt !== undefined

const sent = (state: State, item: Delivery.Delivery): State => {
  const work: DeliveryWork = { item, dueAt: item.dueAt, attempts: 0 }
  return { ...state, deliveries: add(state.deliveries, work, (other) => isOne(item, item.id)(other.item)) }
}

/** A delivery with its attempts; the one that is held, or was cut off, has only begun. */
const recorded = (state: State, { item, token }: Pick<DeliveryWork, "item" | "token">): DeliveryRecord => ({
  ...(token === undefined ? item : withoutDue(item)),
  attempts: state.attempts
    .filter((attempt) => isIn(item)(attempt) && attempt.deliveryId === item.id)
    .map(({ begunAt, number, recorded }) => recorded ?? { number, startedAt: begunAt })
})

const withoutDue = ({ dueAt: _dueAt, ...delivery }: Delivery.Delivery): Delivery.Delivery => delivery
