import { Engine, EngineVersion, type Id } from "@nexio/core"
import fc from "fast-check"
import { url } from "./Endpoint.ts"
import { id, idAt } from "./Id.ts"
import { present } from "./Instant.ts"
import { text } from "./Json.ts"
import { signingSecrets } from "./SigningSecret.ts"

const letter = fc.constantFrom(..."abcxyz0189")

/** A slug of an engine, of any length that one can have; often with hyphens, also several in a row. */
export const engineSlug: fc.Arbitrary<Engine.EngineSlug> = fc
  .tuple(letter, fc.string({ unit: fc.oneof(letter, fc.constant("-")), minLength: 1, maxLength: 48 }), letter)
  .map((parts) => Engine.EngineSlug.make(parts.join("")))

/** What executes a version: the server itself, or whoever answers at a URL. */
export const executor: fc.Arbitrary<EngineVersion.Executor> = fc.oneof(
  fc.constant(EngineVersion.echo),
  fc.record({
    type: fc.constant("http" as const),
    url,
    timeoutMs: fc.oneof(fc.constantFrom(1_000, 300_000), fc.integer({ min: 1_000, max: 300_000 }))
  })
)

/** The newest minors of an engine's majors; none where nothing is released. */
export const releases: fc.Arbitrary<EngineVersion.Releases> = fc.array(fc.nat({ max: 12 }), { maxLength: 12 })

export const changelog: fc.Arbitrary<string> = text({ maxLength: 200 }).map((text) => `- ${text}`)

/** An engine with any releases; its id is of the instant at which it was made. */
export const engine: fc.Arbitrary<Engine.Engine> = present.chain((createdAt) =>
  fc.record(
    {
      id: idAt<Id.EngineId>(createdAt),
      orgId: id<Id.OrgId>(),
      slug: engineSlug,
      label: changelog,
      engineType: changelog.map((text) => text.slice(0, 100)),
      description: text({ maxLength: 500 }),
      releases,
      secrets: fc.oneof(fc.constant([]), signingSecrets),
      createdAt: fc.constant(createdAt)
    },
    { requiredKeys: ["id", "orgId", "slug", "label", "engineType", "releases", "secrets", "createdAt"] }
  )
)

/** A version of an engine. */
export const engineVersion: fc.Arbitrary<EngineVersion.EngineVersion> = present.chain((createdAt) =>
  fc.record({
    id: idAt<Id.EngineVersionId>(createdAt),
    orgId: id<Id.OrgId>(),
    engine: engineSlug,
    version: fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.nat({ max: 99 }))
      .map((numbers) => EngineVersion.Version.make(numbers.join("."))),
    changelog,
    executor,
    createdAt: fc.constant(createdAt)
  })
)
