/**
 * What the rules about environments decide on: an org and its active environments, read and locked together.
 *
 * Every rule of an org's environments is here and nowhere else: exactly one immutable `live`, the cap, and slugs
 * that are unique and permanent. A store loads this state, calls a decision, and writes what it returned, all in
 * one transaction, so a rule holds under any concurrency. Decisions may run twice: ids and instants are inputs.
 */
import { Data, Result } from "effect"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import * as VersionRequest from "../engine/VersionRequest.ts"
import type { EnvironmentId } from "../id/Id.ts"
import type { Org } from "../org/Org.ts"
import { type Environment, EnvironmentNotFound } from "./Environment.ts"
import * as Slug from "./Slug.ts"

export interface Tenancy {
  readonly org: Org
  /** The active ones, of every kind. */
  readonly environments: ReadonlyArray<Environment>
}

/** What a decision has the store write. A deletion also stops all that belongs to the environment. */
export interface Decision {
  readonly kind: "created" | "updated" | "deleted"
  readonly environment: Environment
  /** How it is written down; nothing where nothing changes. */
  readonly entry: AuditEntry.Draft | undefined
}

/** An active environment of the org has this slug. */
export class SlugTaken extends Data.TaggedError("SlugTaken")<{ readonly slug: string }> {
  override get message() {
    return `An active environment is already called "${this.slug}". Choose another slug, or delete that environment first.`
  }
}

/** The org has as many environments as its cap allows. */
export class EnvironmentLimitReached extends Data.TaggedError("EnvironmentLimitReached")<{ readonly limit: number }> {
  override get message() {
    return `This org has reached its limit of ${this.limit} environments. Delete one, or ask the operator of this server to raise the limit.`
  }
}

/** The live environment is made with its org, and stays as it is. */
export class LiveEnvironmentImmutable extends Data.TaggedError("LiveEnvironmentImmutable") {
  override get message() {
    return "The live environment is made with its org and cannot be deleted. Only non-live environments can."
  }
}

/** The environment that comes with a new org. */
export const live = (org: Org, id: EnvironmentId): Environment => ({
  id,
  orgId: org.id,
  slug: Slug.live,
  kind: "live",
  createdAt: org.createdAt
})

/** The grandfathered environment, which comes with the first import of legacy keys. */
export const legacy = (org: Org, made: { readonly id: EnvironmentId; readonly origin: Origin }): Decision => {
  const environment: Environment = {
    id: made.id,
    orgId: org.id,
    slug: Slug.test,
    kind: "test",
    createdAt: made.origin.at
  }
  return { kind: "created", environment, entry: entry(environment, "created", made.origin) }
}

/** How many places under the cap are taken: `live` and `test` do not count. */
export const used = (tenancy: Tenancy): number =>
  tenancy.environments.filter((environment) => environment.kind === "environment").length

/** What a caller says of an environment. */
export interface EnvironmentInput {
  readonly description?: string | undefined
  /** The version that its runs get where none is asked for. */
  readonly pinnedEngineVersion?: string | undefined
}

/** What a caller may change of an environment: `undefined` leaves it as it is, `null` clears. */
export interface EnvironmentChange {
  readonly description?: string | undefined
  readonly pinnedEngineVersion?: string | null | undefined
}

/** A new non-live environment. */
export const create = (
  tenancy: Tenancy,
  input: EnvironmentInput & { readonly slug: string },
  made: { readonly id: EnvironmentId; readonly origin: Origin }
): Result.Result<
  Decision,
  Slug.InvalidSlug | Slug.ReservedSlug | VersionRequest.InvalidEngineVersion | SlugTaken | EnvironmentLimitReached
> =>
  Result.gen(function* () {
    const slug = yield* Slug.forNew(input.slug)
    const pin = yield* parsePin(input.pinnedEngineVersion)
    if (tenancy.environments.some((environment) => environment.slug === slug)) {
      return yield* Result.fail(new SlugTaken({ slug }))
    }
    if (used(tenancy) >= tenancy.org.environmentLimit) {
      return yield* Result.fail(new EnvironmentLimitReached({ limit: tenancy.org.environmentLimit }))
    }
    const environment: Environment = {
      id: made.id,
      orgId: tenancy.org.id,
      slug,
      kind: "environment",
      createdAt: made.origin.at,
      ...(input.description === undefined ? {} : { description: input.description }),
      ...(pin == null ? {} : { pinnedEngineVersion: pin })
    }
    return { kind: "created", environment, entry: entry(environment, "created", made.origin) }
  })

/** Another description or pin, of an environment of any kind. */
export const update = (
  tenancy: Tenancy,
  slug: string,
  by: EnvironmentChange,
  origin: Origin
): Result.Result<Decision, EnvironmentNotFound | VersionRequest.InvalidEngineVersion> =>
  Result.gen(function* () {
    const pin = yield* parsePin(by.pinnedEngineVersion)
    const before = yield* find(tenancy, slug)
    const { pinnedEngineVersion, ...rest } = before
    const next = pin === undefined ? pinnedEngineVersion : pin
    const environment = {
      ...rest,
      ...(by.description === undefined ? {} : { description: by.description }),
      ...(next == null ? {} : { pinnedEngineVersion: next })
    }
    const isChanged =
      environment.description !== before.description || environment.pinnedEngineVersion !== pinnedEngineVersion
    return { kind: "updated", environment, entry: isChanged ? entry(environment, "updated", origin) : undefined }
  })

/** The end of a non-live environment. Its slug and its place under the cap are free again. */
export const remove = (
  tenancy: Tenancy,
  slug: string,
  origin: Origin
): Result.Result<Decision, EnvironmentNotFound | LiveEnvironmentImmutable> =>
  Result.flatMap(find(tenancy, slug), (before) => {
    if (before.kind === "live") return Result.fail(new LiveEnvironmentImmutable())
    const environment = { ...before, deletedAt: origin.at }
    return Result.succeed({ kind: "deleted", environment, entry: entry(environment, "deleted", origin) })
  })

const entry = (environment: Environment, done: Decision["kind"], origin: Origin): AuditEntry.Draft =>
  AuditEntry.draft(origin, {
    action: `environment.${done}`,
    target: environment.id,
    environmentId: environment.id,
    details: { slug: environment.slug }
  })

const find = (tenancy: Tenancy, slug: string): Result.Result<Environment, EnvironmentNotFound> => {
  const environment = tenancy.environments.find((environment) => environment.slug === slug)
  return environment === undefined
    ? Result.fail(new EnvironmentNotFound({ environment: slug }))
    : Result.succeed(environment)
}

const parsePin = <Nothing extends null | undefined>(
  text: string | Nothing
): Result.Result<VersionRequest.VersionRequest | Nothing, VersionRequest.InvalidEngineVersion> =>
  text == null ? Result.succeed(text as Nothing) : VersionRequest.parse(text)
