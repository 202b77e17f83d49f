import { describe, expect, it } from "vitest"
import { RetentionStoreLaws } from "../src/laws/index.ts"
import { Model } from "../src/model/index.ts"
import * as RetentionFaults from "./faulty/RetentionFaults.ts"
import { brokenBy, missedOf, verdictsOn, write } from "./Power.ts"

describe("The laws of retention", () => {
  it("are kept by a right adapter, and catch each that is faulty", async () => {
    expect(await brokenBy(Model.layer, RetentionStoreLaws.laws)).toEqual([])
    const verdicts = await verdictsOn(RetentionFaults.faults, Model.layer, () => RetentionStoreLaws.laws)
    write("retention", verdicts)
    expect(missedOf(verdicts)).toEqual([])
  })
})
