import { type ClaimedDelivery, Delivery, Endpoint, type Id, LeaseLost, Page, WebhookStore } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { noted } from "./AuditStore.ts"
import { cancelPending, tell } from "./Endings.ts"
import { findOpen } from "./EnvironmentStore.ts"
import * as Lanes from "./Lanes.ts"
import * as Leases from "./Leases.ts"
import { Memory } from "./Memory.ts"
import { once } from "./Once.ts"
import { add, type BegunAttempt, change, type DeliveryWork, isIn, isOne, newestFirst, type State } from "./State.ts"

export const layer = Layer.effect(
  WebhookStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return WebhookStore.of({
      change: (scope, decide, remember) =>
        memory.make(
          once(
            remember,
            (endpoint: Endpoint.Endpoint) => endpoint,
            (state) =>
              Result.flatMap(findOpen(state, scope), ({ org }) => {
                const among = { limit: org.endpointLimit, endpoints: endpointsOf(state, scope) }
                return Result.map(decide(among), ({ announcement, endpoint, entry, stops = false }) => {
                  const [, after] = tell(written(state, endpoint, stops), scope, announcement)
                  return [endpoint, noted(after, scope.orgId, entry)]
                })
              })
          )
        ),

      find: (reach, id) =>
        Effect.flatMap(memory.state, (state) => {
          const found = endpointsOf(state, reach).find((endpoint) => endpoint.id === id)
          return found === undefined ? Effect.fail(new Endpoint.EndpointNotFound()) : Effect.succeed(found)
        }),

      list: (reach, { after, limit }) =>
        Effect.map(memory.state, (state) => Page.of(newestFirst(endpointsOf(state, reach), after), limit)),

      claimDue: ({ at, until, ...asked }) =>
        memory.make((state) => {
          const taken = Lanes.takeLanes(state, at, asked)
          const claims = Leases.claimsOf(taken, state.claims)
          const { paces, starts } = Lanes.begin(state, at, taken)
          const claimed = [...claims].map(
            ([work, claim]): ClaimedDelivery => ({
              claim,
              delivery: { ...work.item, dueAt: until },
              attempt: work.attempts + 1,
              startAt: starts.get(work),
              ...carried(state, work)
            })
          )
          const after: State = {
            ...state,
            claims: state.claims + claims.size,
            paces,
            deliveries: state.deliveries.map((work) =>
              claims.has(work)
                ? {
                    item: work.item,
                    dueAt: until,
                    token: claims.get(work)!.token,
                    attempts: work.attempts + 1
                  }
                : work.token !== undefined && work.dueAt! <= at
                  ? { ...work, lapsed: true }
                  : work
            ),
            attempts: [...state.attempts, ...claimed.map((one) => begun(one, one.startAt ?? at))]
          }
          return Result.succeed([claimed, after])
        }),

      renew: (claims, until) =>
        memory.make((state) => {
          // What lapsed of an order can be another's turn now.
          const isLost = ({ item, lapsed = false }: DeliveryWork) => lapsed && item.ordered
          const [lost, deliveries] = Leases.renew(state.deliveries, claims, until, isLost)
          return Result.succeed([lost, { ...state, deliveries }])
        }),

      record: (claim, attempted) =>
        Effect.flatMap(
          memory.make((state) => {
            const { announcement, attempt, delivery } = attempted
            const isHeld = state.deliveries.some(Leases.isHeldBy(claim))
            const before = state.endpoints.find(isOne(delivery, delivery.endpointId))
            const failingSince = Endpoint.failingAfter(before?.failingSince, attempted)
            const after: State = {
              ...state,
              deliveries: change(state.deliveries, Leases.isHeldBy(claim), ({ attempts, item }) => ({
                item: { ...delivery, ordered: item.ordered },
                dueAt: delivery.dueAt,
                attempts
              })),
              endpoints: change(
                state.endpoints,
                (one) => isHeld && one === before && one.failingSince !== failingSince,
                ({ failingSince: _, ...endpoint }) => ({
                  ...endpoint,
                  ...(failingSince === undefined ? {} : { failingSince })
                })
              ),
              attempts: change(
                state.attempts,
                (one) =>
                  isIn(claim)(one) &&
                  one.deliveryId === claim.id &&
                  one.number === attempt.number &&
                  one.recorded === undefined,
                (one) => ({ ...one, recorded: attempt })
              )
            }
            if (!isHeld) return Result.succeed([undefined, after])
            const [deliveries, told] = tell(after, claim, announcement)
            return Result.succeed([{ failingSince, deliveries }, told])
          }),
          // The attempt is recorded all the same, so this is no refusal of the step.
          (recorded) =>
            recorded === undefined ? Effect.fail(new LeaseLost({ id: claim.id })) : Effect.succeed(recorded)
        )
    })
  })
)

const endpointsOf = (state: State, reach: Id.Reach): ReadonlyArray<Endpoint.Endpoint> =>
  state.endpoints.filter((endpoint) => isIn(reach)(endpoint) && endpoint.deletedAt === undefined)

const written = (state: State, endpoint: Endpoint.Endpoint, stops: boolean): State => {
  const isSame = isOne(endpoint, endpoint.id)
  const endpoints = state.endpoints.some(isSame)
    ? change(state.endpoints, isSame, () => endpoint)
    : add(state.endpoints, endpoint, isSame)
  const isForIt = (delivery: { readonly endpointId: string } & Id.Scope) =>
    isIn(endpoint)(delivery) && delivery.endpointId === endpoint.id
  const deliveries = change(
    state.deliveries,
    ({ item }) => isForIt(item) && !Delivery.isTerminal(item),
    (work) => ({ ...work, item: { ...work.item, ordered: endpoint.ordered } })
  )
  const after = { ...state, endpoints, deliveries }
  return stops ? cancelPending(after, isForIt, endpoint.updatedAt) : after
}

/** What goes along with a delivery: its event as it was made, and what its endpoint proves itself with now. */
const carried = (state: State, { item }: DeliveryWork): Pick<ClaimedDelivery, "event" | "secrets" | "authToken"> => {
  const event = state.events.find(isOne(item, item.eventId))!
  const { authToken, secrets } = state.endpoints.find(isOne(item, item.endpointId))!
  return { event, secrets, authToken }
}

const begun = ({ attempt, delivery }: ClaimedDelivery, at: number): BegunAttempt => ({
  orgId: delivery.orgId,
  environmentId: delivery.environmentId,
  deliveryId: delivery.id,
  number: attempt,
  begunAt: at
})
