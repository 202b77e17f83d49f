/** An engine's permanent name within its org. */
import { Schema } from "effect"

export const EngineSlug = Schema.String.annotate({
  description:
    "3 to 50 lowercase letters, digits and hyphens; no hyphen at either end. An engine's permanent name in its org",
  examples: ["planner"]
})
  .check(
    Schema.isPattern(/^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/u, {
      message: "Expected 3 to 50 lowercase letters, digits and hyphens, with no hyphen at either end"
    })
  )
  .pipe(Schema.brand("EngineSlug"))
export type EngineSlug = typeof EngineSlug.Type

/** The engine that every org has from its founding on. */
export const defaultEngine = EngineSlug.make("default")
