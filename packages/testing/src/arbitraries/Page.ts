import { Page } from "@nexio/core"
import fc from "fast-check"
import { id } from "./Id.ts"

/** How many items a page can hold; most are small, so that lists have several. */
export const limit: fc.Arbitrary<number> = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 5 }) },
  fc.integer({ min: 1, max: 100 })
)

/** The opaque text of a position in a list. */
export const cursor: fc.Arbitrary<string> = id<string>().map(Page.cursor)

/** A text that is no cursor. */
export const malformedCursor: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("", "0", "null", "=", "%", "e30"),
  id<string>(),
  fc.string({ maxLength: 20 }).map((text) => Page.cursor(text))
)
