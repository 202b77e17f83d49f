/**
 * Identifiers: UUIDv7, whose first 48 bits are the instant at which the thing was made.
 *
 * An id's instant always equals its row's `created_at`, so ordering by id is ordering by `(created_at, id)`.
 */
import { Context, type Option, Schema } from "effect"
import type { Instant } from "../instant/Instant.ts"

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u

const Uuid = Schema.String.annotate({ format: "uuid" }).check(Schema.isPattern(uuid))

export const OrgId = Uuid.pipe(Schema.brand("OrgId"))
export type OrgId = typeof OrgId.Type

export const EnvironmentId = Uuid.pipe(Schema.brand("EnvironmentId"))
export type EnvironmentId = typeof EnvironmentId.Type

export const ApiKeyId = Uuid.pipe(Schema.brand("ApiKeyId"))
export type ApiKeyId = typeof ApiKeyId.Type

export const EngineId = Uuid.pipe(Schema.brand("EngineId"))
export type EngineId = typeof EngineId.Type

export const EngineVersionId = Uuid.pipe(Schema.brand("EngineVersionId"))
export type EngineVersionId = typeof EngineVersionId.Type

export const RunId = Uuid.pipe(Schema.brand("RunId"))
export type RunId = typeof RunId.Type

export const EndpointId = Uuid.pipe(Schema.brand("EndpointId"))
export type EndpointId = typeof EndpointId.Type

export const DeliveryId = Uuid.pipe(Schema.brand("DeliveryId"))
export type DeliveryId = typeof DeliveryId.Type

export const MemberId = Uuid.pipe(Schema.brand("MemberId"))
export type MemberId = typeof MemberId.Type

/** `evt_` and a UUIDv7. */
export const EventId = Schema.String.check(
  Schema.isPattern(/^evt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u)
).pipe(Schema.brand("EventId"))
export type EventId = typeof EventId.Type

/** Where in the org something belongs: every query about an environment's things leads with both. */
export interface Scope {
  readonly orgId: OrgId
  readonly environmentId: EnvironmentId
}

/** What of an org is read: the things of one environment, active or deleted, or of all of them. */
export interface Reach {
  readonly orgId: OrgId
  readonly environmentId: EnvironmentId | "all"
}

/** An id as it came from outside; none where it is malformed, which a caller answers like an unknown one. */
export const parse = <Id extends string>(schema: Schema.ConstraintDecoder<Id>, text: string): Option.Option<Id> =>
  Schema.decodeUnknownOption(schema)(text)

/** The least id of an instant: ids made before it are less, ids made at it or later are not. */
export const floorOf = (at: Instant): string => {
  const time = at.toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/**
 * Mints identifiers. Synchronous, since one is needed in the middle of a transaction.
 *
 * `next(at)` is a new UUIDv7 of the instant `at`; two of the same instant from one process sort in the order in
 * which they were minted.
 */
export class Ids extends Context.Service<
  Ids,
  {
    readonly next: <Id extends string>(at: Instant) => Id
  }
>()("@nexio/core/id/Ids") {}
