import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Endpoint, type Id, Sealed } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { originAt } from "./ports.ts"
import { runs } from "./runs.ts"

const change: fc.Arbitrary<Endpoint.EndpointChange> = fc.record(
  {
    url: fc.constantFrom("https://a.example", "https://b.example"),
    events: arbitrary.eventTypes,
    active: fc.boolean(),
    description: fc.option(fc.string({ maxLength: 5 })),
    authToken: fc.option(fc.constant(Sealed.make("another"))),
    rateLimitPerSecond: fc.option(fc.integer({ min: 1, max: 1_000 })),
    ordered: fc.boolean()
  },
  { requiredKeys: [] }
)

/** `nth` chooses among the endpoints that there are; one more is an id that is unknown. */
const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ _tag: fc.constant("create" as const), endpoint: arbitrary.endpoint }) },
  { weight: 4, arbitrary: fc.record({ _tag: fc.constant("update" as const), nth: fc.nat({ max: 40 }), by: change }) },
  { weight: 2, arbitrary: fc.record({ _tag: fc.constant("remove" as const), nth: fc.nat({ max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constant("limit" as const), limit: fc.nat({ max: 3 }) }) }
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

type Decided = Result.Result<Endpoint.Endpoint, Endpoint.EndpointLimitReached | Endpoint.EndpointNotFound>

const endpointOf = <E>(decided: Result.Result<Endpoint.Decision, E>) => Result.map(decided, ({ endpoint }) => endpoint)

interface Step {
  readonly command: Command
  readonly before: Endpoint.Endpoints
  readonly after: Endpoint.Endpoints
  readonly target: Endpoint.Endpoint | undefined
  readonly decided: Decided | undefined
}

const unknown = "00000000-0000-7000-8000-000000000000" as Id.EndpointId

const decide = (before: Endpoint.Endpoints, command: Command, target: Id.EndpointId): Decided | undefined => {
  switch (command._tag) {
    case "create":
      return endpointOf(Endpoint.create(before, command.endpoint, originAt(4)))
    case "update":
      return endpointOf(Endpoint.update(before, target, command.by, originAt(5)))
    case "remove":
      return endpointOf(Endpoint.remove(before, target, originAt(6)))
    case "limit":
      return undefined
  }
}

/** What a store makes of a decision: one that is deleted is no longer among them. */
const write = (before: Endpoint.Endpoints, endpoint: Endpoint.Endpoint): Endpoint.Endpoints => {
  const others = before.endpoints.filter(({ id }) => id !== endpoint.id)
  return { ...before, endpoints: endpoint.deletedAt === undefined ? [...others, endpoint] : others }
}

const steps = fc
  .tuple(fc.nat({ max: 3 }), fc.array(command, { maxLength: 60, size: "max" }))
  .map(([limit, commands]) => {
    let before: Endpoint.Endpoints = { limit, endpoints: [] }
    return commands.map((command): Step => {
      const target = "nth" in command ? before.endpoints[command.nth % (before.endpoints.length + 1)] : undefined
      const decided = decide(before, command, target?.id ?? unknown)
      const moved = command._tag === "limit" ? { ...before, limit: command.limit } : before
      const after = decided !== undefined && Result.isSuccess(decided) ? write(before, decided.success) : moved
      const step = { command, before, after, target, decided }
      before = after
      return step
    })
  })

const always = (check: (step: Step) => void) =>
  fc.assert(
    fc.property(steps, (steps) => steps.forEach(check)),
    runs
  )

const active = ({ endpoints }: Endpoint.Endpoints) => endpoints.filter(({ active }) => active).length
const refusal = ({ decided }: Step) =>
  decided !== undefined && Result.isFailure(decided) ? decided.failure : undefined

describe("An environment, whatever is done to its endpoints,", () => {
  it("never gets an active endpoint beyond its cap, by making one or by activating one again", () =>
    always(({ after, before }) => {
      if (active(after) > active(before)) expect(active(after)).toBeLessThanOrEqual(after.limit)
    }))

  it("never gets an endpoint beyond ten times its cap, active or not", () =>
    always(({ after, before }) => {
      if (after.endpoints.length > before.endpoints.length) {
        expect(after.endpoints.length).toBeLessThanOrEqual(after.limit * 10)
      }
    }))

  it("refuses exactly what goes beyond a cap, and says which", () =>
    always((step) => {
      const { before, command, target } = step
      const full = active(before) >= before.limit
      if (command._tag === "create") {
        const all = before.endpoints.length >= before.limit * 10
        expect(refusal(step)).toEqual(
          all
            ? new Endpoint.EndpointLimitReached({ limit: before.limit * 10, counted: "all" })
            : full && command.endpoint.active
              ? new Endpoint.EndpointLimitReached({ limit: before.limit, counted: "active" })
              : undefined
        )
      }
      if (command._tag === "update" && target !== undefined) {
        expect(refusal(step)).toEqual(
          full && !target.active && command.by.active === true
            ? new Endpoint.EndpointLimitReached({ limit: before.limit, counted: "active" })
            : undefined
        )
      }
    }))

  it("lets an active endpoint be changed even where its cap was lowered below what exists", () =>
    always((step) => {
      if (step.command._tag === "update" && step.target?.active === true) expect(refusal(step)).toBeUndefined()
      if (step.command._tag === "limit") expect(step.after.endpoints).toEqual(step.before.endpoints)
    }))

  it("knows no endpoint that is unknown or deleted", () =>
    always((step) => {
      if ("nth" in step.command && step.target === undefined)
        expect(refusal(step)).toEqual(new Endpoint.EndpointNotFound())
    }))

  it("has an endpoint take over just what a change names, null clears, and a new URL or activation begins anew", () =>
    always(({ command, decided, target }) => {
      if (command._tag !== "update" || target === undefined || decided === undefined || Result.isFailure(decided))
        return
      const expected: Record<string, unknown> = { ...target, ...command.by, updatedAt: 5 }
      for (const [field, value] of Object.entries(command.by)) if (value === null) delete expected[field]
      const begins = command.by.active === true && !target.active
      if (begins || (command.by.url ?? target.url) !== target.url) delete expected["failingSince"]
      expect(decided.success).toEqual(expected)
      expect(Object.values(decided.success)).not.toContain(null)
    }))

  it("has an endpoint stop when it is deleted, and keeps the rest of it for its history", () =>
    always(({ command, decided, target }) => {
      if (command._tag !== "remove" || target === undefined) return
      expect(decided).toEqual(Result.succeed({ ...target, active: false, updatedAt: 6, deletedAt: 6 }))
    }))
})

describe("An endpoint that fails", () => {
  it("does so since its first failed attempt after the last success, and not at all after a success", () =>
    fc.assert(
      fc.property(fc.array(fc.record({ succeeded: fc.boolean(), startedAt: arbitrary.present })), (attempts) => {
        const since = attempts.reduce<number | undefined>(
          (since, { startedAt, succeeded }) =>
            Endpoint.failingAfter(since, {
              attempt: { startedAt },
              delivery: { status: succeeded ? "succeeded" : startedAt % 2 === 0 ? "pending" : "failed" }
            }),
          undefined
        )
        const last = attempts.findLastIndex(({ succeeded }) => succeeded)
        expect(since).toBe(attempts[last + 1]?.startedAt)
      }),
      runs
    ))
})

describe("Rotating an endpoint's secret", () => {
  it("changes its secrets and nothing else, and no other endpoint's", () =>
    fc.assert(
      fc.property(fc.array(arbitrary.endpoint, { minLength: 1 }), fc.nat(), arbitrary.present, (endpoints, nth, at) => {
        const target = endpoints[nth % endpoints.length] ?? endpoints[0]
        if (target === undefined) return
        const rotated = Endpoint.rotate(
          { limit: 10, endpoints },
          target.id,
          { id: "fresh", sealed: Sealed.make("x") },
          0,
          originAt(at)
        )
        const { secrets, ...rest } = Result.getOrThrow(endpointOf(rotated))
        const { secrets: _, ...before } = target
        expect(rest).toEqual({ ...before, updatedAt: at })
        expect(secrets.at(0)).toMatchObject({ id: "fresh", createdAt: at })
      }),
      runs
    ))
})
