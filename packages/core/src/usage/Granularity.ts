/** How long the buckets of a report are, and where they begin: UTC hours, days and months. */
import { DateTime, Schema } from "effect"
import { day, hour, type Instant } from "../instant/Instant.ts"

export const Granularity = Schema.Literals(["hour", "day", "month"])
export type Granularity = typeof Granularity.Type

/** The start of the bucket that an instant is in. */
export const floor = (granularity: Granularity, at: Instant): Instant => {
  switch (granularity) {
    case "hour":
      return at - (at % hour)
    case "day":
      return at - (at % day)
    case "month":
      return DateTime.toEpochMillis(DateTime.startOf(DateTime.makeUnsafe(at), "month"))
  }
}

/** The start of the bucket after the one that an instant is in. */
export const ceiling = (granularity: Granularity, at: Instant): Instant => {
  const start = floor(granularity, at)
  switch (granularity) {
    case "hour":
      return start + hour
    case "day":
      return start + day
    case "month":
      return DateTime.toEpochMillis(DateTime.add(DateTime.makeUnsafe(start), { months: 1 }))
  }
}

/** Of what stores sum up, in milliseconds: hours or days, of which months are made. */
export const width = (granularity: Granularity): number => (granularity === "hour" ? hour : day)

/** The starts of all buckets from `from` (inclusive) to `to` (exclusive). */
export const buckets = (granularity: Granularity, from: Instant, to: Instant): ReadonlyArray<Instant> => {
  const starts: Array<Instant> = []
  for (let start = from; start < to; start = ceiling(granularity, start)) starts.push(start)
  return starts
}
