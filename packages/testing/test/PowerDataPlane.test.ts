import { describe, expect, it } from "vitest"
import { missedOf, verdictsOn, write } from "./Power.ts"
import { dataPlane, lawsOf, right } from "./PowerOverStores.ts"

describe("The laws of stores", () => {
  it("catch at least 95 of 100 adapters that are faulty about runs, webhooks, usage and metrics", async () => {
    const verdicts = await verdictsOn(dataPlane, right, lawsOf)
    write("data-plane", verdicts)
    const missed = missedOf(verdicts)
    expect(missed.length / verdicts.length, `Missed: ${missed.join("; ")}`).toBeLessThanOrEqual(0.05)
  })
})
