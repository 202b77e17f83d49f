import { type Environment, EnvironmentStore, Environments, type Id, Orgs, Slug } from "@nexio/core"
import { Effect, Exit, Option } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { at, onDatabase, turns } from "./Installation.ts"
import { runs } from "./runs.ts"
import * as Tables from "./Tables.ts"

const together = { concurrency: "unbounded" } as const

const slug = fc.constantFrom("a", "b", "c", "d_1", "live", "all", "Not a slug")

interface Command {
  readonly kind: "create" | "remove" | "update"
  readonly slug: string
  readonly wait: number
}

const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom("create", "create", "create", "remove", "update"),
  slug,
  wait: fc.nat({ max: 3 })
})

/** Commands of many callers at once, and the cap that the operator sets before. */
const batch = fc.record({ limit: fc.nat({ max: 4 }), commands: fc.array(command, { minLength: 1, maxLength: 12 }) })

const perform = (orgId: Id.OrgId, { kind, slug, wait }: Command) =>
  Effect.gen(function* () {
    const environments = yield* Environments
    yield* turns(wait)
    const done: Effect.Effect<unknown, { readonly _tag: string }> =
      kind === "create"
        ? environments.create(orgId, { slug })
        : kind === "remove"
          ? environments.remove(orgId, slug)
          : environments.update(orgId, slug, { description: `${slug} ${wait}` })
    const exit = yield* Effect.exit(done)
    return { kind, refusal: Option.getOrUndefined(Option.map(Exit.findErrorOption(exit), (error) => error._tag)) }
  })

const refusals = [
  undefined,
  "InvalidSlug",
  "ReservedSlug",
  "SlugTaken",
  "EnvironmentLimitReached",
  "EnvironmentNotFound",
  "LiveEnvironmentImmutable"
]

const all = (path: string) =>
  Tables.read(path, "select id, slug, kind, created_at, deleted_at from environments order by id")

const capped = (rows: ReturnType<typeof all>) =>
  rows.filter((row) => row["kind"] === "environment" && row["deleted_at"] === null)

describe("An org's environments, whoever changes them at the same time,", () => {
  it("are always one live, never past the cap, with slugs that are unique and never change", () =>
    fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), (batches) =>
        onDatabase((path) =>
          Effect.gen(function* () {
            const orgs = yield* Orgs
            const { live, org } = yield* orgs.found({ name: "Acme" })
            const known = new Map<unknown, unknown>()
            for (const [hour, { commands, limit }] of batches.entries()) {
              yield* orgs.change(org.id, { environmentLimit: limit })
              const before = capped(all(path)).length
              const done = yield* at(1_000 * (1 + hour))(
                Effect.forEach(commands, (command) => perform(org.id, command), together)
              )
              const rows = all(path)
              for (const { refusal } of done) expect(refusals).toContain(refusal)

              const ofKindLive = rows.filter(({ kind }) => kind === "live")
              expect(ofKindLive).toEqual([expect.objectContaining({ id: live.id, slug: "live", deleted_at: null })])

              expect(capped(rows).length).toBeLessThanOrEqual(Math.max(before, limit))
              const acknowledged = (kind: string) =>
                done.filter((one) => one.kind === kind && one.refusal === undefined).length
              expect(capped(rows).length).toBe(before + acknowledged("create") - acknowledged("remove"))

              const slugs = rows.filter((row) => row["deleted_at"] === null).map((row) => row["slug"])
              expect(new Set(slugs).size).toBe(slugs.length)
              for (const { created_at, id, kind, slug } of rows) {
                const what = `${slug} ${kind} ${created_at}`
                expect(known.get(id) ?? what).toBe(what)
                known.set(id, what)
              }
              expect([...known.keys()].toSorted()).toEqual(rows.map(({ id }) => id))
            }
          })
        )
      ),
      runs
    ))

  it("are exactly as many as fit, of however many that are asked for at once", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 30 }), (limit, asked) =>
        onDatabase((path) =>
          Effect.gen(function* () {
            const { org } = yield* Orgs.use((orgs) => orgs.found({ name: "Acme", environmentLimit: limit }))
            const done = yield* Effect.forEach(
              Array.from({ length: asked }, (_, nth) => ({ kind: "create", slug: `e${nth}`, wait: nth % 4 }) as const),
              (command) => perform(org.id, command),
              together
            )
            expect(done.filter(({ refusal }) => refusal === undefined).length).toBe(Math.min(limit, asked))
            expect(done.filter(({ refusal }) => refusal === "EnvironmentLimitReached").length).toBe(
              Math.max(0, asked - limit)
            )
            expect(capped(all(path)).length).toBe(Math.min(limit, asked))
          })
        )
      ),
      runs
    ))

  it("are one of a slug, of however many that ask for it at once", () =>
    onDatabase((path) =>
      Effect.gen(function* () {
        const { org } = yield* Orgs.use((orgs) => orgs.found({ name: "Acme" }))
        const done = yield* Effect.forEach(
          Array.from({ length: 20 }, (_, nth) => ({ kind: "create", slug: "dev", wait: nth % 4 }) as const),
          (command) => perform(org.id, command),
          together
        )
        expect(done.filter(({ refusal }) => refusal === undefined).length).toBe(1)
        expect(done.filter(({ refusal }) => refusal === "SlugTaken").length).toBe(19)
        expect(capped(all(path)).length).toBe(1)
      })
    ))

  it("do not concern another org's", () =>
    onDatabase(() =>
      Effect.gen(function* () {
        const { environments, store } = yield* Effect.all({ environments: Environments, store: EnvironmentStore })
        const found = Orgs.use((orgs) => orgs.found({ name: "Acme", environmentLimit: 1 }))
        const [one, other] = [yield* found, yield* found]
        yield* environments.create(one.org.id, { slug: "dev" })
        const dev = yield* environments.create(other.org.id, { slug: "dev" })
        yield* environments.remove(one.org.id, "dev")
        expect((yield* store.tenancy(other.org.id)).environments).toEqual([other.live, dev])
        expect(yield* store.byId(one.org.id, dev.id)).toBeUndefined()
      })
    ))
})

describe("A tenancy", () => {
  it("is the org with its active environments: live first, then in the order of their making", () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(slug, fc.boolean(), fc.boolean()), { maxLength: 20 }), (changes) =>
        onDatabase(() =>
          Effect.gen(function* () {
            const { environments, store } = yield* Effect.all({ environments: Environments, store: EnvironmentStore })
            const { live, org } = yield* at(5_000)(
              Orgs.use((orgs) => orgs.found({ name: "Acme", environmentLimit: 9 }))
            )
            let active: ReadonlyArray<Environment.Environment> = []
            for (const [nth, [slug, remove, describe]] of changes.entries()) {
              if (remove) {
                yield* Effect.ignore(environments.remove(org.id, slug))
                active = active.filter((one) => one.slug !== slug)
              } else {
                const input = describe ? { slug, description: `é ${nth}` } : { slug }
                const made = yield* Effect.option(at(6_000 + nth)(environments.create(org.id, input)))
                if (Option.isSome(made)) active = [...active, made.value]
              }
            }
            expect(yield* store.tenancy(org.id)).toEqual({ org, environments: [live, ...active] })
            for (const one of active) expect(yield* store.byId(org.id, one.id)).toEqual(one)
            expect(active.every((one) => Slug.forNew(one.slug)._tag === "Success")).toBe(true)
          })
        )
      ),
      runs
    ))
})
