/**
 * A clone: one environment's configuration taken over into another.
 *
 * Endpoints come in beside those that are there, inactive, so that nothing is sent until somebody wants it, and with
 * secrets of their own. Keys and runs are never taken along.
 */
import { Data, Result } from "effect"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import type { EndpointId } from "../id/Id.ts"
import * as Endpoint from "../webhook/Endpoint.ts"
import type { SigningSecret } from "../webhook/SigningSecret.ts"
import * as Configuration from "./Configuration.ts"
import { type Environment, EnvironmentNotFound, type Kind } from "./Environment.ts"

/** What a clone has the store write: the environment as it is now, and the endpoints that it got. */
export interface Cloned {
  readonly environment: Environment
  readonly endpoints: ReadonlyArray<Endpoint.Endpoint>
  readonly entry: AuditEntry.Draft | undefined
}

/** What each endpoint that is made gets of its own. */
export interface Fresh {
  readonly id: EndpointId
  readonly secret: SigningSecret
}

/** There is nothing to take over under this slug. */
export class CloneSourceRefused extends Data.TaggedError("CloneSourceRefused")<{
  readonly from: string
  readonly reason: "unknown" | "itself"
}> {
  override get message() {
    return this.reason === "unknown"
      ? "There is no such environment. List the environments to see which there are."
      : "An environment cannot be cloned into itself. Name another one."
  }
}

/** Only a non-live environment is cloned or replayed into. */
export class WrongEnvironmentKind extends Data.TaggedError("WrongEnvironmentKind")<{
  readonly slug: string
  readonly kind: Kind
}> {
  override get message() {
    return `This is for non-live environments, and "${this.slug}" is of the kind ${this.kind}. Name an environment of the kind environment, or create one.`
  }
}

/** Takes the configuration of `from` over into the environment `into`. `fresh` gives the same for a number each time. */
export const clone = (
  configured: Configuration.Configured,
  { from, into }: { readonly from: string; readonly into: string },
  origin: Origin,
  fresh: (nth: number) => Fresh
): Result.Result<
  Cloned,
  CloneSourceRefused | EnvironmentNotFound | WrongEnvironmentKind | Endpoint.EndpointLimitReached
> => {
  if (from === into) return Result.fail(new CloneSourceRefused({ from, reason: "itself" }))
  const source = Configuration.find(configured, from)
  if (source === undefined) return Result.fail(new CloneSourceRefused({ from, reason: "unknown" }))
  const target = Configuration.find(configured, into)
  if (target === undefined) return Result.fail(new EnvironmentNotFound({ environment: into }))
  const { kind, slug } = target.environment
  if (kind !== "environment") return Result.fail(new WrongEnvironmentKind({ slug, kind }))
  const limit = Endpoint.most(configured.org.endpointLimit)
  if (source.endpoints.length > 0 && target.endpoints.length + source.endpoints.length > limit) {
    return Result.fail(new Endpoint.EndpointLimitReached({ limit, counted: "all" }))
  }
  const environment = configure(target.environment, source.environment)
  const endpoints = source.endpoints.map((endpoint, nth): Endpoint.Endpoint => {
    const { id, secret } = fresh(nth)
    return {
      ...Configuration.settingsOf(endpoint),
      id,
      orgId: environment.orgId,
      environmentId: environment.id,
      environment: slug,
      active: false,
      secrets: [secret],
      createdAt: origin.at,
      updatedAt: origin.at
    }
  })
  const entry = AuditEntry.draft(origin, {
    action: "environment.cloned",
    target: environment.id,
    environmentId: environment.id,
    details: { from, endpoints: endpoints.map(({ id }) => id) }
  })
  return Result.succeed({ environment, endpoints, entry })
}

/** With the other's pin and description, or without them where it has none. */
const configure = (environment: Environment, { description, pinnedEngineVersion }: Environment): Environment => {
  const { description: _description, pinnedEngineVersion: _pin, ...rest } = environment
  return {
    ...rest,
    ...(description === undefined ? {} : { description }),
    ...(pinnedEngineVersion === undefined ? {} : { pinnedEngineVersion })
  }
}
