/**
 * Paces: how the attempts to an endpoint with a rate limit are spaced, over all servers: `rate_limit_per_second` of the
 * contract, section 5.
 *
 * Attempts begin in even steps and nothing is saved up, so no second has more of them than the rate, wherever it begins.
 * A claim takes of a paced lane no more than what may begin within the next second, and says when each does.
 */
import * as Instant from "../instant/Instant.ts"

/** Steps are counted in microseconds, since few rates divide a second into whole milliseconds. */
const micro = 1_000

/** How far ahead a claim may take. */
const horizon = Instant.second

export interface Pace {
  /** How many attempts may begin in a second. */
  readonly rate: number
  /** When the next one may, in microseconds; none was begun yet where this is absent. */
  readonly nextAt?: number | undefined
}

const step = (rate: number): number => Math.ceil((Instant.second * micro) / rate)

const first = ({ nextAt = 0 }: Pace, at: Instant.Instant): number => Math.max(at * micro, nextAt)

/** How many attempts a claim may take. */
export const room = (pace: Pace, at: Instant.Instant): number =>
  Math.max(0, Math.ceil(((at + horizon) * micro - first(pace, at)) / step(pace.rate)))

/** When so many attempts begin, and the pace after them. */
export const begin = (
  pace: Pace,
  at: Instant.Instant,
  count: number
): readonly [starts: ReadonlyArray<Instant.Instant>, after: Pace] => {
  const from = first(pace, at)
  const starts = Array.from({ length: count }, (_, nth) => Math.floor((from + nth * step(pace.rate)) / micro))
  return [starts, { ...pace, nextAt: from + count * step(pace.rate) }]
}
