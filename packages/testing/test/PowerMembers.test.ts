import { describe, expect, it } from "vitest"
import { MemberStoreLaws, SessionStoreLaws } from "../src/laws/index.ts"
import * as MemberFaults from "./faulty/MemberFaults.ts"
import * as SessionFaults from "./faulty/SessionFaults.ts"
import { missedOf, verdictsOn, write } from "./Power.ts"
import { right } from "./PowerOverStores.ts"

describe("The laws of members, sign-in links and sessions", () => {
  it.each([
    ["members", MemberFaults.faults, MemberStoreLaws.laws],
    ["sessions", SessionFaults.faults, SessionStoreLaws.laws]
  ] as const)(
    "catch each adapter that is faulty: %s",
    async (name, faults, laws) => {
      const verdicts = await verdictsOn(faults, right, () => laws)
      write(name, verdicts)
      expect(missedOf(verdicts)).toEqual([])
    },
    120_000
  )
})
