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

/** The text is neither a version nor a series of versions, or the engine has no release for what is asked or pinned. */
export class InvalidEngineVersion extends Data.TaggedError("InvalidEngineVersion")<{
  /** Absent where the engine has no release at all. */
  readonly version?: string | undefined
  /** The engine that has no release for it. */
  readonly engine?: string | undefined
  /** Whether it is the environment that asks for it. */
  readonly pinned?: boolean | undefined
}> {
  override get message() {
    const { engine, pinned, version } = this
    if (engine !== undefined) {
      const next = `GET /engines/${engine}/versions lists which there are.`
      if (version === undefined) return `The engine "${engine}" has no version yet. Release one, or use another engine.`
      return pinned === true
        ? `The engine "${engine}" has no version "${version}", which this environment pins. Ask for another one, or change the pin: ${next}`
        : `The engine "${engine}" has no version "${version}". ${next}`
    }
    return 'An engine version is exact, such as "1.3", or the newest of a major, such as "1.x".'
  }
}

/** What a caller asks for, from the text that it sent. */
export const parse = (text: string): Result.Result<VersionRequest, InvalidEngineVersion> =>
  pattern.test(text)
    ? Result.succeed(VersionRequest.make(text))
    : Result.fail(new InvalidEngineVersion({ version: text }))
