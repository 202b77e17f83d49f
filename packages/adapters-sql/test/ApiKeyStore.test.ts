import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { ApiKeys, Authentication, Environments, type Id, KeyText, Orgs, Permission } from "@nexio/core"
import { nonLivePermissions, permissions, secretBytes, slug } from "@nexio/testing/arbitraries"
import Database from "better-sqlite3"
import { Effect, Exit, Option, Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { at, onDatabase, turns } from "./Installation.ts"
import { runs } from "./runs.ts"
import * as Tables from "./Tables.ts"

const together = { concurrency: "unbounded" } as const

const granter = Permission.all

const mint = (orgId: Id.OrgId, environment: string) =>
  ApiKeys.use((apiKeys) => apiKeys.mint(orgId, { name: "a key", environment, granter }))

const found = Orgs.use((orgs) => orgs.found({ name: "Acme" }))

/** Whose key it is, or why it does not authenticate. */
const verified = (key: Redacted.Redacted) =>
  Effect.map(Effect.exit(Authentication.use((authentication) => authentication.verify(key))), (exit) =>
    Exit.isSuccess(exit) ? exit.value : Option.getOrThrow(Exit.findErrorOption(exit))._tag
  )

const change = (path: string, sql: string, ...values: ReadonlyArray<string>): void => {
  const db = new Database(path)
  try {
    db.prepare(sql).run(...values)
  } finally {
    db.close()
  }
}

describe("A key", () => {
  it("works as long as its environment is active, whatever is minted, deleted and made anew at the same time", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("mint", "mint", "remove", "create"), fc.nat({ max: 6 })), {
          minLength: 4,
          maxLength: 30
        }),
        (commands) =>
          onDatabase((path) =>
            Effect.gen(function* () {
              const environments = yield* Environments
              const { org } = yield* found
              yield* environments.create(org.id, { slug: "dev" })
              const minted = yield* Effect.forEach(
                commands,
                ([kind, wait]) =>
                  Effect.gen(function* () {
                    yield* turns(wait)
                    switch (kind) {
                      case "mint":
                        return Option.toArray(yield* Effect.option(mint(org.id, "dev")))
                      case "remove":
                        yield* Effect.ignore(environments.remove(org.id, "dev"))
                        return []
                      case "create":
                        yield* Effect.ignore(environments.create(org.id, { slug: "dev" }))
                        return []
                    }
                  }),
                together
              )
              const [active] = Tables.read(
                path,
                "select id from environments where slug = 'dev' and deleted_at is null"
              )
              for (const { apiKey, key } of minted.flat()) {
                expect(yield* verified(key)).toEqual(
                  apiKey.environmentId === active?.["id"]
                    ? expect.objectContaining({
                        orgId: org.id,
                        environmentId: apiKey.environmentId,
                        environment: "dev"
                      })
                    : "Unauthorized"
                )
              }
            })
          )
      ),
      runs
    ))

  it("is not minted once the deletion of its environment was acknowledged", () =>
    onDatabase(() =>
      Effect.gen(function* () {
        const environments = yield* Environments
        const { org } = yield* found
        yield* environments.create(org.id, { slug: "dev" })
        let deleted = false
        const remove = turns(2).pipe(
          Effect.andThen(environments.remove(org.id, "dev")),
          Effect.tap(() => {
            deleted = true
            return Effect.void
          })
        )
        const minting = Effect.forEach(
          Array.from({ length: 40 }, (_, nth) => nth),
          (nth) =>
            Effect.gen(function* () {
              yield* turns(nth % 9)
              return { late: deleted, exit: yield* Effect.exit(mint(org.id, "dev")) }
            }),
          together
        )
        const [, minted] = yield* Effect.all([remove, minting], together)
        const late = minted.filter((one) => one.late)
        expect(late.length).toBeGreaterThan(0)
        for (const { exit } of late) {
          expect(Option.getOrThrow(Exit.findErrorOption(exit))).toMatchObject({ _tag: "EnvironmentNotFound" })
        }
        const keys = minted.flatMap(({ exit }) => (Exit.isSuccess(exit) ? [exit.value.key] : []))
        expect(keys.length).toBeGreaterThan(0)
        for (const key of keys) expect(yield* verified(key)).toBe("Unauthorized")
      })
    ))

  it("is refused from the moment that its revocation is acknowledged, among any that are revoked and verified meanwhile", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { maxLength: 20 }), (waits) =>
        onDatabase(() =>
          Effect.gen(function* () {
            const apiKeys = yield* ApiKeys
            const { org } = yield* found
            const kept = yield* mint(org.id, "live")
            yield* Effect.forEach(
              waits,
              ([before, between]) =>
                Effect.gen(function* () {
                  yield* turns(before)
                  const { apiKey, key } = yield* mint(org.id, "live")
                  expect(yield* verified(key)).toMatchObject({ apiKeyId: apiKey.id })
                  yield* turns(between)
                  yield* apiKeys.revoke(org.id, apiKey.id)
                  expect(yield* verified(key)).toBe("Unauthorized")
                }),
              together
            )
            expect(yield* verified(kept.key)).toMatchObject({ apiKeyId: kept.apiKey.id })
          })
        )
      ),
      runs
    ))

  it("keeps the instant of its first revocation, and another org cannot revoke it", () =>
    onDatabase(() =>
      Effect.gen(function* () {
        const apiKeys = yield* ApiKeys
        const [one, other] = [yield* found, yield* found]
        const { apiKey, key } = yield* mint(one.org.id, "live")
        expect(yield* Effect.flip(apiKeys.revoke(other.org.id, apiKey.id))).toMatchObject({ _tag: "ApiKeyNotFound" })
        expect(yield* verified(key)).toMatchObject({ apiKeyId: apiKey.id })
        yield* at(7)(apiKeys.revoke(one.org.id, apiKey.id))
        yield* at(9)(apiKeys.revoke(one.org.id, apiKey.id))
        const { items } = yield* apiKeys.list(one.org.id, "all", { limit: 9 })
        expect(items.find(({ id }) => id === apiKey.id)).toEqual({ ...apiKey, revokedAt: 7 })
      })
    ))

  it("of a suspended org is told so, one minted meanwhile too, and works again once the suspension is lifted", () =>
    onDatabase(() =>
      Effect.gen(function* () {
        const orgs = yield* Orgs
        const [suspended, other] = [yield* found, yield* found]
        yield* orgs.change(suspended.org.id, { suspended: true })
        const { key } = yield* mint(suspended.org.id, "live")
        expect(yield* verified(suspended.key)).toBe("OrgSuspended")
        expect(yield* verified(other.key)).toMatchObject({ orgId: other.org.id })
        expect(yield* verified(key)).toBe("OrgSuspended")
        yield* orgs.change(suspended.org.id, { suspended: false })
        for (const one of [key, suspended.key]) {
          expect(yield* verified(one)).toMatchObject({ orgId: suspended.org.id })
        }
      })
    ))

  it("is refused where its row is bound to an environment that its text does not name", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(slug, secretBytes, fc.option(slug)).map(([named, random, other]) => ({
            text: Redacted.value(KeyText.compose(named, random)),
            bound: other ?? named
          })),
          { minLength: 5, maxLength: 20 }
        ),
        (keys) =>
          onDatabase((path) =>
            Effect.gen(function* () {
              const { live, org } = yield* found
              const { apiKey } = yield* mint(org.id, "live")
              for (const { bound, text } of keys) {
                const hash = createHash("sha256").update(text).digest("hex")
                change(path, "update api_keys set hash = ?, environment = ? where id = ?", hash, bound, apiKey.id)
                expect(yield* verified(Redacted.make(text))).toEqual(
                  text.startsWith(`nx_${bound}_`) ? expect.objectContaining({ environmentId: live.id }) : "Unauthorized"
                )
              }
            })
          )
      ),
      runs
    ))

  it("authenticates as what was minted: environment, kind and permissions", () =>
    fc.assert(
      fc.asyncProperty(slug, nonLivePermissions, permissions, (slug, nonLive, live) =>
        onDatabase(() =>
          Effect.gen(function* () {
            const { org } = yield* found
            yield* Environments.use((environments) => environments.create(org.id, { slug }))
            for (const [environment, kind, permissions] of [
              [slug, "environment", nonLive],
              ["live", "live", live]
            ] as const) {
              const { apiKey, key } = yield* ApiKeys.use((apiKeys) =>
                apiKeys.mint(org.id, { name: "a key", environment, permissions, granter })
              )
              expect(yield* verified(key)).toMatchObject({
                orgId: org.id,
                environmentId: apiKey.environmentId,
                environment,
                kind,
                apiKeyId: apiKey.id,
                keyPrefix: Redacted.value(key).slice(0, -60),
                permissions
              })
            }
          })
        )
      ),
      runs
    ))

  it("is in no file of the database, as text or as the secret alone", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const { key, org } = yield* found
        const minted = yield* mint(org.id, "live")
        const files = [path, `${path}-wal`].map((file) => readFileSync(file, "latin1")).join("")
        expect(files).toContain(org.id)
        for (const one of [key, minted.key]) expect(files).not.toContain(Redacted.value(one).slice(-60))
      })
    ))
})
