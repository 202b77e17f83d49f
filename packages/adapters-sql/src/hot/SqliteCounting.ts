import type { Measurement, Usage } from "@nexio/core"
import type { Database } from "better-sqlite3"
import type { Group } from "../Group.ts"
import * as HistogramRows from "../HistogramRows.ts"
import * as UsageRows from "../UsageRows.ts"

/** Counts what an intent did, where there is anything to count. */
export const prepare = (writer: Database, group: Group) => {
  const bump = writer.prepare(UsageRows.upsert)
  const measure = writer.prepare(HistogramRows.upsert)
  return (counted: Usage.Bump | undefined, measured?: Measurement.Measurement): void => {
    if (counted !== undefined) group.add(bump, UsageRows.keyOf(counted), UsageRows.countsOf(counted))
    if (measured !== undefined) group.add(measure, HistogramRows.values(measured), [1])
  }
}
