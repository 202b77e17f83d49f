import { type BinRow, Measurement, MetricsStore } from "@nexio/core"
import { Effect, Layer } from "effect"
import { Memory } from "./Memory.ts"
import type { State } from "./State.ts"

export const layer = Layer.effect(
  MetricsStore,
  Effect.gen(function* () {
    const memory = yield* Memory
    return MetricsStore.of({
      read: (orgId, which, { from, to, width }) =>
        Effect.map(memory.state, (state) =>
          binned(
            measurements(state).filter(
              ({ environmentId, hour, ...measured }) =>
                measured.orgId === orgId && (which === "all" || which === environmentId) && hour >= from && hour < to
            ),
            width
          )
        )
    })
  })
)

/** All that was ever to be measured, from the history of runs and deliveries alone. */
export const measurements = ({
  deliveries,
  runs
}: Pick<State, "runs" | "deliveries">): ReadonlyArray<Measurement.Measurement> =>
  [
    ...runs.map(({ item }) => Measurement.ofEnd(item)),
    ...deliveries.map(({ item }) => Measurement.ofDelivery(item))
  ].filter((measured) => measured !== undefined)

/** How many measurements fell into each bin, per environment and bucket of `width` milliseconds. */
export const binned = (measurements: ReadonlyArray<Measurement.Measurement>, width: number): ReadonlyArray<BinRow> => {
  const rows = new Map<string, BinRow>()
  for (const { bin, environmentId, hour, measure } of measurements) {
    const bucket = hour - (hour % width)
    const key = `${environmentId} ${bucket} ${measure} ${bin}`
    rows.set(key, { environmentId, bucket, measure, bin, count: (rows.get(key)?.count ?? 0) + 1 })
  }
  return [...rows.values()]
}
