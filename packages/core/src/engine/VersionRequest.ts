/** An engine's version as it is asked for or pinned: `1.3` is that one, `1.x` the newest 1.* of the moment. */
import { Data, Result, Schema } from "effect"

const pattern = /^\d{1,9}\.(?:\d{1,9}|x)$/u

export const VersionRequest = Schema.String.annotate({
  description: "`1.3` is that version, `1.x` the newest 1.* at submission",
  examples: ["1.x"]
})
  .check(Schema.isPattern(pattern))
  .pipe(Schema.brand("VersionRequest"))
export type VersionRequest = typeof VersionRequest.Type

/** The text is neither a version nor a series of versions. */
export class InvalidEngineVersion extends Data.TaggedError("InvalidEngineVersion")<{ readonly version: string }> {
  override get message() {
    return 'An engine version is exact, such as "1.3", or the newest of a major, such as "1.x".'
  }
}

/** What a caller asks for, from the text that it sent. */
export const parse = (text: string): Result.Result<VersionRequest, InvalidEngineVersion> =>
  pattern.test(text)
    ? Result.succeed(VersionRequest.make(text))
    : Result.fail(new InvalidEngineVersion({ version: text }))
