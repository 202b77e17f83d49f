import { Effect, Exit, Layer, Option, Redacted, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type ApiKey, ApiKeyStore, ApiKeys, Environment, type Hash, Permission } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

interface Written {
  readonly key: ApiKey.ApiKey
  readonly hash: Hash
}

/** Mints a key where there is just this environment, and gives the answer and what was written. */
const mint = async (
  environment: Environment.Environment,
  slug: string,
  granter: ReadonlyArray<Permission.Permission>,
  permissions?: ReadonlyArray<Permission.Permission>
) => {
  const written: Array<Written> = []
  const store = Layer.mock(ApiKeyStore, {
    mint: (_orgId, slug, decide) =>
      slug !== environment.slug
        ? Effect.fail(new Environment.EnvironmentNotFound({ environment: slug }))
        : Effect.suspend(() => {
            // Decides twice, as a store may that has to try its transaction again.
            const [, decided] = [decide(environment), decide(environment)]
            if (Result.isSuccess(decided)) written.push(decided.success)
            return Effect.fromResult(Result.map(decided, ({ key }) => key))
          })
  })
  const exit = await ports.inTestTime(
    Effect.exit(
      ApiKeys.use((apiKeys) =>
        apiKeys.mint(environment.orgId, { name: "a key", environment: slug, permissions, granter })
      ).pipe(Effect.provide(ApiKeys.layer), Effect.provide([store, ports.layer]))
    )
  )
  return { exit, written }
}

/** Where keys are minted: anywhere but in the grandfathered environment. */
const here = arbitrary.environment.filter(({ kind }) => kind !== "test")

describe("Minting a key", () => {
  it("shows a text that is known by its hash alone, and that belongs to its environment", () =>
    fc.assert(
      fc.asyncProperty(here, async (environment) => {
        const { exit, written } = await mint(environment, environment.slug, Permission.all)
        const { apiKey, key } = Option.getOrThrow(Exit.getSuccess(exit))
        const text = Redacted.value(key)
        const entry = expect.objectContaining({ action: "api_key.created", actor: "system", target: apiKey.id })
        expect(written).toEqual([{ key: apiKey, hash: ports.openSecrets().hash(text), entry }])
        expect(text).toMatch(new RegExp(`^nx_${environment.slug}_[0-9a-f]{64}$`))
        expect(JSON.stringify(written)).not.toContain(text)
        expect(apiKey).toMatchObject({
          orgId: environment.orgId,
          environmentId: environment.id,
          environment: environment.slug,
          keyPrefix: text.slice(0, -60)
        })
      }),
      runs
    ))

  it("gives what was asked for, and writing runs and managing webhooks where nothing is", () =>
    fc.assert(
      fc.asyncProperty(here, fc.option(arbitrary.permissions, { nil: undefined }), async (environment, asked) => {
        const { written } = await mint({ ...environment, kind: "live" }, environment.slug, Permission.all, asked)
        expect(written[0]?.key.permissions).toEqual(asked ?? ["runs:write", "webhooks:manage"])
      }),
      runs
    ))

  it("never writes a key that could do more than who made it", () =>
    fc.assert(
      fc.asyncProperty(
        here,
        arbitrary.permissions,
        fc.option(arbitrary.permissions, { nil: undefined }),
        async (environment, granter, asked) => {
          const { exit, written } = await mint(environment, environment.slug, granter, asked)
          expect(written.length).toBe(Exit.isSuccess(exit) ? 1 : 0)
          for (const { key } of written) {
            expect(granter).toEqual(expect.arrayContaining([...key.permissions]))
            if (environment.kind !== "live") expect(key.permissions.filter(Permission.liveOnly)).toEqual([])
          }
        }
      ),
      runs
    ))

  it("is refused for an environment that is not there", () =>
    fc.assert(
      fc.asyncProperty(here, arbitrary.slug, async (environment, slug) => {
        fc.pre(slug !== environment.slug)
        const { exit, written } = await mint(environment, slug, Permission.all)
        expect(Option.getOrThrow(Exit.findErrorOption(exit))._tag).toBe("EnvironmentNotFound")
        expect(written).toEqual([])
      }),
      runs
    ))
})
