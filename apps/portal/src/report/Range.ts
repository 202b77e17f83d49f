/** Which stretch of time a report is of: in UTC, on the boundaries of its buckets, up to and with the present one. */
import { useEffect, useMemo, useState } from "react"

export type Granularity = "hour" | "day" | "month"

export interface Range {
  readonly from: string
  /** Exclusive. */
  readonly to: string
  readonly granularity: Granularity
}

const hour = 3_600_000
const day = 24 * hour

const upTo = (now: number, bucket: number, granularity: Granularity, length: number): Range => {
  const to = Math.floor(now / bucket) * bucket + bucket
  return { from: new Date(to - length).toISOString(), to: new Date(to).toISOString(), granularity }
}

/** Whole months, by their number from the present one. */
const months = (now: number, first: number, last: number, granularity: Granularity): Range => {
  const date = new Date(now)
  const start = (shift: number) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + shift)).toISOString()
  return { from: start(first), to: start(last), granularity }
}

export const ranges = {
  "1h": ["Last hour", (now: number) => upTo(now, hour, "hour", 2 * hour)],
  "24h": ["Last 24 hours", (now: number) => upTo(now, hour, "hour", day)],
  "7d": ["Last 7 days", (now: number) => upTo(now, hour, "hour", 7 * day)],
  "30d": ["Last 30 days", (now: number) => upTo(now, day, "day", 30 * day)],
  "90d": ["Last 90 days", (now: number) => upTo(now, day, "day", 90 * day)],
  month: ["This month", (now: number) => months(now, 0, 1, "day")],
  "last-month": ["Last month", (now: number) => months(now, -1, 0, "day")],
  year: ["Last 12 months", (now: number) => months(now, -11, 1, "month")]
} as const satisfies Record<string, readonly [name: string, at: (now: number) => Range]>

export type RangeName = keyof typeof ranges

/** The range that an address names, else the usual one. */
export const rangeNamed = (said: string | undefined, offered: ReadonlyArray<RangeName>, usual: RangeName): RangeName =>
  offered.find((name) => name === said) ?? usual

/** A range as it is now: while a report is in sight, its present bucket ends and the next one begins. */
export const useRange = (name: RangeName): Range => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(tick)
  }, [])
  const { from, granularity, to } = ranges[name][1](now)
  return useMemo(() => ({ from, to, granularity }), [from, to, granularity])
}
