import { describe, expect, it } from "vitest"
import { counting } from "./faulty/Counted.ts"
import { inStores } from "./faulty/Fault.ts"
import { noting } from "./faulty/Noted.ts"
import { announcing, haunted } from "./faulty/Outbox.ts"
import { decidedOn, seenDeliveries, seenKeys, seenRuns } from "./faulty/Seen.ts"
import { brokenBy, missedOf, some, verdictsOn, write } from "./Power.ts"
import { controlPlane, laws, lawsOf, right } from "./PowerOverStores.ts"

/** What faulty adapters are made with, and nothing wrong. */
const faultless = inStores("stores", [
  { name: "changes nothing", breaks: "nothing", wrap: () => ({}) },
  { name: "takes note of what goes through", breaks: "nothing", wrap: (right) => noting(right).stores },
  { name: "raises no delivery", breaks: "nothing", wrap: (right) => haunted(right) },
  {
    name: "shows all as it is",
    breaks: "nothing",
    wrap: ({ apiKeys, environments, runs, usage, webhooks }) => ({
      apiKeys: seenKeys(apiKeys, (key) => key),
      environments: decidedOn(environments, (tenancy) => tenancy),
      runs: announcing(
        seenRuns(runs, (run) => run),
        (fanOut) => fanOut
      ),
      usage: counting(usage, []),
      webhooks: seenDeliveries(webhooks, (claimed) => claimed)
    })
  }
])

describe("The laws of stores", () => {
  it("are kept by a right adapter, and by one that is wrapped like a faulty one", async () => {
    // By its own tests the model keeps all of them: here with the tries that faults are found by.
    expect(await brokenBy(right, some(laws))).toEqual([])
    expect(missedOf(await verdictsOn(faultless, right, () => some(laws)))).toHaveLength(faultless.length)
  })

  it("catch at least 95 of 100 adapters that are faulty about orgs, environments, keys, and what is done once", async () => {
    const verdicts = await verdictsOn(controlPlane, right, lawsOf)
    write("control-plane", verdicts)
    const missed = missedOf(verdicts)
    expect(missed.length / verdicts.length, `Missed: ${missed.join("; ")}`).toBeLessThanOrEqual(0.05)
  })
})
