/** A valid body of an operation, made from its schema: every field is there. */
import { type JsonSchema, resolved } from "./JsonSchema.ts"

type Named = Readonly<Record<string, JsonSchema>>

/** Fields whose schema says less than what they have to be. */
export const known: Readonly<Record<string, unknown>> = {
  url: "https://example.com/hook",
  slug: "sample",
  email: "ada@example.com",
  engine_version: "1.x",
  environment_slug: "dev",
  environment: "live",
  token: "5".repeat(64),
  org_id: "0198c2f0-0000-7000-8000-000000000000",
  permissions: ["runs:write"],
  auth_token: "an-auth-token-of-the-sample",
  pinned_engine_version: "1.x",
  from: "staging",
  with: "staging",
  run_ids: ["0198c2f0-0000-7000-8000-000000000000"],
  suspended: false,
  expires_at: "2100-01-01T00:00:00.000Z",
  since: "2026-01-01T00:00:00.000Z",
  sha256: "5".repeat(64)
}

export const sampleOf = (schema: JsonSchema, named: Named, name = ""): unknown => {
  if (Object.hasOwn(known, name)) return known[name]
  const own = resolved(schema, named)
  const [first] = (own["anyOf"] ?? []) as ReadonlyArray<JsonSchema>
  if (first !== undefined) return sampleOf(first, named, name)
  const values = own["enum"] as ReadonlyArray<unknown> | undefined
  if (values !== undefined) return values[0]
  switch (own["type"]) {
    case "object":
      // They are said alone.
      if (Object.hasOwn(own["properties"] ?? {}, "run_ids")) return { run_ids: known["run_ids"] }
      return Object.fromEntries(
        Object.entries((own["properties"] ?? {}) as Named)
          .filter(([, property]) => !("not" in property))
          .map(([name, property]) => [name, sampleOf(property, named, name)])
      )
    case "array":
      return own["items"] === undefined ? [] : [sampleOf(own["items"] as JsonSchema, named)]
    case "integer":
    case "number":
      return own["maximum"] ?? 1
    case "boolean":
      return true
    default:
      return "A text"
  }
}
