import { Option, Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { KeyText, Slug } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const slug = fc.oneof(
  arbitrary.slug,
  fc.constantFrom("live", "test_x", "live_2", "a_", "_", "____", "nx_live").map((text) => Slug.Slug.make(text))
)
const key = fc.tuple(slug, arbitrary.random)
const secretOf = (random: Uint8Array) => Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("")

describe("The text of a key", () => {
  it("gives back the slug and secret that it was made of, whatever underscores the slug has", () =>
    fc.assert(
      fc.property(key, ([slug, random]) => {
        const text = Redacted.value(KeyText.compose(slug, random))
        expect(KeyText.parse(text)).toEqual(Option.some({ slug, secret: secretOf(random) }))
        expect(text).toBe(`nx_${slug}_${secretOf(random)}`)
        expect(KeyText.isShaped(text)).toBe(true)
      }),
      runs
    ))

  it("is never read from a text that was altered in one place", () =>
    fc.assert(
      fc.property(key, fc.nat(), fc.constantFrom("", "Z", "-", " ", "\n", "é"), ([slug, random], at, letter) => {
        const text = Redacted.value(KeyText.compose(slug, random))
        const place = at % text.length
        const altered = text.slice(0, place) + letter + text.slice(place + 1)
        const parts = Option.getOrUndefined(KeyText.parse(altered))
        // Where a letter of the slug was taken out, what is left is the key of a shorter slug.
        if (parts !== undefined)
          expect([letter, parts.secret, parts.slug.length]).toEqual(["", secretOf(random), slug.length - 1])
      }),
      runs
    ))

  it("is never taken for a key where something stands before or after it", () =>
    fc.assert(
      fc.property(key, fc.string({ minLength: 1 }), ([slug, random], more) => {
        const text = Redacted.value(KeyText.compose(slug, random))
        expect(KeyText.parse(text + more)).toEqual(Option.none())
        fc.pre(!more.startsWith("nx_"))
        expect(KeyText.isShaped(more + text)).toBe(false)
      }),
      runs
    ))

  it("shows its prefix and four characters of the secret, and no more", () =>
    fc.assert(
      fc.property(key, ([slug, random]) => {
        expect(KeyText.shown(slug, KeyText.compose(slug, random))).toBe(`nx_${slug}_${secretOf(random).slice(0, 4)}`)
      }),
      runs
    ))

  it("is worth a look-up with any legacy secret of 1 to 200 printable characters", () =>
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 210 }), (secret) => {
        expect(KeyText.isShaped(`nx_test_${secret}`)).toBe(secret.length >= 1 && secret.length <= 200)
      }),
      runs
    ))

  it("is not printed by accident", () =>
    fc.assert(
      fc.property(key, ([slug, random]) => {
        const key = KeyText.compose(slug, random)
        expect(`${key} ${JSON.stringify({ key })}`).not.toContain(secretOf(random))
      }),
      runs
    ))
})
