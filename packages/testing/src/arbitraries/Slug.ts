import { Slug } from "@nexio/core"
import fc from "fast-check"

const letters = "abcdefghijklmnopqrstuvwxyz0123456789_"

/** A slug that is easily got wrong: underscores at its ends, the beginnings of keys, reserved names with a tail. */
export const trickySlug: fc.Arbitrary<Slug.Slug> = fc
  .constantFrom(
    "_",
    "__",
    "a_",
    "_a",
    "a__b",
    "0",
    "test_x",
    "live_2",
    "live_",
    "nx_live",
    "nx",
    "all_",
    "drafts",
    "staging",
    "prod",
    "production",
    "constructor",
    "null",
    "0123456789abcdef"
  )
  .map((text) => Slug.Slug.make(text))

/** A slug that a new environment can have. */
export const slug: fc.Arbitrary<Slug.Slug> = fc.oneof(
  fc
    .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 16 })
    .filter((text) => !Slug.reserved.includes(text))
    .map((text) => Slug.Slug.make(text)),
  trickySlug
)

/** A slug that has the right shape, but that nobody can give. */
export const reservedSlug: fc.Arbitrary<string> = fc.constantFrom(...Slug.reserved)

/** A text that is no slug: empty, too long, or with a letter that slugs do not have. */
export const invalidSlug: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    "LIVE",
    "Dev",
    "dev-1",
    "dev ",
    " dev",
    "dev\n",
    "a".repeat(17),
    "ａ",
    "é",
    "dév",
    "../live",
    "a/b",
    "a.b",
    "%64ev"
  ),
  fc.string({ unit: fc.constantFrom(...letters), minLength: 17, maxLength: 40 }),
  fc.tuple(slug, fc.constantFrom(..."-. /A%é"), slug).map((parts) => parts.join(""))
)
