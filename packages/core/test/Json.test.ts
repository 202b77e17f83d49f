import { Result, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Json } from "../src/index.ts"
import { runs } from "./runs.ts"

const text = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\u0000"))
const key = fc.oneof(text, fc.constantFrom("__proto__", "constructor", "toString", "0"))

const { value } = fc.letrec<{ value: Json.Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries))
  )
}))

/** A lone surrogate, or U+0000, somewhere in a text. */
const bad = fc
  .tuple(text, fc.constantFrom("\u0000", "\ud800", "\udfff", "\udc00\ud800"), text)
  .map(([before, bad, after]) => `${before} ${bad} ${after}`)

/** The value, inside of as many arrays and objects as there are steps. */
const inside = (path: ReadonlyArray<string | number>, value: Json.Json): Json.Json =>
  path.reduceRight<Json.Json>(
    (inner, step) =>
      typeof step === "number" ? [...Array<null>(step).fill(null), inner] : Object.fromEntries([[step, inner]]),
    value
  )
const path = fc.array(fc.oneof(fc.nat({ max: 3 }), key), { maxLength: 8 })

describe("JSON that comes in", () => {
  it("can be stored whatever it holds, as long as its texts can", () =>
    fc.assert(
      fc.property(value, (value) => {
        expect(Json.unstorable(value)).toBeUndefined()
      }),
      runs
    ))

  it("is never stored with a text, key or value, that has U+0000 or half a surrogate pair, and says where", () =>
    fc.assert(
      fc.property(path, bad, (path, bad) => {
        const where = path.map(String)
        expect(Json.unstorable(inside(path, bad))).toMatchObject({ path: where })
        expect(Json.unstorable(inside(path, Object.fromEntries([[bad, 1]])))).toMatchObject({ path: [...where, bad] })
      }),
      runs
    ))

  it("can be nested a hundred levels deep, and no deeper", () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(0), fc.constant("a")), { maxLength: 130, size: "max" }), (path) => {
        expect(Json.unstorable(inside(path, 1)) === undefined).toBe(path.length <= 100)
      }),
      runs
    ))

  it("is read as just what it says, whatever its keys are called", () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), (entries) => {
        const written = JSON.stringify(Object.fromEntries(entries))
        const read = Schema.decodeUnknownSync(Json.JsonObject)(JSON.parse(written))
        expect(JSON.stringify(Schema.encodeSync(Json.JsonObject)(read))).toBe(written)
      }),
      runs
    ))

  it("is metadata with up to 50 keys, and texts of up to 500 characters", () =>
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 600 }), (keys, length) => {
        const metadata = Object.fromEntries(
          Array.from({ length: keys }, (_, nth) => [`key ${nth}`, "x".repeat(length)])
        )
        expect(Result.isSuccess(Schema.decodeResult(Json.Metadata)(metadata))).toBe(
          keys <= 50 && (keys === 0 || length <= 500)
        )
      }),
      runs
    ))
})
