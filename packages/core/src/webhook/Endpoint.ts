/** A webhook endpoint: a URL that one environment's events go to, with signing secrets of its own. */
import { Data, Result, Schema } from "effect"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import { Slug } from "../environment/Slug.ts"
import { EndpointId, EnvironmentId, OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import { snakeCase } from "../json/SnakeCase.ts"
import { Sealed } from "../secret/Secrets.ts"
import type { Announcement } from "./Announcement.ts"
import type { Attempt } from "./Attempt.ts"
import type { Delivery } from "./Delivery.ts"
import { EventType } from "./EventType.ts"
import * as SigningSecret from "./SigningSecret.ts"

/** The version of the payloads' shape. */
export const webhookVersion = "2026-03-22"

export const Url = Schema.String.check(Schema.isBetweenLength(1, 2_048))
export const Description = Schema.String.check(Schema.isMaxLength(256))
export const AuthToken = Schema.String.check(Schema.isPattern(/^[\x21-\x7e]{1,1024}$/u))
/** How many attempts begin in a second at most, evenly spaced, over all servers. */
export const RateLimitPerSecond = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000 }))
export const Events = Schema.Array(EventType).check(Schema.isMinLength(1), Schema.isUnique())

export const Endpoint = Schema.Struct({
  id: EndpointId,
  orgId: OrgId,
  environmentId: EnvironmentId,
  /** The slug of its environment. */
  environment: Slug,
  url: Url,
  events: Events,
  active: Schema.Boolean,
  description: Schema.optionalKey(Description),
  /** Sent along as `Authorization: Bearer …`. */
  authToken: Schema.optionalKey(Sealed),
  /** No limit where there is none. */
  rateLimitPerSecond: Schema.optionalKey(RateLimitPerSecond),
  /** Whether its events arrive as they were made, one after the other: one that fails holds the rest back until it ends. */
  ordered: Schema.Boolean,
  secrets: Schema.Array(SigningSecret.SigningSecret),
  createdAt: Instant,
  updatedAt: Instant,
  /** When the first attempt began that failed, since one succeeded, its URL was changed or it was made active. */
  failingSince: Schema.optionalKey(Instant),
  /** Set once it is deleted; its history stays. */
  deletedAt: Schema.optionalKey(Instant)
})
export interface Endpoint extends Schema.Schema.Type<typeof Endpoint> {}

/** What the rules about endpoints decide on: an environment's endpoints that are not deleted, read and locked together. */
export interface Endpoints {
  /** The org's `endpoint_limit`: how many can be active in an environment; ten times that in all. */
  readonly limit: number
  readonly endpoints: ReadonlyArray<Endpoint>
}

/** The environment has as many endpoints as the org's cap allows. */
export class EndpointLimitReached extends Data.TaggedError("EndpointLimitReached")<{
  readonly limit: number
  readonly counted: "active" | "all"
}> {
  override get message() {
    return this.counted === "active"
      ? `This environment has reached its limit of ${this.limit} active webhook endpoints. Deactivate one, or ask the operator of this server to raise the limit.`
      : `This environment has reached its limit of ${this.limit} webhook endpoints. Delete one, or ask the operator of this server to raise the limit.`
  }
}

/** No endpoint of the environment has this id. */
export class EndpointNotFound extends Data.TaggedError("EndpointNotFound") {
  override get message() {
    return "There is no such webhook endpoint. List the endpoints to see which there are."
  }
}

/** What a caller may change; `null` clears. */
export interface EndpointChange {
  readonly url?: string | undefined
  readonly events?: Endpoint["events"] | undefined
  readonly active?: boolean | undefined
  readonly description?: string | null | undefined
  readonly authToken?: Sealed | null | undefined
  readonly rateLimitPerSecond?: number | null | undefined
  readonly ordered?: boolean | undefined
}

/** An endpoint as a change leaves it, and how that is written down; nothing is where nothing changes. */
export interface Decision {
  readonly endpoint: Endpoint
  readonly entry: AuditEntry.Draft | undefined
  /** Whether it cancels what is pending for the endpoint. What else is changed of an inactive one leaves that to be sent. */
  readonly stops?: boolean | undefined
  /** Tells the others of it, in the same transaction; nobody where it is absent. */
  readonly announcement?: Announcement | undefined
}

/** How many endpoints an environment can have at all, where so many can be active. */
export const most = (limit: number): number => limit * 10

/** A new endpoint among the others. */
export const create = (
  among: Endpoints,
  endpoint: Endpoint,
  origin: Origin
): Result.Result<Decision, EndpointLimitReached> =>
  among.endpoints.length >= most(among.limit)
    ? Result.fail(new EndpointLimitReached({ limit: most(among.limit), counted: "all" }))
    : Result.map(withinLimit(among, endpoint), decided("webhook.created", origin, { details: { url: endpoint.url } }))

/** Since when an endpoint fails once another of its attempts was recorded; nothing after a success. */
export const failingAfter = (
  failingSince: Instant | undefined,
  { attempt, delivery }: { readonly attempt: Pick<Attempt, "startedAt">; readonly delivery: Pick<Delivery, "status"> }
): Instant | undefined => (delivery.status === "succeeded" ? undefined : (failingSince ?? attempt.startedAt))

/** The endpoint as a change leaves it. Activating it counts under the cap like making it. */
export const update = (
  among: Endpoints,
  id: EndpointId,
  by: EndpointChange,
  origin: Origin
): Result.Result<Decision, EndpointNotFound | EndpointLimitReached> =>
  Result.flatMap(find(among, id), (endpoint) => {
    const { authToken, description, failingSince, rateLimitPerSecond, ...rest } = endpoint
    const nextDescription = by.description === undefined ? description : by.description
    const nextToken = by.authToken === undefined ? authToken : by.authToken
    const nextRate = by.rateLimitPerSecond === undefined ? rateLimitPerSecond : by.rateLimitPerSecond
    const isActivated = by.active === true && !endpoint.active
    const isNew = isActivated || (by.url !== undefined && by.url !== endpoint.url)
    const changed: Endpoint = {
      ...rest,
      url: by.url ?? endpoint.url,
      events: by.events ?? endpoint.events,
      active: by.active ?? endpoint.active,
      ordered: by.ordered ?? endpoint.ordered,
      updatedAt: origin.at,
      ...(isNew || failingSince === undefined ? {} : { failingSince }),
      ...(nextDescription == null ? {} : { description: nextDescription }),
      ...(nextToken == null ? {} : { authToken: nextToken }),
      ...(nextRate == null ? {} : { rateLimitPerSecond: nextRate })
    }
    const fields = Object.keys(by)
      .filter((field) => by[field as keyof EndpointChange] !== undefined)
      .map((field) => snakeCase(field))
    return Result.map(
      isActivated ? withinLimit(among, changed) : Result.succeed(changed),
      decided("webhook.updated", origin, { details: { fields }, stops: by.active === false })
    )
  })

/** The end of an endpoint; its history stays. */
export const remove = (among: Endpoints, id: EndpointId, origin: Origin): Result.Result<Decision, EndpointNotFound> =>
  Result.map(find(among, id), (endpoint) =>
    decided("webhook.deleted", origin, { stops: true })({
      ...endpoint,
      active: false,
      updatedAt: origin.at,
      deletedAt: origin.at
    })
  )

/** A new secret for the endpoint; see {@link SigningSecret.rotate}. */
export const rotate = (
  among: Endpoints,
  id: EndpointId,
  fresh: { readonly id: string; readonly sealed: Sealed },
  overlapSeconds: number,
  origin: Origin
): Result.Result<Decision, EndpointNotFound | SigningSecret.RotationLimitReached> =>
  Result.flatMap(find(among, id), (endpoint) =>
    Result.map(SigningSecret.rotate(endpoint.secrets, fresh, overlapSeconds, origin.at), (secrets) =>
      decided("webhook.secret_rotated", origin)({ ...endpoint, secrets, updatedAt: origin.at })
    )
  )

const decided =
  (
    action: AuditEntry.Action,
    origin: Origin,
    { details, stops }: Pick<AuditEntry.Draft, "details"> & Pick<Decision, "stops"> = {}
  ) =>
  (endpoint: Endpoint): Decision => ({
    endpoint,
    stops,
    entry: AuditEntry.draft(origin, { action, target: endpoint.id, environmentId: endpoint.environmentId, details })
  })

const find = (among: Endpoints, id: EndpointId): Result.Result<Endpoint, EndpointNotFound> => {
  const endpoint = among.endpoints.find((endpoint) => endpoint.id === id)
  return endpoint === undefined ? Result.fail(new EndpointNotFound()) : Result.succeed(endpoint)
}

const withinLimit = (among: Endpoints, endpoint: Endpoint): Result.Result<Endpoint, EndpointLimitReached> =>
  endpoint.active && among.endpoints.filter((other) => other.active && other.id !== endpoint.id).length >= among.limit
    ? Result.fail(new EndpointLimitReached({ limit: among.limit, counted: "active" }))
    : Result.succeed(endpoint)
