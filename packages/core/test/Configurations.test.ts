import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  Clone,
  type Configuration,
  Difference,
  type Endpoint,
  type Environment,
  type Id,
  Sealed,
  VersionRequest
} from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const pin = fc.constantFrom("1.x", "1.3", "2.0").map((text) => VersionRequest.VersionRequest.make(text))

/** Few URLs and settings, so that several endpoints have the same. */
const endpoints: fc.Arbitrary<ReadonlyArray<Endpoint.Endpoint>> = fc.array(
  fc
    .tuple(
      arbitrary.endpoint,
      fc.constantFrom("https://a.example", "https://b.example"),
      fc.constantFrom("", "A", undefined),
      fc.constantFrom(1, 2, undefined)
    )
    .map(([{ description: _description, rateLimitPerSecond: _rate, ...endpoint }, url, description, rate]) => ({
      ...endpoint,
      url,
      ...(description === undefined ? {} : { description }),
      ...(rate === undefined ? {} : { rateLimitPerSecond: rate })
    })),
  { maxLength: 6 }
)

const configuration: fc.Arbitrary<Configuration.Configuration> = fc.record({
  environment: fc
    .tuple(arbitrary.environment, fc.option(pin, { nil: undefined }))
    .map(([environment, pin]) => (pin === undefined ? environment : { ...environment, pinnedEngineVersion: pin })),
  endpoints
})

const mirrored = ({ description, endpoints, pinnedEngineVersion, same }: Difference.Difference) => {
  const turned = (value: { readonly here?: unknown; readonly there?: unknown }) => ({
    ...("there" in value ? { here: value.there } : {}),
    ...("here" in value ? { there: value.here } : {})
  })
  return {
    same,
    ...(description === undefined ? {} : { description: turned(description) }),
    ...(pinnedEngineVersion === undefined ? {} : { pinnedEngineVersion: turned(pinnedEngineVersion) }),
    endpoints: {
      onlyHere: endpoints.onlyThere,
      onlyThere: endpoints.onlyHere,
      changed: endpoints.changed.map(({ url, ...fields }) => ({
        url,
        ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, turned(value)]))
      }))
    }
  }
}

const always = (check: (one: Configuration.Configuration, other: Configuration.Configuration) => void) =>
  fc.assert(fc.property(configuration, configuration, check), runs)

describe("The difference of configurations", () => {
  it("is always none with itself, whatever its order, its activity and its secrets", () =>
    always((one, other) => {
      const shuffled = one.endpoints
        .toReversed()
        .map((endpoint) => ({ ...endpoint, active: !endpoint.active, events: endpoint.events.toReversed() }))
      const told = Difference.between(one, {
        environment: { ...other.environment, ...settings(one) },
        endpoints: shuffled
      })
      expect(told).toEqual({ same: true, endpoints: { onlyHere: [], onlyThere: [], changed: [] } })
    }))

  it("is always the mirror of that from the other side", () =>
    always((one, other) => {
      expect(mirrored(Difference.between(one, other))).toEqual(Difference.between(other, one))
    }))

  it("tells of each endpoint once: as many as there are on either side, but for those that are alike", () =>
    always((one, other) => {
      const { changed, onlyHere, onlyThere } = Difference.between(one, other).endpoints
      const alike = one.endpoints.length - onlyHere.length - changed.length
      expect(alike).toBe(other.endpoints.length - onlyThere.length - changed.length)
      expect(alike).toBeGreaterThanOrEqual(0)
      for (const { url, ...fields } of changed) expect(Object.keys(fields), url).not.toEqual([])
    }))
})

/** Its pin and description, or none. */
const settings = ({ environment }: Configuration.Configuration): object => ({
  description: environment.description,
  pinnedEngineVersion: environment.pinnedEngineVersion
})

describe("A clone", () => {
  const origin = { at: 7, actor: "system" } as const
  const fresh = (nth: number): Clone.Fresh => ({
    id: `new ${nth}` as Id.EndpointId,
    secret: { id: `secret ${nth}`, sealed: Sealed.make(`sealed ${nth}`), createdAt: 7 }
  })
  const [from, into] = ["from", "into"] as const
  const cloned = (source: Configuration.Configuration, target: Configuration.Configuration, limit: number) => {
    const named = (one: Configuration.Configuration, slug: string, kind: Environment.Kind) => ({
      ...one,
      environment: { ...one.environment, slug: slug as Environment.Environment["slug"], kind }
    })
    const org = { id: target.environment.orgId, name: "Acme", environmentLimit: 5, endpointLimit: limit, createdAt: 0 }
    const configurations = [named(source, from, source.environment.kind), named(target, into, "environment")]
    return Clone.clone({ org, configurations }, { from, into }, origin, fresh)
  }

  it("always leaves an empty environment configured as its source", () =>
    always((source, target) => {
      const made = Result.getOrThrow(cloned(source, { ...target, endpoints: [] }, 10))
      expect(Difference.between(made, source).same).toBe(true)
      expect(made.environment.id).toBe(target.environment.id)
    }))

  it("never takes activity, a token or a secret along, and never goes beyond ten times the cap", () =>
    fc.assert(
      fc.property(configuration, configuration, fc.nat({ max: 1 }), (source, target, limit) => {
        const decided = cloned(source, target, limit)
        const count = source.endpoints.length + target.endpoints.length
        if (source.endpoints.length > 0 && count > limit * 10) {
          expect(decided).toMatchObject({
            failure: { _tag: "EndpointLimitReached", limit: limit * 10, counted: "all" }
          })
          return
        }
        const made = Result.getOrThrow(decided)
        for (const [nth, endpoint] of made.endpoints.entries()) {
          expect(endpoint).toMatchObject({
            active: false,
            environmentId: target.environment.id,
            secrets: [fresh(nth).secret]
          })
          expect(endpoint).not.toHaveProperty("authToken")
        }
      }),
      runs
    ))
})
