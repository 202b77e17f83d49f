/** Counting what a batch measured: after its usage, one row for each bin that a value fell into. */
import type { Measurement } from "@nexio/core"
import * as HistogramRows from "../HistogramRows.ts"
import * as PostgresSession from "../PostgresSession.ts"

const upsert = HistogramRows.upsertFrom(PostgresSession.unnest(HistogramRows.types))

/** Counts measurements by their bins, in the order of the keys, so that batches side by side do not deadlock. */
export const additions = (
  measurements: ReadonlyArray<Measurement.Measurement | undefined>
): ReadonlyArray<PostgresSession.Statement> => {
  const keys = measurements.flatMap((measurement) =>
    measurement === undefined ? [] : [HistogramRows.values(measurement)]
  )
  if (keys.length === 0) return []
  const bins = Map.groupBy(keys, (key) => key.join(" "))
  const rows = [...bins]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, [key = [], ...others]]) => [...key, 1 + others.length])
  return [[upsert, ...PostgresSession.columnsOf(rows, HistogramRows.types)]]
}
