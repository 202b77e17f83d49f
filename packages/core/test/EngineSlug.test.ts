import { Result, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Engine } from "../src/index.ts"
import { runs } from "./runs.ts"

const near = fc.string({ unit: fc.constantFrom("a", "7", "-", "A", "_", "é"), maxLength: 6 })
const long = fc.tuple(fc.integer({ min: 47, max: 52 }), near).map(([length, text]) => text.padEnd(length, "a"))

describe("An engine's slug", () => {
  it("is 3 to 50 lowercase letters, digits and hyphens, of which none is at either end", () =>
    fc.assert(
      fc.property(fc.oneof(near, long), (text) => {
        const isOne =
          text.length >= 3 &&
          text.length <= 50 &&
          [...text].every((character) => "a7-".includes(character)) &&
          !text.startsWith("-") &&
          !text.endsWith("-")
        expect(Result.isSuccess(Schema.decodeResult(Engine.EngineSlug)(text))).toBe(isOne)
      }),
      runs
    ))
})
