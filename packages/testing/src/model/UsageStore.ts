import { Usage, type UsageRow, UsageStore } from "@nexio/core"
import { Effect, Layer } from "effect"
import { Memory } from "./Memory.ts"
import type { State } from "./State.ts"

export const layer = Layer.effect(
  UsageStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return UsageStore.of({
      read: (orgId, which, { from, to, width }) =>
        Effect.map(memory.state, (state) => {
          const isAsked = (id: string) => which === "all" || which === id
          return {
            environments: state.environments
              .filter((environment) => environment.orgId === orgId && isAsked(environment.id))
              .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
            rows: sums(
              recount(state).filter(
                (bump) => bump.orgId === orgId && isAsked(bump.environmentId) && bump.hour >= from && bump.hour < to
              ),
              width
            )
          }
        })
    })
  })
)

/** All that was ever to be counted, from the history of runs and deliveries alone. */
export const recount = ({ deliveries, runs }: Pick<State, "runs" | "deliveries">): ReadonlyArray<Usage.Bump> =>
  [
    ...runs.flatMap(({ item }) => [Usage.ofSubmission(item), Usage.ofEnd(item)]),
    ...deliveries.map(({ item }) => Usage.ofDelivery(item))
  ].filter((bump) => bump !== undefined)

const sums = (bumps: ReadonlyArray<Usage.Bump>, width: number): ReadonlyArray<UsageRow> => {
  const rows = new Map<string, UsageRow>()
  for (const { adds, environmentId, hour } of bumps) {
    const bucket = hour - (hour % width)
    const key = `${environmentId} ${bucket}`
    const counts = Usage.plus(rows.get(key)?.counts ?? Usage.none, adds)
    rows.set(key, { environmentId, bucket, counts })
  }
  return [...rows.values()]
}
