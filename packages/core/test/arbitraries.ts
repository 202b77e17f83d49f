/** What the core's properties are tried on. */
import fc from "fast-check"
import {
  type Endpoint,
  Engine,
  EngineVersion,
  type Environment,
  type Id,
  Instant,
  type Org,
  Permission,
  type Principal,
  type Run,
  Sealed,
  type SigningSecret,
  Slug
} from "../src/index.ts"

export const instant = fc.integer({ min: 0, max: Instant.last })

/** An instant in the years that a server lives in. */
export const present = fc.integer({ min: Date.UTC(2020), max: Date.UTC(2040) })

export const id = <I extends string>(): fc.Arbitrary<I> =>
  fc.uuid({ version: 7 }) as fc.Arbitrary<string> as fc.Arbitrary<I>

const letter = fc.constantFrom(..."abcxyz0189_")

export const slug = fc
  .string({ unit: letter, minLength: 1, maxLength: 16 })
  .filter((text) => !Slug.reserved.includes(text))
  .map((text) => Slug.Slug.make(text))

/** 32 random bytes. */
export const random = fc.uint8Array({ minLength: 32, maxLength: 32 })

export const permissions = fc.subarray([...Permission.all])

export const kind = fc.constantFrom<Environment.Kind>("live", "environment", "test")

export const org: fc.Arbitrary<Org.Org> = fc.record(
  {
    id: id<Id.OrgId>(),
    name: fc.string({ minLength: 1, maxLength: 20 }),
    environmentLimit: fc.nat({ max: 8 }),
    endpointLimit: fc.nat({ max: 4 }),
    rateLimitPerMinute: fc.integer({ min: 1, max: 9 }),
    createdAt: present
  },
  { requiredKeys: ["id", "name", "environmentLimit", "endpointLimit", "createdAt"] }
)

export const environment: fc.Arbitrary<Environment.Environment> = fc.record(
  {
    id: id<Id.EnvironmentId>(),
    orgId: id<Id.OrgId>(),
    slug,
    kind,
    createdAt: present,
    description: fc.string(),
    deletedAt: present
  },
  { requiredKeys: ["id", "orgId", "slug", "kind", "createdAt"] }
)

export const principal: fc.Arbitrary<Principal.KeyPrincipal> = fc.record({
  orgId: id<Id.OrgId>(),
  environmentId: id<Id.EnvironmentId>(),
  environment: slug,
  kind,
  apiKeyId: id<Id.ApiKeyId>(),
  keyPrefix: fc.string(),
  permissions
})

const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<never>

export const outcome: fc.Arbitrary<Run.Outcome> = fc.record(
  {
    status: fc.constantFrom("completed", "degraded", "failed"),
    stage: fc.string(),
    output: json,
    solutions: fc.array(json, { maxLength: 2 }),
    error: fc.string(),
    errorDetails: json
  },
  { requiredKeys: ["status"] }
)

/** A run as it was just submitted. */
export const queued: fc.Arbitrary<Run.Run> = fc.record(
  {
    id: id<Id.RunId>(),
    orgId: id<Id.OrgId>(),
    environmentId: id<Id.EnvironmentId>(),
    environment: slug,
    engine: fc.constant(Engine.defaultEngine),
    release: fc.constant(EngineVersion.Version.make("1.0")),
    status: fc.constant("queued"),
    createdAt: present,
    input: fc.dictionary(fc.string(), json, { maxKeys: 3 }),
    offerings: fc.array(json, { maxLength: 2 }),
    metadata: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
    apiKeyId: id<Id.ApiKeyId>()
  },
  { requiredKeys: ["id", "orgId", "environmentId", "environment", "engine", "release", "status", "createdAt", "input"] }
)

export const secret: fc.Arbitrary<SigningSecret.SigningSecret> = fc.record({
  id: id(),
  sealed: fc.constant(Sealed.make("sealed")),
  createdAt: present
})

export const eventTypes = fc.subarray<Endpoint.Endpoint["events"][number]>(
  ["run.completed", "run.failed", "run.cancelled"],
  { minLength: 1 }
)

export const endpoint: fc.Arbitrary<Endpoint.Endpoint> = fc.record(
  {
    id: id<Id.EndpointId>(),
    orgId: id<Id.OrgId>(),
    environmentId: id<Id.EnvironmentId>(),
    environment: slug,
    url: fc.webUrl({ validSchemes: ["https"] }),
    events: eventTypes,
    active: fc.boolean(),
    description: fc.string({ maxLength: 20 }),
    authToken: fc.constant(Sealed.make("sealed token")),
    rateLimitPerSecond: fc.integer({ min: 1, max: 1_000 }),
    ordered: fc.boolean(),
    secrets: fc.tuple(secret),
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
