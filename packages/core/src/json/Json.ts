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
export const unstorable = (value: unknown, depth = 0): Unstorable | undefined => {
  if (typeof value === "string") return isStorable(value) ? undefined : { path: [], message: badText }
  if (typeof value !== "object" || value === null) return undefined
  if (depth >= maxDepth) return { path: [], message: `Nest at most ${maxDepth} levels deep` }
  return Array.isArray(value) ? unstorableItem(value, depth) : unstorableField(value, depth)
}

const unstorableItem = (items: ReadonlyArray<unknown>, depth: number): Unstorable | undefined => {
  for (let at = 0; at < items.length; at++) {
    const found = unstorable(items[at], depth + 1)
    if (found !== undefined) return { ...found, path: [String(at), ...found.path] }
  }
  return undefined
}

const unstorableField = (fields: object, depth: number): Unstorable | undefined => {
  for (const [key, item] of Object.entries(fields)) {
    const found = isStorable(key) ? unstorable(item, depth + 1) : { path: [], message: badText }
    if (found !== undefined) return { ...found, path: [key, ...found.path] }
  }
  return undefined
}

const badText = "Text must not contain U+0000 or an unpaired surrogate"

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000")
