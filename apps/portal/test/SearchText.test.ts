import fc from "fast-check"
import { expect, it } from "vitest"
import { parse, stringify } from "../src/SearchText.ts"

const slug = fc.stringMatching(/^[a-z0-9_]{1,16}$/)

it("never takes a slug for anything but its text, be it 2024, 1e3 or null", () => {
  fc.assert(
    fc.property(fc.oneof(slug, fc.constantFrom("2024", "1e3", "null", "true", "0")), (environment) => {
      expect(parse(stringify({ environment }))).toEqual({ environment })
    })
  )
})

it("always gives back what it wrote, and leaves out what is empty", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (search) => {
      const said = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== ""))
      expect(parse(stringify(search))).toEqual(said)
    })
  )
})
