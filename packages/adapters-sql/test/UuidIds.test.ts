import { Id } from "@nexio/core"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { UuidIds } from "../src/index.ts"

const mint = (): Id.Ids["Service"] => Effect.runSync(Effect.provide(Id.Ids, UuidIds.layer))

describe("An id", () => {
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
