import { Effect, Layer, Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Founding, OrgStore, Orgs, Permission, type Queue, Wakeups } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

const input = fc.record(
  {
    name: fc.string({ minLength: 1 }),
    environmentLimit: fc.nat({ max: 9 }),
    endpointLimit: fc.nat({ max: 9 }),
    rateLimitPerMinute: fc.integer({ min: 1, max: 9 })
  },
  { requiredKeys: ["name"] }
)

const found = async (input: Parameters<Orgs["Service"]["found"]>[0]) => {
  const written: Array<Founding> = []
  const store = Layer.mock(OrgStore, { found: (founding) => Effect.sync(() => void written.push(founding)) })
  const founded = await ports.inTestTime(
    Orgs.use((orgs) => orgs.found(input)).pipe(
      Effect.provide(Orgs.layer),
      Effect.provide([store, ports.layer, Wakeups.layerMemory])
    )
  )
  return { founded, written }
}

describe("Founding an org", () => {
  it("writes it with its one live environment and a first key of that, as one thing", () =>
    fc.assert(
      fc.asyncProperty(input, async (input) => {
        const {
          founded: { key, live, org },
          written
        } = await found(input)
        expect(written.length).toBe(1)
        expect(written[0]).toMatchObject({ org, live, hash: ports.openSecrets().hash(Redacted.value(key)) })
        expect(live).toMatchObject({ orgId: org.id, slug: "live", kind: "live", createdAt: org.createdAt })
        expect(written[0]?.apiKey).toMatchObject({ orgId: org.id, environmentId: live.id, environment: "live" })
        expect(Redacted.value(key)).toMatch(/^nx_live_[0-9a-f]{64}$/)
      }),
      runs
    ))

  it("gives the first key every permission", () =>
    fc.assert(
      fc.asyncProperty(input, async (input) => {
        expect((await found(input)).written[0]?.apiKey.permissions).toEqual(Permission.all)
      }),
      runs
    ))

  it("sets the limits that the operator says, and where it says none 5, 10 and no rate limit", () =>
    fc.assert(
      fc.asyncProperty(input, async (input) => {
        const {
          founded: { org }
        } = await found(input)
        expect(org).toMatchObject({ environmentLimit: 5, endpointLimit: 10, ...input })
        expect("rateLimitPerMinute" in org).toBe("rateLimitPerMinute" in input)
      }),
      runs
    ))
})

describe("Changing an org", () => {
  it("wakes all workers where it lifts a suspension, once that is written, and none otherwise", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.org, fc.option(fc.boolean(), { nil: undefined }), async (before, suspended) => {
        const happened: Array<Queue | "written"> = []
        const store = Layer.mock(OrgStore, {
          change: (_, decide) => {
            happened.push("written")
            return Effect.succeed(decide(before).org)
          }
        })
        const wakeups = Layer.mock(Wakeups, { wake: (queue) => Effect.sync(() => void happened.push(queue)) })
        const change = Orgs.use((orgs) => orgs.change(before.id, { suspended }))
        await ports.inTestTime(change.pipe(Effect.provide(Orgs.layer), Effect.provide([store, wakeups, ports.layer])))
        expect(happened).toEqual(suspended === false ? ["written", "runs", "deliveries"] : ["written"])
      }),
      runs
    ))
})
