import { describe, expect, it } from "vitest"
import { MemberStoreLaws } from "../src/laws/index.ts"
import * as MemberFaults from "./faulty/MemberFaults.ts"
import { missedOf, verdictsOn, write } from "./Power.ts"
import { right } from "./PowerOverStores.ts"

describe("The laws of members and sign-in links", () => {
  it("catch each adapter that is faulty", async () => {
    const verdicts = await verdictsOn(MemberFaults.faults, right, () => MemberStoreLaws.laws)
    write("members", verdicts)
    expect(missedOf(verdicts)).toEqual([])
  }, 120_000)
})
