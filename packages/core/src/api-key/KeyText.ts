/**
 * The text of an API key: `nx_<slug>_<secret>`, where a minted key's secret is 64 lowercase hex digits.
 *
 * A slug may contain underscores, so the secret of a minted key is what follows the last one. Nothing is routed by
 * this pattern: the hash of the whole text finds the key.
 */
import { Option, Redacted } from "effect"
import { Hex } from "effect/encoding"
import type { Slug } from "../environment/Slug.ts"

export interface Parts {
  readonly slug: string
  readonly secret: string
}

const minted = /^nx_([a-z0-9_]{1,16})_([0-9a-f]{64})$/

/** What a text must look like to be worth a look-up; the longest slug with the longest legacy secret included. */
const shape = /^nx_[a-z0-9_]{1,16}_[\x20-\x7e]{1,200}$/

/** What the text of every key of an environment begins with. */
export const prefixOf = (slug: string): string => `nx_${slug}_`

/** The text of a new key, from 32 random bytes. */
export const compose = (slug: Slug, random: Uint8Array): Redacted.Redacted =>
  Redacted.make(`${prefixOf(slug)}${Hex.encode(random)}`, { label: "api key" })

/** Slug and secret of a minted key's text. */
export const parse = (text: string): Option.Option<Parts> => {
  const match = minted.exec(text)
  return match?.[1] === undefined || match[2] === undefined
    ? Option.none()
    : Option.some({ slug: match[1], secret: match[2] })
}

/** Whether the text could be a key at all; one that could not is refused without touching storage. */
export const isShaped = (text: string): boolean => shape.test(text)

/** What is shown of a key in lists, `nx_dev_a3f2`: the prefix and the secret's first four characters. */
export const shown = (slug: Slug, key: Redacted.Redacted): string =>
  Redacted.value(key).slice(0, prefixOf(slug).length + 4)
