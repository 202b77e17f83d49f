import { type Environment, type Id, Slug, VersionRequest } from "@nexio/core"
import fc from "fast-check"
import { id } from "./Id.ts"
import { present } from "./Instant.ts"
import { text } from "./Json.ts"
import { slug } from "./Slug.ts"

export const kind: fc.Arbitrary<Environment.Kind> = fc.constantFrom("live", "environment", "test")

export const description: fc.Arbitrary<string> = text({ maxLength: 500 })

/** A version or a series of versions, as an environment pins it. */
export const pinnedEngineVersion: fc.Arbitrary<VersionRequest.VersionRequest> = fc
  .tuple(fc.nat({ max: 99 }), fc.option(fc.nat({ max: 99 }), { nil: "x" }))
  .map(([major, minor]) => VersionRequest.VersionRequest.make(`${major}.${minor}`))

/** An environment of any kind, with the slug that its kind has; active or deleted, live always active. */
export const environment: fc.Arbitrary<Environment.Environment> = fc
  .record(
    {
      id: id<Id.EnvironmentId>(),
      orgId: id<Id.OrgId>(),
      slug,
      kind,
      createdAt: present,
      description,
      pinnedEngineVersion,
      deletedAt: present
    },
    { requiredKeys: ["id", "orgId", "slug", "kind", "createdAt"] }
  )
  .map(({ deletedAt, ...environment }) => ({
    ...environment,
    slug: environment.kind === "environment" ? environment.slug : Slug.Slug.make(environment.kind),
    ...(deletedAt === undefined || environment.kind === "live" ? {} : { deletedAt })
  }))
