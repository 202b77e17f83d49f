import { Duration, Effect, Exit, Layer, Scope } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ApiKeyStore, LastUse, type Principal, StorageUnavailable } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

/** Notes in a scope of its own while a store takes what is written, or fails as told; gives what was written. */
const noting = <E>(
  during: (
    note: (principal: Principal.KeyPrincipal, at: number) => void,
    store: { fails: boolean; readonly written: Array<LastUse.Use> }
  ) => Effect.Effect<void, E>
) =>
  ports.inTestTime(
    Effect.gen(function* () {
      const store = { fails: false, written: [] as Array<LastUse.Use> }
      const used: ApiKeyStore["Service"]["used"] = (uses) =>
        Effect.suspend(() => {
          if (store.fails) return Effect.fail(new StorageUnavailable({}))
          store.written.push(...uses)
          return Effect.void
        })
      const scope = yield* Scope.make()
      const note = yield* LastUse.noting(Duration.seconds(20)).pipe(
        Scope.provide(scope),
        Effect.provide(Layer.mock(ApiKeyStore, { used }))
      )
      yield* during(note, store)
      store.fails = false
      yield* Scope.close(scope, Exit.void)
      return store.written
    })
  )

describe("When a key was last used", () => {
  it("is written once a period, by its last use, and not on the way of any", () =>
    fc.assert(
      fc.asyncProperty(arbitrary.principal, fc.array(fc.nat(), { minLength: 1 }), async (principal, instants) => {
        const last = { orgId: principal.orgId, id: principal.apiKeyId, at: instants.at(-1) }
        const written = await noting((note, store) =>
          Effect.gen(function* () {
            for (const at of instants) note(principal, at)
            yield* TestClock.adjust("19 seconds")
            expect(store.written).toEqual([])
            yield* TestClock.adjust("1 second")
            expect(store.written).toEqual([last])
            yield* TestClock.adjust("1 minute")
          })
        )
        expect(written).toEqual([last])
      }),
      runs
    ))

  it("is kept where it cannot be written, and written once it can", async () => {
    const [principal] = fc.sample(arbitrary.principal, 1)
    const written = await noting((note, store) =>
      Effect.gen(function* () {
        store.fails = true
        note(principal!, 1)
        yield* TestClock.adjust("1 minute")
        note(principal!, 2)
        yield* TestClock.adjust("1 minute")
        expect(store.written).toEqual([])
        store.fails = false
        yield* TestClock.adjust("20 seconds")
        expect(store.written.map(({ at }) => at)).toEqual([2])
      })
    )
    expect(written).toHaveLength(1)
  })

  it("is written as the server stops", async () => {
    const [principal] = fc.sample(arbitrary.principal, 1)
    expect((await noting((note) => Effect.sync(() => note(principal!, 7)))).map(({ at }) => at)).toEqual([7])
  })
})
