/** An org: the billing boundary. It owns environments and engines, and its limits are the operator's to set. */
import { Data, Schema } from "effect"
import * as AuditEntry from "../audit/AuditEntry.ts"
import type { Origin } from "../audit/Origin.ts"
import { OrgId } from "../id/Id.ts"
import { Instant } from "../instant/Instant.ts"
import { snakeCase } from "../json/SnakeCase.ts"
import * as RateLimit from "./RateLimit.ts"

export const Name = Schema.String.check(Schema.isBetweenLength(1, 200))

/** A soft cap: 0 to 1,000. Below the present count it keeps what exists and refuses new ones. */
export const Cap = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000 }))

export const defaultEnvironmentLimit = 5
export const defaultEndpointLimit = 10

export const Org = Schema.Struct({
  id: OrgId,
  name: Name,
  environmentLimit: Cap,
  endpointLimit: Cap,
  /** Unset: none. */
  rateLimitPerMinute: Schema.optionalKey(RateLimit.PerMinute),
  createdAt: Instant,
  suspendedAt: Schema.optionalKey(Instant)
})
export interface Org extends Schema.Schema.Type<typeof Org> {}

/** What an operator may change of an org. */
export interface OrgChange {
  readonly name?: string | undefined
  readonly environmentLimit?: number | undefined
  readonly endpointLimit?: number | undefined
  /** `null` is none. */
  readonly rateLimitPerMinute?: number | null | undefined
  readonly suspended?: boolean | undefined
}

/** No org has this id. */
export class OrgNotFound extends Data.TaggedError("OrgNotFound")<{ readonly orgId: string }> {
  override get message() {
    return "No org has this id. List the orgs to see which there are."
  }
}

/** What a change of an org leaves, and how it is written down; nothing is where nothing changes. */
export interface Decision {
  readonly org: Org
  readonly entry: AuditEntry.Draft | undefined
}

/** The org as an operator's change leaves it. Suspending it twice keeps the first instant. */
export const change = (before: Org, by: OrgChange, origin: Origin): Decision => {
  const org = changed(before, by, origin.at)
  const fields = Object.keys({ ...before, ...org })
    .filter((field) => at(before, field) !== at(org, field))
    .map((field) => snakeCase(field))
  if (fields.length === 0) return { org, entry: undefined }
  const wasSuspended = before.suspendedAt !== undefined
  const isSuspended = org.suspendedAt !== undefined
  const action = wasSuspended === isSuspended ? "org.updated" : isSuspended ? "org.suspended" : "org.resumed"
  return { org, entry: AuditEntry.draft(origin, { action, target: org.id, details: { fields } }) }
}

const at = (org: Org, field: string): unknown => org[field as keyof Org]

const changed = (org: Org, by: OrgChange, at: Instant): Org => {
  const { rateLimitPerMinute: before, suspendedAt, ...rest } = org
  const rateLimitPerMinute = by.rateLimitPerMinute === undefined ? before : by.rateLimitPerMinute
  const suspended = by.suspended ?? suspendedAt !== undefined
  return {
    ...rest,
    name: by.name ?? org.name,
    environmentLimit: by.environmentLimit ?? org.environmentLimit,
    endpointLimit: by.endpointLimit ?? org.endpointLimit,
    ...(typeof rateLimitPerMinute === "number" ? { rateLimitPerMinute } : {}),
    ...(suspended ? { suspendedAt: suspendedAt ?? at } : {})
  }
}
