import { KeyText } from "@nexio/core"
import { Redacted } from "effect"
import fc from "fast-check"
import { slug } from "./Slug.ts"

/** 32 bytes, as a secret is made of. */
export const secretBytes: fc.Arbitrary<Uint8Array> = fc.uint8Array({ minLength: 32, maxLength: 32 })

/** The text of a minted key of any environment. */
export const keyText: fc.Arbitrary<string> = fc
  .tuple(slug, secretBytes)
  .map(([slug, random]) => Redacted.value(KeyText.compose(slug, random)))

/** The text of a grandfathered key: `nx_test_` and 1 to 200 printable characters. */
export const legacyKeyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 200 }),
    fc.constantFrom("_", " ", "live_", "x".repeat(200), "a".repeat(64))
  )
  .map((secret) => `nx_test_${secret}`)

/** A text that is not shaped like a key. */
export const malformedKeyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    "nx",
    "nx_",
    "nx__",
    "nx_live",
    "nx_live_",
    "Bearer nx_live_0",
    "NX_live_0",
    "sk_live_0",
    "nx_Live_0",
    "nx_dev-1_0",
    `nx_${"a".repeat(17)}-0`
  ),
  keyText.chain((text) => fc.constantFrom(` ${text}`, text.toUpperCase(), text.slice(1), `${text}é`, `${text}\u0000`))
)
