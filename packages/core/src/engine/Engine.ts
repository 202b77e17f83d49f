/** An engine: what executes a run. Org-scoped; the engine `default` always exists. */
import { Data, Schema } from "effect"

export const EngineSlug = Schema.String.check(
  Schema.isPattern(/^[a-z0-9][a-z0-9-]*[a-z0-9]$/u),
  Schema.isBetweenLength(3, 50)
).pipe(Schema.brand("EngineSlug"))
export type EngineSlug = typeof EngineSlug.Type

export const defaultEngine = EngineSlug.make("default")

/** The org has no engine of this slug. */
export class EngineNotFound extends Data.TaggedError("EngineNotFound")<{ readonly engine: string }> {
  override get message() {
    return 'This org has no such engine. The engine "default" always exists.'
  }
}
