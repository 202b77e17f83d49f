import { Option, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, expectTypeOf, it } from "vitest"
import { SnakeCase } from "../src/index.ts"
import { runs } from "./runs.ts"

const word = fc.string({ unit: fc.constantFrom(..."abcz019"), minLength: 1, maxLength: 5 })
const words = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .map(([first = "a", ...rest]) => [first, ...rest.map((word) => `x${word}`)])
const camel = (words: ReadonlyArray<string>) =>
  words.map((word, nth) => (nth === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join("")

describe("Public JSON", () => {
  it("has each word of a name in lower case, joined by underscores", () =>
    fc.assert(
      fc.property(words, (words) => {
        expect(SnakeCase.snakeCase(camel(words))).toBe(words.join("_"))
      }),
      runs
    ))

  it("is read back as what was written, whatever the fields are called", () =>
    fc.assert(
      fc.property(fc.uniqueArray(words, { selector: camel, minLength: 1 }), fc.string(), (names, text) => {
        const schema = SnakeCase.snakeCased(
          Schema.Struct(Object.fromEntries(names.map((name) => [camel(name), Schema.String])))
        )
        const value = Object.fromEntries(names.map((name) => [camel(name), text]))
        const json = Schema.encodeUnknownSync(schema)(value)
        expect(json).toEqual(Object.fromEntries(names.map((name) => [name.join("_"), text])))
        expect(Schema.decodeUnknownSync(schema)(json)).toEqual(value)
      }),
      runs
    ))

  it("leaves an unset field out, and calls one otherwise where that is said", () => {
    const schema = SnakeCase.snakeCased(
      Schema.Struct({ id: Schema.String, endedAt: Schema.optionalKey(Schema.String) }),
      { id: "run_id" }
    )
    expect(Schema.encodeSync(schema)({ id: "1" })).toEqual({ run_id: "1" })
    expect(Schema.encodeSync(schema)({ id: "1", endedAt: "now" })).toEqual({ run_id: "1", ended_at: "now" })
    expectTypeOf<keyof typeof schema.Encoded>().toEqualTypeOf<"run_id" | "ended_at">()
  })

  it("is decoded the same by the short decoder where it decodes, and by it where no field is one too many", () => {
    const struct = Schema.Struct({
      input: Schema.Record(Schema.String, Schema.Json),
      engineVersion: Schema.optionalKey(Schema.String),
      tags: Schema.optionalKey(Schema.Record(Schema.String, Schema.String.check(Schema.isMaxLength(3))))
    })
    const decode = Schema.decodeUnknownOption(SnakeCase.snakeCased(struct), { onExcessProperty: "error" })
    const short = SnakeCase.decoder(struct)
    const name = fc.constantFrom("input", "engine_version", "engineVersion", "tags", "__proto__", "other")
    const value = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.string(), fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("1e999", 1)))
    )
    const object = fc
      .array(fc.tuple(name, value), { maxLength: 3 })
      .map(
        (fields) => `{"input":{},${fields.map(([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(field)}`)}}`
      )
      .map((text) => text.replace(",}", "}").replaceAll('"1e999"', "1e999"))
    fc.assert(
      fc.property(fc.oneof(object, fc.json()), (text) => {
        expect(short(JSON.parse(text))).toEqual(Option.getOrUndefined(decode(JSON.parse(text))))
      }),
      runs
    )
  })
})
