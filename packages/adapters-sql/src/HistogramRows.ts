/** The rows of histograms: one for each environment, hour, measure and bin that a value fell into. */
import type { Measurement } from "@nexio/core"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import type * as Row from "./Row.ts"

const key = "org_id, environment_id, hour, measure, bin"
const insertion = `insert into histograms (${key}, count)`
const addition = `on conflict (${key}) do update set count = histograms.count + excluded.count`

/** The types of {@link values} with a count on PostgreSQL. */
export const types = ["uuid", "uuid", "bigint", "text", "bigint", "bigint"] as const

/** Counts measurements of one bin: takes its {@link values} and how many they are. */
export const upsert = `${insertion} values (?, ?, ?, ?, ?, ?) ${addition}`

/** Counts many on PostgreSQL, in the order of the rows that `source` gives. */
export const upsertFrom = (source: string): string => `${insertion} select * from ${source} ${addition}`

/** The key of the bin's row. */
export const values = (measurement: Measurement.Measurement): ReadonlyArray<string | number> => [
  measurement.orgId,
  measurement.environmentId,
  measurement.hour,
  measurement.measure,
  measurement.bin
]

/** Counts one measurement of a change, within its transaction. */
export const add = Effect.fnUntraced(function* (measurement: Measurement.Measurement) {
  const sql = yield* SqlClient.SqlClient
  const [org_id, environment_id, hour, measure, bin] = values(measurement) as ReadonlyArray<Row.Value>
  yield* sql`insert into histograms ${sql.insert({ org_id, environment_id, hour, measure, bin, count: 1 })} ${sql.literal(addition)}`
})
