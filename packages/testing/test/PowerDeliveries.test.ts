import { describe, expect, it } from "vitest"
import { DeliveryStoreLaws } from "../src/laws/index.ts"
import { Model } from "../src/model/index.ts"
import * as DeliveryHistoryFaults from "./faulty/DeliveryHistoryFaults.ts"
import { brokenBy, missedOf, verdictsOn, write } from "./Power.ts"

describe("The laws of the history of deliveries", () => {
  it("are kept by a right adapter, and catch each that is faulty", async () => {
    expect(await brokenBy(Model.layer, DeliveryStoreLaws.laws)).toEqual([])
    const verdicts = await verdictsOn(DeliveryHistoryFaults.faults, Model.layer, () => DeliveryStoreLaws.laws)
    write("deliveries", verdicts)
    expect(missedOf(verdicts)).toEqual([])
  })
})
