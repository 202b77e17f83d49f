import { Instant } from "@nexio/core"
import fc from "fast-check"

/** Any instant that can be written. */
export const instant: fc.Arbitrary<Instant.Instant> = fc.integer({ min: 0, max: Instant.last })

/** An instant in the years that a server lives in, on and around the boundaries of hours, days and months. */
export const present: fc.Arbitrary<Instant.Instant> = fc.oneof(
  fc.integer({ min: Date.UTC(2020), max: Date.UTC(2040) }),
  fc
    .tuple(
      fc.integer({ min: 2020, max: 2039 }),
      fc.nat({ max: 11 }),
      fc.constantFrom(1, 28, 29),
      fc.constantFrom(-1, 0, 1)
    )
    .map(([year, month, day, off]) => Date.UTC(year, month, day) + off)
)
