import { type Endpoint, EventType, type Id } from "@nexio/core"
import fc from "fast-check"
import { id } from "./Id.ts"
import { present } from "./Instant.ts"
import { text } from "./Json.ts"
import { sealed, signingSecrets } from "./SigningSecret.ts"
import { slug } from "./Slug.ts"

export const eventType: fc.Arbitrary<EventType> = fc.constantFrom(...EventType.literals)

/** What an endpoint subscribes to: at least one type, each once. */
export const eventTypes: fc.Arbitrary<ReadonlyArray<EventType>> = fc.subarray([...EventType.literals], { minLength: 1 })

/** An https URL of a public name, without userinfo. */
export const url: fc.Arbitrary<string> = fc.webUrl({
  validSchemes: ["https"],
  withQueryParameters: true,
  size: "small"
})

/** A token of visible characters, sent along as `Authorization: Bearer …`. */
export const authToken: fc.Arbitrary<string> = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 1_024
})

/** How many attempts begin in a second at most. */
const rateLimitPerSecond = fc.integer({ min: 1, max: 1_000 })

/** An endpoint, active or not, that is not deleted. */
export const endpoint: fc.Arbitrary<Endpoint.Endpoint> = fc.record(
  {
    id: id<Id.EndpointId>(),
    orgId: id<Id.OrgId>(),
    environmentId: id<Id.EnvironmentId>(),
    environment: slug,
    url,
    events: eventTypes,
    active: fc.boolean(),
    description: text({ maxLength: 256 }),
    authToken: sealed,
    rateLimitPerSecond,
    ordered: fc.boolean(),
    secrets: signingSecrets,
    createdAt: present,
    updatedAt: present,
    failingSince: present
  },
  {
    requiredKeys: [
      "id",
      "orgId",
      "environmentId",
      "environment",
      "url",
      "events",
      "active",
      "ordered",
      "secrets",
      "createdAt",
      "updatedAt"
    ]
  }
)

/** What a caller changes of an endpoint: anything, nothing among it; `null` clears. */
export const endpointChange: fc.Arbitrary<Endpoint.EndpointChange> = fc.record(
  {
    url,
    events: eventTypes,
    active: fc.boolean(),
    description: fc.option(text({ maxLength: 256 })),
    authToken: fc.option(sealed),
    rateLimitPerSecond: fc.option(rateLimitPerSecond),
    ordered: fc.boolean()
  },
  { requiredKeys: [] }
)
