import { Json } from "@nexio/core"
import fc from "fast-check"

/**
 * Any character, none of them half a surrogate pair. It is what fast-check calls `binary`, which would write all
 * million of them into a table: a second and 100 MB of each process.
 */
export const character: fc.Arbitrary<string> = fc.nat(0x10_f7_ff).map(
  (nth) => String.fromCodePoint(nth < 0xd8_00 ? nth : nth + 0x8_00),
  (text) => {
    if (typeof text !== "string" || !text.isWellFormed() || [...text].length !== 1) throw new Error("Not a character")
    const code = text.codePointAt(0)!
    return code < 0xd8_00 ? code : code - 0x8_00
  }
)

/** A text that can be stored: any characters but U+0000, none of them half a surrogate pair. */
export const text = (
  limits: { readonly minLength?: number; readonly maxLength?: number } = {}
): fc.Arbitrary<string> => {
  const { maxLength = Infinity, minLength = 0 } = limits
  return (
    fc
      .string({ unit: character, ...limits })
      .map((text) => text.replaceAll("\u0000", " "))
      // A character outside of the basic plane counts twice.
      .filter((text) => text.length >= minLength && text.length <= maxLength)
  )
}

/** Names that objects of a careless language know already, beside any other. */
const key = fc.oneof(
  { weight: 4, arbitrary: text({ maxLength: 12 }) },
  fc.constantFrom("__proto__", "constructor", "toString", "length", "0", "")
)

const object = (value: fc.Arbitrary<Json.Json>) =>
  fc
    .array(fc.tuple(key, value), { maxLength: 5 })
    .map((entries): Record<string, Json.Json> => Object.fromEntries(entries))

/** Any JSON that can be stored, with numbers as JSON can write them: `-0` is written as `0`. */
export const json: fc.Arbitrary<Json.Json> = fc.letrec<{ value: Json.Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    text(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.array(tie("value"), { maxLength: 5 }),
    object(tie("value"))
  )
})).value

/** A JSON object, as a run's input is. */
export const jsonObject: fc.Arbitrary<Readonly<Record<string, Json.Json>>> = object(json)

/** JSON nested as deep as can be stored. */
export const deepJson: fc.Arbitrary<Json.Json> = fc
  .array(fc.boolean(), { minLength: Json.maxDepth - 1, maxLength: Json.maxDepth - 1 })
  .map((path) => path.reduce<Json.Json>((inner, isArray) => (isArray ? [inner] : { inner }), 0))

/** Up to 50 keys, each with a text of up to 500 characters. */
export const metadata: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .array(fc.tuple(key, text({ maxLength: 500 })), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries))
  },
  {
    weight: 1,
    arbitrary: fc.constant(Object.fromEntries(Array.from({ length: 50 }, (_, nth) => [`key ${nth}`, "é".repeat(500)])))
  }
)

/** A text that cannot be stored. */
export const unstorableText: fc.Arbitrary<string> = fc
  .tuple(text(), fc.constantFrom("\u0000", "\ud800", "\udfff"), text())
  .map(([before, bad, after]) => `${before} ${bad} ${after}`)

/** JSON that cannot be stored, for a text in it, for a key, or for its depth. */
export const unstorableJson: fc.Arbitrary<Json.Json> = fc.oneof(
  unstorableText,
  unstorableText.map((bad) => ({ [bad]: 1 })),
  fc.tuple(json, unstorableText).map(([good, bad]) => [good, { bad }]),
  deepJson.map((deep) => [[deep]])
)
