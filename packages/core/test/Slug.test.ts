import { Result, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Slug } from "../src/index.ts"
import { runs } from "./runs.ts"

const allowed = new Set("abcdefghijklmnopqrstuvwxyz0123456789_")

/** Slugs, what is nearly one, reserved names and their neighbours, and anything else. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...allowed), maxLength: 18 }),
  fc.string({ unit: fc.constantFrom("a", "Z", "9", "_", "-", ".", " ", "\n", "é", "ａ"), maxLength: 18 }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(...Slug.reserved),
  fc
    .tuple(fc.constantFrom(...Slug.reserved), fc.constantFrom("_", "2", "\n", " ", "s"))
    .map(([name, tail]) => name + tail),
  fc.constantFrom(...Slug.reserved).map((name) => name.toUpperCase())
)

describe("A slug", () => {
  it("is accepted exactly where it is 1 to 16 of a-z, 0-9 and _, and not a reserved name", () =>
    fc.assert(
      fc.property(text, (text) => {
        const wellFormed = text.length >= 1 && text.length <= 16 && [...text].every((letter) => allowed.has(letter))
        const reserved = Slug.reserved.includes(text)
        const answer = Result.match(Slug.forNew(text), {
          onSuccess: (slug) => slug,
          onFailure: (refused) => refused._tag
        })
        expect(answer).toBe(!wellFormed ? "InvalidSlug" : reserved ? "ReservedSlug" : text)
      }),
      runs
    ))

  it("can belong to an environment exactly where it has the shape of one, live and test included", () =>
    fc.assert(
      fc.property(text, (text) => {
        const refused = Result.isFailure(Slug.forNew(text)) && !Slug.reserved.includes(text)
        expect(Schema.is(Slug.Slug)(text)).toBe(!refused)
      }),
      runs
    ))

  it("is reserved for just the names that the contract lists", () => {
    expect(Slug.reserved).toEqual(["live", "test", "internal", "admin", "api", "nexio", "draft", "all"])
  })

  it.each(["staging", "prod", "production", "test_x", "live_2", "_", "0"])("is free to be called %s", (name) => {
    expect(Result.isSuccess(Slug.forNew(name))).toBe(true)
  })

  it("is told back when refused, with every reserved name", () => {
    const refused = Result.getOrThrow(Result.flip(Slug.forNew("draft")))
    for (const name of Slug.reserved) expect(refused.message).toContain(name)
  })
})
