import { Slug } from "@nexio/core"
import { Result } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import { faultOfSlug } from "../src/environment/SlugRules.ts"

it("lets through, while it is typed, just what the server's own rule takes", () => {
  const text = fc.oneof(
    fc.stringMatching(/^[a-z0-9_]{1,16}$/),
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.constantFrom(...Slug.reserved, "staging", "prod", "a".repeat(17))
  )
  fc.assert(
    fc.property(text, (slug) => {
      expect(faultOfSlug(slug, []) === undefined).toBe(Result.isSuccess(Slug.forNew(slug)))
    })
  )
})

it("tells that a slug is taken", () => {
  expect(faultOfSlug("dev", ["live", "dev"])).toMatch(/already/)
})
