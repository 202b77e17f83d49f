import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Event } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { countedIds } from "./ports.ts"
import { runs } from "./runs.ts"

const at = arbitrary.present

describe("A redelivery", () => {
  it("comes after the delivery that it repeats, however far the clocks of two servers are apart", () =>
    fc.assert(
      fc.property(arbitrary.endpoint, at, at, (endpoint, madeAt, at) => {
        const ids = countedIds()
        const [before] = Event.test(endpoint, madeAt, ids).deliveries
        const again = Event.redelivery(before!, endpoint, at, ids)
        expect(again.id > before!.id).toBe(true)
        expect(again.createdAt).toBeGreaterThanOrEqual(at)
      }),
      runs
    ))
})
