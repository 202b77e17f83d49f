import { Authentication, type Claim, Environments, OrgStore, Orgs, RunStore, StorageUnavailable } from "@nexio/core"
import { Effect, Exit, Fiber, Option } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Faults } from "../src/faults/index.ts"
import { Model } from "../src/model/index.ts"
import { type Calls, now, prepare, tried } from "./faults/Calls.ts"
import { installed } from "./model/UseCases.ts"
import { runs } from "./runs.ts"

type Faulty = ReturnType<typeof Faults.failing>

type Tried = Effect.Success<ReturnType<typeof tried>>

/** Tries each operation by itself, on a right store and with a fault. */
const each = (faulty: Faulty, look: (operation: Faults.Operation, right: Tried, wrong: Tried) => void) =>
  installed(
    Effect.gen(function* () {
      const calls = Object.entries(yield* prepare) as ReadonlyArray<[Faults.Operation, Calls[Faults.Operation]]>
      for (const [operation, call] of calls) {
        look(operation, yield* tried(call), yield* tried(Effect.provide(call, faulty, { local: true })))
      }
    })
  )

const errorOf = (exit: Exit.Exit<unknown, unknown>) => Option.getOrUndefined(Exit.findErrorOption(exit))

describe("A store that fails", () => {
  it("before it happens, fails each operation as unavailable and changes nothing", () =>
    each(
      Faults.failing(() => "before"),
      (operation, right, wrong) => {
        expect(Exit.isSuccess(right.exit), operation).toBe(true)
        expect(errorOf(wrong.exit), operation).toBeInstanceOf(StorageUnavailable)
        expect(wrong.after, operation).toBe(wrong.before)
      }
    ))

  it("after it happened, fails each operation alike and leaves what a right store leaves", () =>
    each(
      Faults.failing(() => "after"),
      (operation, right, wrong) => {
        expect(errorOf(wrong.exit), operation).toBeInstanceOf(StorageUnavailable)
        expect(wrong.after, operation).toEqual(right.after)
      }
    ))

  it("makes of a key that cannot be looked up nothing that is known of it", () =>
    installed(
      Effect.gen(function* () {
        const { key } = yield* Orgs.use((orgs) => orgs.found({ name: "Acme" }))
        const verify = Authentication.use((authentication) => authentication.verify(key))
        expect(yield* Effect.flip(verify)).toMatchObject({ _tag: "AuthUnavailable" })
        expect(yield* verify).toMatchObject({ environment: "live" })
      }),
      Faults.failing(["before"], { of: ["ApiKeyStore.find"] })
    ))
})

describe("A store that dies", () => {
  it("ends each operation in what nobody foresaw, and changes nothing", () =>
    each(
      Faults.dying(() => "defect"),
      (operation, _right, wrong) => {
        expect(Exit.hasDies(wrong.exit), operation).toBe(true)
        expect(wrong.after, operation).toBe(wrong.before)
      }
    ))
})

describe("A store that is slow", () => {
  it("answers each operation as a right store does, in turns of the event loop", () =>
    each(
      Faults.slow(() => ({ before: { turns: 2 }, after: { turns: 1 } })),
      (operation, right, wrong) => {
        expect(wrong.exit, operation).toEqual(right.exit)
        expect(wrong.after, operation).toEqual(right.after)
      }
    ))

  it("lets calls overtake each other, and shows others what it has not acknowledged", () =>
    installed(
      Effect.gen(function* () {
        const calls = yield* prepare
        const answered: Array<string> = []
        const name = Effect.map(
          OrgStore.use((orgs) => orgs.list({ limit: 1 })),
          ({ items }) => items[0]?.name
        )
        const noted = <A, E, R>(what: string, call: Effect.Effect<A, E, R>) =>
          Effect.tap(call, () => Effect.sync(() => answered.push(what)))
        const slow = Faults.slow([{ after: { turns: 3 } }, { before: { turns: 6 } }])
        const told = yield* Effect.all(
          [noted("first", calls["OrgStore.change"]), noted("second", name), noted("third", name)],
          { concurrency: "unbounded" }
        ).pipe(Effect.provide(slow, { local: true }))
        expect(answered).toEqual(["third", "first", "second"])
        expect(told.slice(1)).toEqual(["Another", "Another"])
      })
    ))

  it("takes as many turns as were planned, in which others go on", () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: 4 }), fc.nat({ max: 4 }), (before, after) =>
        installed(
          Effect.gen(function* () {
            const call = (yield* prepare)["OrgStore.isEmpty"]
            let turns = 0
            const another = () => {
              turns += 1
              next = setImmediate(another)
            }
            let next = setImmediate(another)
            const slow = Faults.slow([{ before: { turns: before }, after: { turns: after } }])
            yield* Effect.provide(call, slow, { local: true })
            clearImmediate(next)
            expect(turns).toBeGreaterThanOrEqual(before + after)
          })
        )
      ),
      runs
    ))

  it("waits by the clock, before and after", () =>
    installed(
      Effect.gen(function* () {
        const memory = yield* Model.Memory
        const call = (yield* prepare)["OrgStore.change"]
        const before = yield* memory.state
        const slow = Faults.slow([{ before: { time: "10 seconds" }, after: { time: "5 seconds" } }])
        const answer = yield* Effect.forkChild(Effect.provide(call, slow, { local: true }))
        const seen: Array<unknown> = []
        for (const time of ["0 seconds", "9999 millis", "1 millis", "4999 millis", "1 millis"] as const) {
          yield* TestClock.adjust(time)
          seen.push([(yield* memory.state) !== before, answer.pollUnsafe() !== undefined])
        }
        expect(seen).toEqual([
          [false, false],
          [false, false],
          [true, false],
          [true, false],
          [true, true]
        ])
        yield* Fiber.join(answer)
      }).pipe(Effect.provide(TestClock.layer()))
    ))
})

describe("A store that is forgetful", () => {
  const reads = /find|list|ofPerson|isEmpty|tenancy|byId|read|version|AuditStore|recover/
  const claims: ReadonlyArray<Faults.Operation> = ["RunStore.claim", "WebhookStore.claimDue"]
  /** What it spends cannot be given back through the port. */
  const kept: ReadonlyArray<Faults.Operation> = ["MemberStore.spend"]

  it("acknowledges each write as a right store does, and nothing of it is there; reads are right", () =>
    each(
      Faults.forgetful(() => "lost"),
      (operation, right, wrong) => {
        expect(wrong.exit, operation).toEqual(right.exit)
        if (!reads.test(operation)) expect(right.after, operation).not.toEqual(right.before)
        if (![...claims, ...kept].includes(operation)) expect(wrong.after, operation).toEqual(wrong.before)
      }
    ))

  it("forgets the lease of a claim: what it took is another's at once, and its own report is lost", () =>
    installed(
      Effect.gen(function* () {
        yield* prepare
        const store = yield* RunStore
        const request = { at: now, until: now + 15_000, limit: 1 }
        const forgetful = Faults.forgetful(["lost"])
        const [first] = yield* Effect.provide(
          RunStore.use((store) => store.claim(request)),
          forgetful,
          { local: true }
        )
        const [second] = yield* store.claim(request)
        expect(second).toMatchObject({ run: { id: first!.run.id } })
        const report = (claim: Claim) => store.finish(claim, { run: first!.run, announcement: () => undefined })
        expect(yield* Effect.flip(report(first!.claim))).toMatchObject({ _tag: "LeaseLost" })
        expect(yield* report(second!.claim)).toBe(0)
      })
    ))

  it("refuses what a right store refuses where it decides: only what was decided is lost", () =>
    installed(
      Effect.gen(function* () {
        const environments = yield* Environments
        const { org } = yield* Orgs.use((orgs) => orgs.found({ name: "Acme", environmentLimit: 1 }))
        const create = (slug: string) => environments.create(org.id, { slug })
        expect(yield* create("dev")).toMatchObject({ slug: "dev" })
        expect(yield* Effect.flip(create("All"))).toMatchObject({ _tag: "InvalidSlug" })
        expect(yield* create("ci")).toMatchObject({ slug: "ci" })
        expect(yield* Effect.flip(create("dev"))).toMatchObject({ _tag: "EnvironmentLimitReached" })
      }),
      Faults.forgetful(["lost"], { of: ["EnvironmentStore.change"] })
    ))
})
