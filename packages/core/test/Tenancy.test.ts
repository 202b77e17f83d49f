import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Environment, type Id, type Org, Slug, Tenancy } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { originAt } from "./ports.ts"
import { runs } from "./runs.ts"

type Command =
  | {
      readonly _tag: "create"
      readonly slug: string
      readonly description: string | undefined
      readonly pinnedEngineVersion: string | undefined
      readonly id: Id.EnvironmentId
    }
  | {
      readonly _tag: "update"
      readonly slug: string
      readonly description: string | undefined
      readonly pinnedEngineVersion: string | null | undefined
    }
  | { readonly _tag: "remove"; readonly slug: string }
  | { readonly _tag: "limit"; readonly limit: number }

/** Few slugs, so that they collide; some reserved, some that are none. */
const slug = fc.constantFrom(
  "dev",
  "dev_2",
  "qa",
  "prod",
  "x",
  "live",
  "test",
  "admin",
  "Dev",
  "",
  "much_too_long_a_slug"
)
const description = fc.option(fc.string({ maxLength: 5 }), { nil: undefined })
const pin = fc.constantFrom(undefined, undefined, "1.3", "2.x", "1", "x.1", "1.x ", "v1.0")

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      _tag: fc.constant("create"),
      slug,
      description,
      pinnedEngineVersion: pin,
      id: arbitrary.id<Id.EnvironmentId>()
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      _tag: fc.constant("update"),
      slug,
      description,
      pinnedEngineVersion: fc.option(pin, { nil: null })
    })
  },
  { weight: 3, arbitrary: fc.record({ _tag: fc.constant("remove"), slug }) },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constant("limit"), limit: fc.nat({ max: 4 }) }) }
)

const history = fc.tuple(arbitrary.org, arbitrary.environment, fc.boolean(), fc.array(command, { maxLength: 40 }))

type Decided = Result.Result<Tenancy.Decision, { readonly _tag: string }>

const decide = (before: Tenancy.Tenancy, command: Command): Decided | undefined => {
  switch (command._tag) {
    case "create":
      return Tenancy.create(before, command, { id: command.id, origin: originAt(1) })
    case "update":
      return Tenancy.update(before, command.slug, command, originAt(1))
    case "remove":
      return Tenancy.remove(before, command.slug, originAt(2))
    case "limit":
      return undefined
  }
}

/** What a store makes of a decision. */
const write = (before: Tenancy.Tenancy, { environment, kind }: Tenancy.Decision): Tenancy.Tenancy => {
  const others = before.environments.filter(({ id }) => id !== environment.id)
  return { ...before, environments: kind === "deleted" ? others : [...others, environment] }
}

interface Step {
  readonly command: Command
  readonly decided: Decided | undefined
  readonly before: Tenancy.Tenancy
  readonly after: Tenancy.Tenancy
}

const founded = (org: Org.Org, first: Environment.Environment, grandfathered: boolean): Tenancy.Tenancy => ({
  org,
  environments: [
    Tenancy.live(org, first.id),
    ...(grandfathered
      ? [{ ...first, id: "grandfathered" as Id.EnvironmentId, kind: "test" as const, slug: Slug.Slug.make("test") }]
      : [])
  ]
})

/** Each command of a history with the tenancy before and after it. */
const steps = fc.tuple(history).map(([[org, first, grandfathered, commands]]): ReadonlyArray<Step> => {
  let before = founded(org, first, grandfathered)
  return commands.map((command): Step => {
    const decided = decide(before, command)
    const moved =
      command._tag === "limit" ? { ...before, org: { ...before.org, environmentLimit: command.limit } } : before
    const after = decided !== undefined && Result.isSuccess(decided) ? write(before, decided.success) : moved
    const step = { command, decided, before, after }
    before = after
    return step
  })
})

const always = (check: (step: Step) => void) =>
  fc.assert(
    fc.property(steps, (steps) => steps.forEach(check)),
    runs
  )

/** Whether it is neither `1.3` nor `1.x`. */
const isWrong = (pin: string | null | undefined) => pin != null && !["1.3", "2.x"].includes(pin)

const refusal = ({ decided }: Step) =>
  decided !== undefined && Result.isFailure(decided) ? decided.failure._tag : undefined
const slugs = ({ environments }: Tenancy.Tenancy) => environments.map(({ slug }) => slug)

describe("An org, whatever is done to its environments,", () => {
  it("always has exactly one live environment, and it stays the one that the org was made with", () =>
    always(({ after, before }) => {
      const live = (tenancy: Tenancy.Tenancy) =>
        tenancy.environments.filter(({ kind, slug }) => kind === "live" || slug === "live")
      expect(live(after).map(({ id, kind, slug }) => [id, kind, slug])).toEqual([[live(before)[0]?.id, "live", "live"]])
    }))

  it("never has two active environments of one slug", () =>
    always(({ after }) => {
      expect(new Set(slugs(after)).size).toBe(after.environments.length)
    }))

  it("never gets an environment beyond its cap, live and test not counted", () =>
    always(({ after, before, command }) => {
      if (after.environments.length <= before.environments.length) return
      expect(command._tag).toBe("create")
      expect(after.environments.filter(({ kind }) => kind === "environment").length).toBeLessThanOrEqual(
        after.org.environmentLimit
      )
    }))

  it("keeps what exists where its cap is lowered below it, and makes nothing new until there is room", () =>
    always((step) => {
      const { after, before, command } = step
      if (command._tag === "limit") expect(after.environments).toEqual(before.environments)
      if (command._tag === "create" && Tenancy.used(before) >= before.org.environmentLimit) {
        expect(refusal(step)).toBeDefined()
        expect(after).toEqual(before)
      }
    }))

  it("never has an environment change its slug, kind, org or age", () =>
    always(({ after, before }) => {
      for (const { createdAt, id, kind, orgId, slug } of before.environments) {
        const same = after.environments.find((environment) => environment.id === id)
        if (same !== undefined) expect(same).toMatchObject({ slug, kind, orgId, createdAt })
      }
    }))

  it("never gets a test environment by anybody's creating one", () =>
    always(({ after, before, command }) => {
      const tests = (tenancy: Tenancy.Tenancy) => tenancy.environments.filter(({ kind }) => kind === "test").length
      expect(tests(after)).toBeLessThanOrEqual(tests(before))
      if (command._tag === "create" && after !== before) expect(after.environments.at(-1)?.kind).toBe("environment")
    }))

  it("refuses a slug for the first reason of: no slug, reserved, pinned to no version, taken, no room", () =>
    always((step) => {
      const { before, command } = step
      if (command._tag !== "create") return
      const first = !/^[a-z0-9_]{1,16}$/.test(command.slug)
        ? "InvalidSlug"
        : Slug.reserved.includes(command.slug)
          ? "ReservedSlug"
          : isWrong(command.pinnedEngineVersion)
            ? "InvalidEngineVersion"
            : slugs(before).some((slug) => slug === command.slug)
              ? "SlugTaken"
              : Tenancy.used(before) >= before.org.environmentLimit
                ? "EnvironmentLimitReached"
                : undefined
      expect(refusal(step)).toBe(first)
    }))

  it("removes any environment but live, and frees its slug and its place", () =>
    always((step) => {
      const { after, before, command } = step
      if (command._tag !== "remove") return
      const found = before.environments.find(({ slug }) => slug === command.slug)
      expect(refusal(step)).toBe(
        found === undefined ? "EnvironmentNotFound" : found.kind === "live" ? "LiveEnvironmentImmutable" : undefined
      )
      if (refusal(step) !== undefined) return expect(after).toEqual(before)
      expect(slugs(after)).not.toContain(command.slug)
      expect(Tenancy.used(after)).toBe(Tenancy.used(before) - (found?.kind === "environment" ? 1 : 0))
      expect(step.decided).toMatchObject({ success: { kind: "deleted", environment: { id: found?.id, deletedAt: 2 } } })
    }))

  it("gives an environment just the description that it was told, and keeps it where none is told", () =>
    always(({ after, before, command, decided }) => {
      if (command._tag === "limit" || command._tag === "remove" || decided === undefined || Result.isFailure(decided))
        return
      const of = (tenancy: Tenancy.Tenancy) =>
        tenancy.environments.find(({ slug }) => slug === command.slug)?.description
      expect(of(after)).toBe(command.description ?? of(before))
    }))

  it("pins an environment to just what it was told, live too, clears it by null, and keeps it where none is told", () =>
    always(({ after, before, command, decided }) => {
      if (command._tag === "limit" || command._tag === "remove" || decided === undefined) return
      if (isWrong(command.pinnedEngineVersion)) return expect(Result.isFailure(decided)).toBe(true)
      if (Result.isFailure(decided)) return
      const of = (tenancy: Tenancy.Tenancy) =>
        tenancy.environments.find(({ slug }) => slug === command.slug)?.pinnedEngineVersion
      const told = command.pinnedEngineVersion
      expect(of(after)).toBe(told === undefined ? of(before) : (told ?? undefined))
    }))
})
