/** JSON as it comes in: any value that can be stored, and read back the same. */
import { Schema } from "effect"

export type Json = Schema.Json

/** Any JSON value. */
export const Json = Schema.Json

/** A JSON object. */
export const JsonObject = Schema.Record(Schema.String, Schema.Json)

/** At most 50 keys, each with a text of at most 500 characters. */
export const Metadata = Schema.Record(Schema.String, Schema.String.check(Schema.isMaxLength(500))).check(
  Schema.isMaxProperties(50)
)

/** How deep arrays and objects may be nested. */
export const maxDepth = 100

/** Why and where a JSON value cannot be stored. */
export interface Unstorable {
  readonly path: ReadonlyArray<string>
  readonly message: string
}

/**
 * The first thing in a JSON value that cannot be stored: a text, key or value, with U+0000 or an unpaired surrogate,
 * or nesting beyond `maxDepth`. Nothing where all is well.
 */
export const unstorable = (value: unknown, path: ReadonlyArray<string> = []): Unstorable | undefined => {
  if (typeof value === "string") return isStorable(value) ? undefined : { path, message: badText }
  if (typeof value !== "object" || value === null) return undefined
  if (path.length >= maxDepth) return { path, message: `Nest at most ${maxDepth} levels deep` }
  for (const [key, item] of Object.entries(value)) {
    const inside = [...path, key]
    const found = isStorable(key) ? unstorable(item, inside) : { path: inside, message: badText }
    if (found !== undefined) return found
  }
  return undefined
}

const badText = "Text must not contain U+0000 or an unpaired surrogate"

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000")
