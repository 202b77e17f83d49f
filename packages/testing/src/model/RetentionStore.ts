import { Retention, RetentionStore } from "@nexio/core"
import { Effect, Layer, Result } from "effect"
import { Memory } from "./Memory.ts"
import { change, isIn, type State } from "./State.ts"

export const layer = Layer.effect(
  RetentionStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return RetentionStore.of({
      empty: ({ at, before, limit }) =>
        memory.make((state) => {
          const runs = state.runs
            .filter(({ item }) => Retention.isRunDue(item, before))
            .toSorted((a, b) => a.item.completedAt! - b.item.completedAt!)
            .slice(0, limit)
          const deliveries = state.deliveries
            .filter(({ item }) => Retention.isDeliveryDue(item, before))
            .toSorted((a, b) => a.item.endedAt! - b.item.endedAt!)
            .slice(0, limit)
          const after: State = {
            ...state,
            runs: change(
              state.runs,
              (work) => runs.includes(work),
              (work) => ({ ...work, item: Retention.emptyRun(work.item, at) })
            ),
            deliveries: change(
              state.deliveries,
              (work) => deliveries.includes(work),
              (work) => ({ ...work, item: { ...work.item, emptiedAt: at } })
            ),
            attempts: change(
              state.attempts,
              (one) => deliveries.some(({ item }) => isIn(item)(one) && item.id === one.deliveryId),
              ({ recorded, ...begun }) =>
                recorded === undefined ? begun : { ...begun, recorded: Retention.emptyAttempt(recorded) }
            )
          }
          return Result.succeed([
            { runs: runs.length, deliveries: deliveries.length },
            { ...after, events: emptied(after, at) }
          ])
        }),

      forget: ({ at, limit }) =>
        memory.make((state) => {
          const over = state.remembered
            .filter(({ expiresAt }) => expiresAt <= at)
            .toSorted((a, b) => a.expiresAt - b.expiresAt)
            .slice(0, limit)
          const remembered = state.remembered.filter((one) => !over.includes(one))
          return Result.succeed([over.length, { ...state, remembered }])
        })
    })
  })
)

/** The events, those without a payload of which no delivery is left to be emptied. */
const emptied = ({ deliveries, events }: State, at: number): State["events"] =>
  change(
    events,
    (event) =>
      event.emptiedAt === undefined &&
      deliveries.every(({ item }) => !isIn(event)(item) || item.eventId !== event.id || item.emptiedAt !== undefined),
    (event) => Retention.emptyEvent(event, at)
  )
