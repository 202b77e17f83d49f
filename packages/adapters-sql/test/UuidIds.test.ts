import { Id, Instant } from "@nexio/core"
import { Effect, Option } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { UuidIds } from "../src/index.ts"

const mint = (): Id.Ids["Service"] => Effect.runSync(Effect.provide(Id.Ids, UuidIds.layer))

const instant = fc.integer({ min: 0, max: Instant.last })
const instantOf = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

/** Instants that come again and again, forwards and backwards. */
const instants = fc
  .tuple(instant, fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 200 }))
  .map(([first, steps]) => steps.map((step) => Math.min(Instant.last, Math.max(0, first + step))))

describe("An id", () => {
  it("is a valid UUIDv7 whose instant is the one that was asked for, from the first to the last", () =>
    fc.assert(
      fc.property(instants, (instants) => {
        const ids = mint()
        for (const at of [0, Instant.last, ...instants]) {
          const id = ids.next<Id.RunId>(at)
          expect(Option.isSome(Id.parse(Id.RunId, id))).toBe(true)
          expect(instantOf(id)).toBe(at)
        }
      })
    ))

  it("sorts among those of its instant in the order of minting, also where the clock goes back and forth", () =>
    fc.assert(
      fc.property(instants, (instants) => {
        const ids = mint()
        const minted = instants.map((at) => ({ at, id: ids.next<string>(at) }))
        for (const at of new Set(instants)) {
          const ofInstant = minted.filter((one) => one.at === at).map(({ id }) => id)
          expect(ofInstant).toEqual(ofInstant.toSorted())
        }
      })
    ))

  it("is like no other among 100,000 of one instant, and those are in order", () => {
    const ids = mint()
    const minted = Array.from({ length: 100_000 }, () => ids.next<string>(1_795_507_200_000))
    expect(new Set(minted).size).toBe(100_000)
    expect(minted).toEqual(minted.toSorted())
  })

  it("is like no other of another process at the same instant", () => {
    const minted = Array.from({ length: 200 }, mint).flatMap((ids) =>
      Array.from({ length: 100 }, () => ids.next<string>(5))
    )
    expect(new Set(minted).size).toBe(20_000)
  })

  it("cannot be told from the one before it", () => {
    const ids = mint()
    const tails = Array.from({ length: 10_000 }, () => ids.next<string>(5).slice(-8))
    expect(new Set(tails).size).toBeGreaterThan(9_990)
  })
})
