/** A slug: an environment's permanent name, 1 to 16 of `a-z`, `0-9` and `_`, and none of the reserved ones. */
import { Data, Result, Schema } from "effect"

const pattern = /^[a-z0-9_]{1,16}$/u

/** Any slug that an environment can have, `live` and `test` included. */
export const Slug = Schema.String.annotate({
  description: "An environment's permanent name",
  examples: ["dev"]
})
  .check(Schema.isPattern(pattern))
  .pipe(Schema.brand("Slug"))
export type Slug = typeof Slug.Type

/** Names that nobody can give to a new environment. */
export const reserved: ReadonlyArray<string> = ["live", "test", "internal", "admin", "api", "nexio", "draft", "all"]

export const live = Slug.make("live")
export const test = Slug.make("test")

/** The text is not a slug. */
export class InvalidSlug extends Data.TaggedError("InvalidSlug")<{ readonly slug: string }> {
  override get message() {
    return "A slug is 1 to 16 characters, each a lowercase letter, a digit or an underscore."
  }
}

/** The slug is one of the reserved names. */
export class ReservedSlug extends Data.TaggedError("ReservedSlug")<{ readonly slug: string }> {
  override get message() {
    return `"${this.slug}" is reserved. Choose a slug that is none of: ${reserved.join(", ")}.`
  }
}

/** The slug for a new environment, from the text that a caller sent. */
export const forNew = (text: string): Result.Result<Slug, InvalidSlug | ReservedSlug> => {
  if (!pattern.test(text)) return Result.fail(new InvalidSlug({ slug: text }))
  if (reserved.includes(text)) return Result.fail(new ReservedSlug({ slug: text }))
  return Result.succeed(Slug.make(text))
}
