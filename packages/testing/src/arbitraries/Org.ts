import type { Id, Org } from "@nexio/core"
import fc from "fast-check"
import { id } from "./Id.ts"
import { present } from "./Instant.ts"
import { text } from "./Json.ts"

/** What an org, a key or a person is called. */
export const name: fc.Arbitrary<string> = text({ minLength: 1, maxLength: 200 })

/** A soft cap; most are small, so that tests reach them. */
export const cap: fc.Arbitrary<number> = fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 6 }) }, fc.nat({ max: 1_000 }))

/** Requests per minute; most are few, so that tests reach them. */
export const rateLimitPerMinute: fc.Arbitrary<number> = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 6 }) },
  fc.integer({ min: 1, max: 10_000_000 })
)

export const org: fc.Arbitrary<Org.Org> = fc.record(
  {
    id: id<Id.OrgId>(),
    name,
    environmentLimit: cap,
    endpointLimit: cap,
    rateLimitPerMinute,
    createdAt: present,
    suspendedAt: present
  },
  { requiredKeys: ["id", "name", "environmentLimit", "endpointLimit", "createdAt"] }
)

/** What an operator changes of an org: anything, nothing among it. */
export const orgChange: fc.Arbitrary<Org.OrgChange> = fc.record(
  {
    name,
    environmentLimit: cap,
    endpointLimit: cap,
    rateLimitPerMinute: fc.option(rateLimitPerMinute),
    suspended: fc.boolean()
  },
  { requiredKeys: [] }
)
