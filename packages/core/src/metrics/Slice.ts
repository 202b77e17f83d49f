/** A part of a report's range: what is read at once, so that a long report keeps nothing else waiting for long. */
import { day, type Instant } from "../instant/Instant.ts"
import * as Granularity from "../usage/Granularity.ts"

export interface Slice {
  readonly from: Instant
  readonly to: Instant
}

/** About how many days of one environment are read at once. */
const daysAtOnce = 8

/** Slices that hold all of these buckets, which are in their order; of so many environments the fewer days each. */
export const of = (
  granularity: Granularity.Granularity,
  buckets: Iterable<Instant>,
  environments: number
): ReadonlyArray<Slice> => {
  const longest = Math.max(1, Math.floor(daysAtOnce / environments)) * day
  const slices: Array<Slice> = []
  for (const bucket of buckets) {
    const end = Granularity.ceiling(granularity, bucket)
    const last = slices.at(-1)
    if (last !== undefined && end - last.from <= longest) slices[slices.length - 1] = { from: last.from, to: end }
    else {
      for (let from = bucket; from < end; from += longest) slices.push({ from, to: Math.min(from + longest, end) })
    }
  }
  return slices
}
