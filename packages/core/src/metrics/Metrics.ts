/** How runs and deliveries went, and how long they took. */
import { Schema } from "effect"
import * as Usage from "../usage/Usage.ts"
import { Quantiles } from "./Histogram.ts"

const { deliveriesFailed, deliveriesSucceeded, runDurationMs: _sum, ...runs } = Usage.Counts.fields

/** Those of one environment, or of several together, in a time. Quantiles and rates of nothing are left out. */
export const Metrics = Schema.Struct({
  ...runs,
  /** Of runs that were begun, from their first start to their end. */
  runDurationMs: Schema.optionalKey(Quantiles),
  deliveriesSucceeded,
  deliveriesFailed,
  /** What part of the deliveries that ended succeeded; cancelled ones are not among them. */
  deliverySuccessRate: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))),
  /** Of deliveries that succeeded, from their making to their success. */
  deliveryLatencyMs: Schema.optionalKey(Quantiles)
})
export interface Metrics extends Schema.Schema.Type<typeof Metrics> {}

/** What was counted, with the quantiles of what was measured. */
export const of = (
  { runDurationMs: _sum, ...counts }: Usage.Counts,
  measured: Pick<Metrics, "runDurationMs" | "deliveryLatencyMs">
): Metrics => {
  const ended = counts.deliveriesSucceeded + counts.deliveriesFailed
  return {
    ...counts,
    ...measured,
    ...(ended === 0 ? {} : { deliverySuccessRate: counts.deliveriesSucceeded / ended })
  }
}
