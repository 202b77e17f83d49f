import { Effect, Exit, Layer, Option, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Environment, EnvironmentStore, Environments, type Principal, Tenancy } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

/** An org's live environment and others, some of them deleted, and a caller with a key of one of them. */
const world = fc
  .tuple(
    arbitrary.org,
    fc.uniqueArray(arbitrary.environment, { selector: ({ id }) => id, minLength: 2, maxLength: 6 }),
    arbitrary.principal,
    fc.nat()
  )
  .map(([org, [first, ...others], principal, nth]) => {
    const live = Tenancy.live(org, first?.id ?? ("" as never))
    const environments = [
      live,
      ...others.map((one, nth) => ({
        ...one,
        orgId: org.id,
        kind: one.kind === "live" ? ("environment" as const) : one.kind,
        slug: `${one.slug.slice(0, 14)}_${nth}` as Environment.Environment["slug"]
      }))
    ]
    const active = environments.filter(({ deletedAt }) => deletedAt === undefined)
    const own = active[nth % active.length] ?? live
    const caller: Principal.Principal = {
      ...principal,
      orgId: org.id,
      environmentId: own.id,
      environment: own.slug,
      kind: own.kind
    }
    return { org, environments, active, own, caller }
  })
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

const storeOf = ({ active, environments, org }: World) =>
  Layer.mock(EnvironmentStore, {
    tenancy: () => Effect.succeed({ org, environments: active }),
    byId: (orgId, id) => Effect.succeed(environments.find((one) => one.orgId === orgId && one.id === id))
  })

const ask = <A, E>(
  world: World,
  call: (environments: Environments["Service"]) => Effect.Effect<A, E>
): Promise<Exit.Exit<A, E>> =>
  ports.inTestTime(
    Effect.exit(
      Environments.use(call).pipe(Effect.provide(Environments.layer), Effect.provide([storeOf(world), ports.layer]))
    )
  )

const answer = <A, E extends { readonly _tag: string }>(exit: Exit.Exit<A, E>): A | string =>
  Exit.match(exit, {
    onSuccess: (value) => value,
    onFailure: () => Option.match(Exit.findErrorOption(exit), { onSome: (error) => error._tag, onNone: () => "defect" })
  })

const always = (check: (world: World) => Promise<void>) => fc.assert(fc.asyncProperty(world, check), runs)

describe("A caller", () => {
  it("with a live key sees all active environments of its org, with any other just its own", () =>
    always(async (world) => {
      const seen = answer(await ask(world, (environments) => environments.visibleTo(world.caller)))
      expect(seen).toEqual({ org: world.org, environments: world.caller.kind === "live" ? world.active : [world.own] })
    }))

  it("finds by its slug just what it sees", () =>
    always(async (world) => {
      for (const environment of world.environments) {
        const seen =
          environment.deletedAt === undefined && (world.caller.kind === "live" || environment.id === world.own.id)
        const found = answer(await ask(world, (environments) => environments.find(world.caller, environment.slug)))
        expect(found).toEqual(seen ? environment : "EnvironmentNotFound")
      }
    }))

  it("that names no environment for a report gets its own", () =>
    always(async (world) => {
      expect(answer(await ask(world, (environments) => environments.select(world.caller, undefined)))).toBe(
        world.own.id
      )
    }))

  it("gets a report on all with a live key, and never with another", () =>
    always(async (world) => {
      const selected = answer(await ask(world, (environments) => environments.select(world.caller, "all")))
      expect(selected).toBe(world.caller.kind === "live" ? "all" : "EnvironmentNotFound")
    }))

  it("names an environment for a report by its slug, as long as it sees it", () =>
    always(async (world) => {
      for (const { deletedAt, id, slug } of world.environments) {
        const seen = deletedAt === undefined && (world.caller.kind === "live" || id === world.own.id)
        const selected = answer(await ask(world, (environments) => environments.select(world.caller, slug)))
        expect(selected).toBe(seen ? id : "EnvironmentNotFound")
      }
    }))

  it("reaches a deleted environment for a report by its id, with a live key, and nothing but its own with another", () =>
    always(async (world) => {
      for (const { id } of world.environments) {
        const selected = answer(await ask(world, (environments) => environments.select(world.caller, id)))
        expect(selected).toBe(world.caller.kind === "live" || id === world.own.id ? id : "EnvironmentNotFound")
      }
    }))

  it("is told of what exists elsewhere just as of what does not exist", () =>
    fc.assert(
      fc.asyncProperty(world, arbitrary.id<string>(), arbitrary.slug, fc.string(), async (world, id, slug, text) => {
        for (const which of [id, slug, text]) {
          fc.pre(!world.environments.some((one) => which === one.id || which === one.slug) && which !== "all")
          expect(answer(await ask(world, (environments) => environments.select(world.caller, which)))).toBe(
            "EnvironmentNotFound"
          )
        }
        const elsewhere = {
          ...world,
          environments: world.environments.map((one) => ({ ...one, orgId: "another" as never }))
        }
        const foreign = world.environments.find(({ id }) => id !== world.own.id)
        if (foreign !== undefined) {
          expect(answer(await ask(elsewhere, (environments) => environments.select(world.caller, foreign.id)))).toBe(
            "EnvironmentNotFound"
          )
        }
      }),
      runs
    ))
})

describe("Changing environments", () => {
  it("decides on what the store has locked, and has it write just that", () =>
    fc.assert(
      fc.asyncProperty(world, arbitrary.slug, async (world, slug) => {
        const tenancy = { org: world.org, environments: world.active }
        const written: Array<Tenancy.Decision> = []
        const store = Layer.mock(EnvironmentStore, {
          // Decides twice, as a store may that has to try its transaction again.
          change: (orgId, decide) =>
            Effect.suspend(() => {
              expect(orgId).toBe(world.org.id)
              const [first, second] = [decide(tenancy), decide(tenancy)]
              expect(second).toEqual(first)
              if (Result.isSuccess(first)) written.push(first.success)
              return Effect.fromResult(Result.map(first, ({ environment }) => environment))
            })
        })
        const made = await ports.inTestTime(
          Effect.exit(
            Environments.use((environments) => environments.create(world.org.id, { slug })).pipe(
              Effect.provide(Environments.layer),
              Effect.provide([store, ports.layer])
            )
          )
        )
        expect(Exit.isSuccess(made)).toBe(written.length === 1)
        if (Exit.isSuccess(made)) {
          const entry = { action: "environment.created", actor: "system", target: made.value.id }
          expect(written).toEqual([{ kind: "created", environment: made.value, entry: expect.objectContaining(entry) }])
        }
      }),
      runs
    ))
})
