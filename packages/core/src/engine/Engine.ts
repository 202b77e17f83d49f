/** An engine: what executes a run. Org-scoped; the engine `default` always exists. */
import { Data, Result, Schema } from "effect"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import { EngineId, type EngineVersionId, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import type { Org } from "../org/Org.ts"
import type { Sealed } from "../secret/Secrets.ts"
import * as SigningSecret from "../webhook/SigningSecret.ts"
import { defaultEngine, EngineSlug } from "./EngineSlug.ts"
import * as EngineVersion from "./EngineVersion.ts"

export { defaultEngine, EngineSlug } from "./EngineSlug.ts"

export const Label = Schema.String.check(Schema.isBetweenLength(1, 200))
export const EngineType = Schema.String.check(Schema.isBetweenLength(1, 100))
export const Description = Schema.String.check(Schema.isMaxLength(500))

export const Engine = Schema.Struct({
  id: EngineId,
  orgId: OrgId,
  slug: EngineSlug,
  label: Label,
  engineType: EngineType,
  description: Schema.optionalKey(Description),
  releases: EngineVersion.Releases,
  /** What requests to its executors are signed with; `default` has none until it is rotated. */
  secrets: Schema.Array(SigningSecret.SigningSecret),
  createdAt: Instant
})
export interface Engine extends Schema.Schema.Type<typeof Engine> {}

/** An engine with a new version of it. */
export interface Release {
  readonly engine: Engine
  readonly version: EngineVersion.EngineVersion
}

/** An engine as a rule leaves it, its new version where one was released, and how that is written down. */
export interface Decision {
  readonly engine: Engine
  readonly version?: EngineVersion.EngineVersion | undefined
  readonly entry: AuditEntry.Draft
}

/** The org has no engine of this slug. */
export class EngineNotFound extends Data.TaggedError("EngineNotFound")<{ readonly engine: string }> {
  override get message() {
    return 'This org has no such engine. The engine "default" always exists.'
  }
}

/** The engine has no such version. */
export class EngineVersionNotFound extends Data.TaggedError("EngineVersionNotFound") {
  override get message() {
    return "This engine has no such version. List its versions to see which there are."
  }
}

/** An engine of the org has this slug. */
export class EngineSlugTaken extends Data.TaggedError("EngineSlugTaken")<{ readonly slug: string }> {
  override get message() {
    return `An engine of this org is already called "${this.slug}". Choose another slug: engines are kept for good.`
  }
}

/** Nothing could sign the requests to an executor at a URL. */
export class SigningSecretMissing extends Data.TaggedError("SigningSecretMissing")<{ readonly engine: string }> {
  override get message() {
    return `The engine "${this.engine}" has no signing secret yet. Make one first, with POST /engines/${this.engine}/rotate-secret.`
  }
}

/** The engine `default` as it comes with a new org: at 1.0, whose output is the input. */
export const founding = (org: Org, ids: { readonly engine: EngineId; readonly version: EngineVersionId }): Release => ({
  engine: {
    id: ids.engine,
    orgId: org.id,
    slug: defaultEngine,
    label: "Default",
    engineType: "echo",
    releases: [0],
    secrets: [],
    createdAt: org.createdAt
  },
  version: {
    id: ids.version,
    orgId: org.id,
    engine: defaultEngine,
    version: EngineVersion.Version.make("1.0"),
    changelog: "The output is the input.",
    executor: EngineVersion.echo,
    createdAt: org.createdAt
  }
})

/** A new engine, where its slug is free. */
export const create = (
  found: Engine | undefined,
  engine: Engine,
  origin: Origin
): Result.Result<Decision, EngineSlugTaken> =>
  found === undefined
    ? Result.succeed({ engine, entry: AuditEntry.draft(origin, { action: "engine.created", target: engine.slug }) })
    : Result.fail(new EngineSlugTaken({ slug: engine.slug }))

/** A new signing secret for the engine; see {@link SigningSecret.rotate}. */
export const rotate = (
  found: Engine | undefined,
  slug: string,
  fresh: { readonly id: string; readonly sealed: Sealed },
  overlapSeconds: number,
  origin: Origin
): Result.Result<Decision, EngineNotFound | SigningSecret.RotationLimitReached> =>
  Result.flatMap(existing(found, slug), (engine) =>
    Result.map(SigningSecret.rotate(engine.secrets, fresh, overlapSeconds, origin.at), (secrets) => ({
      engine: { ...engine, secrets },
      entry: AuditEntry.draft(origin, { action: "engine.secret_rotated", target: slug })
    }))
  )

/** The next version of the engine: its next minor, or its next major where it breaks with the one before. */
export const release = (
  found: Engine | undefined,
  slug: string,
  input: Pick<EngineVersion.EngineVersion, "changelog" | "executor"> & { readonly breaking: boolean },
  id: EngineVersionId,
  origin: Origin
): Result.Result<Decision & Release, EngineNotFound | SigningSecretMissing> =>
  Result.flatMap(existing(found, slug), (engine) => {
    const { breaking, changelog, executor } = input
    if (executor.type === "http" && engine.secrets.length === 0) {
      return Result.fail(new SigningSecretMissing({ engine: slug }))
    }
    const releases = EngineVersion.next(engine.releases, breaking)
    const version = EngineVersion.newest(releases)!
    return Result.succeed({
      engine: { ...engine, releases },
      version: {
        id,
        orgId: engine.orgId,
        engine: engine.slug,
        version,
        changelog,
        executor,
        createdAt: origin.at
      },
      entry: AuditEntry.draft(origin, {
        action: "engine_version.created",
        target: `${slug}/${version}`,
        details: { executor: executor.type }
      })
    })
  })

const existing = (found: Engine | undefined, slug: string): Result.Result<Engine, EngineNotFound> =>
  found === undefined ? Result.fail(new EngineNotFound({ engine: slug })) : Result.succeed(found)
