import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type ApiKey, type Hash, type Id, LegacyKeys, type Org, Tenancy } from "../src/index.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

const origin = { at: 1_000, actor: "operator" as const }
const hashes = Array.from({ length: 5 }, (_, nth) => ports.openSecrets().hash(`nx_test_${nth}`))

/** Where a hash can be known already. */
const places = ["nowhere", "here", "revoked", "deleted", "minted", "another org"] as const

/** An org with or without its `test`, where hashes are known, and which are asked for. */
const importing = fc
  .record({
    present: fc.boolean(),
    places: fc.array(fc.constantFrom(...places), { minLength: 5, maxLength: 5 }),
    asked: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 8 })
  })
  .map(({ asked, places, present }) => {
    const ids = ports.countedIds()
    const org: Org.Org = {
      id: ids.next(1),
      name: "Acme",
      environmentLimit: 0,
      endpointLimit: 0,
      createdAt: 1
    } as Org.Org
    const live = Tenancy.live(org, ids.next(1))
    const made = { id: ids.next<Id.EnvironmentId>(1), origin }
    const { environment: test } = Tenancy.legacy(org, made)
    const known = places.flatMap((place, nth): ReadonlyArray<ApiKey.HashedKey> => {
      if (place === "nowhere" || (place === "here" && !present)) return []
      const own = place === "here" || place === "revoked" ? test : place === "minted" ? live : undefined
      const key: ApiKey.ApiKey = {
        id: ids.next(2),
        orgId: place === "another org" ? ids.next(1) : org.id,
        environmentId: own?.id ?? ids.next(1),
        environment: own?.slug ?? test.slug,
        name: "Before",
        keyPrefix: "nx_test_",
        permissions: [],
        createdAt: 2,
        ...(place === "revoked" ? { revokedAt: 3 } : {})
      }
      return [{ key, hash: hashes[nth]! }]
    })
    const legacy = asked.map((nth) => ({ id: ids.next<Id.ApiKeyId>(4), name: `Key ${nth}`, hash: hashes[nth]! }))
    const tenancy = { org, environments: present ? [live, test] : [live] }
    const decide = () =>
      LegacyKeys.decide(
        tenancy,
        known.filter(({ hash }) => legacy.some((one) => one.hash === hash)),
        legacy,
        { environmentId: ids.next<Id.EnvironmentId>(5), origin }
      )
    const isElsewhere = (hash: Hash) => {
      const place = places[hashes.indexOf(hash)]!
      return place !== "nowhere" && place !== "here"
    }
    return { decide, isElsewhere, known, legacy, present, test }
  })

const imported = importing.filter(({ isElsewhere, legacy }) => !legacy.some(({ hash }) => isElsewhere(hash)))

describe("An import of legacy keys", () => {
  it("is refused as a whole where one is known elsewhere, and names those", () =>
    fc.assert(
      fc.property(importing, ({ decide, isElsewhere, legacy }) => {
        const elsewhere = legacy.filter(({ hash }) => isElsewhere(hash)).map(({ name }) => name)
        const result = decide()
        expect(Result.isFailure(result) ? result.failure.names : []).toEqual(elsewhere)
      }),
      runs
    ))

  it("always makes one key for each hash that is new, of the environment test and with the default permissions", () =>
    fc.assert(
      fc.property(imported, ({ decide, known, legacy }) => {
        const { environment, fresh } = Result.getOrThrow(decide())
        const asked = new Set(legacy.map(({ hash }) => hash))
        const before = new Set(known.map(({ hash }) => hash))
        expect(fresh.map(({ hash }) => hash).toSorted()).toEqual(
          [...asked].filter((one) => !before.has(one)).toSorted()
        )
        expect(environment).toMatchObject({ slug: "test", kind: "test" })
        for (const { key } of fresh) {
          expect(key).toMatchObject({
            environmentId: environment.id,
            keyPrefix: "nx_test_",
            permissions: ["runs:write", "webhooks:manage"]
          })
        }
      }),
      runs
    ))

  it("always answers each that was asked for with the key of its hash, which stays as it was if it was there", () =>
    fc.assert(
      fc.property(imported, ({ decide, known, legacy }) => {
        const { fresh, keys } = Result.getOrThrow(decide())
        const all = [...known, ...fresh]
        expect(keys).toEqual(legacy.map(({ hash }) => all.find((one) => one.hash === hash)!.key))
      }),
      runs
    ))

  it("makes the environment only where there is none, and writes down all that it makes and nothing else", () =>
    fc.assert(
      fc.property(imported, ({ decide, present, test }) => {
        const { created, entries, environment, fresh } = Result.getOrThrow(decide())
        expect(created).toBe(!present)
        if (present) expect(environment).toEqual(test)
        expect(entries.map(({ action, target }) => [action, target])).toEqual([
          ...(created ? [["environment.created", environment.id]] : []),
          ...fresh.map(({ key }) => ["api_key.imported", key.id])
        ])
      }),
      runs
    ))
})
