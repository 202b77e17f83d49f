import { ApiKeyStore, OrgStore, RunStore, StorageUnavailable } from "@nexio/core"
import { Effect, Exit, Layer, Option } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Faults } from "../../src/faults/index.ts"
import { installed } from "../model/UseCases.ts"
import { runs } from "../runs.ts"

describe("A plan", () => {
  const isEmpty = OrgStore.use((store) => store.isEmpty)

  it("is about one call after another of what it names, from the first again for each build of the layer", () =>
    fc.assert(
      fc.asyncProperty(Faults.failures(8), (plan) =>
        installed(
          Effect.gen(function* () {
            const called = Effect.gen(function* () {
              const failed: Array<boolean> = []
              for (let nth = 0; nth < 10; nth += 1) {
                yield* ApiKeyStore.use((store) => store.find("" as never))
                failed.push(Exit.isFailure(yield* Effect.exit(isEmpty)))
              }
              return failed
            })
            const expected = Array.from({ length: 10 }, (_, nth) => (plan[nth] ?? null) !== null)
            for (const _ of [1, 2]) {
              const failing = Faults.failing(plan, { of: ["OrgStore.isEmpty"] })
              expect(yield* Effect.provide(called, failing, { local: true })).toEqual(expected)
            }
          })
        )
      ),
      runs
    ))

  it("is told the operation and the number of the call", () =>
    installed(
      Effect.gen(function* () {
        const told: Array<Faults.Call> = []
        const noted = Faults.failing((call) => {
          told.push(call)
          return undefined
        })
        yield* Effect.provide(Effect.andThen(isEmpty, isEmpty), noted, { local: true })
        expect(told).toEqual([1, 2].map((nth) => ({ operation: "OrgStore.isEmpty", nth })))
      })
    ))

  it("is about whichever ports it is given, also one that is an instance of a class", () => {
    class OneOrg {
      private readonly count: number = 1
      get isEmpty() {
        return Effect.sync(() => this.count === 0)
      }
      find() {
        return Effect.sync(() => this.count)
      }
    }
    const layer = Faults.failing<OrgStore>([null, null, "before"]).pipe(
      Layer.provide(Layer.succeed(OrgStore, new OneOrg() as never))
    )
    return Effect.runPromise(
      Effect.gen(function* () {
        const store = yield* OrgStore
        expect(yield* store.isEmpty).toBe(false)
        expect(yield* store.find("" as never)).toBe(1)
        expect(yield* Effect.flip(store.isEmpty)).toBeInstanceOf(StorageUnavailable)
        expect(Option.isNone(yield* Effect.serviceOption(RunStore))).toBe(true)
      }).pipe(Effect.provide(layer))
    )
  })
})
