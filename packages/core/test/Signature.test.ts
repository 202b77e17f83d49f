import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Signature } from "../src/index.ts"
import { runs } from "./runs.ts"

const signed = fc.record({ id: fc.uuid({ version: 7 }).map((id) => `evt_${id}`), timestamp: fc.nat(), body: fc.json() })
const macs = fc.array(fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 }), {
  minLength: 1,
  maxLength: 3
})

describe("A signature", () => {
  it("is over the second and the raw body, and by Standard Webhooks over the event's id as well", () =>
    fc.assert(
      fc.property(signed, (signed) => {
        expect(Signature.content(signed)).toBe(`${signed.timestamp}.${signed.body}`)
        expect(Signature.standardContent(signed)).toBe(`${signed.id}.${signed.timestamp}.${signed.body}`)
      }),
      runs
    ))

  it("is never of the same content for another second or another body", () =>
    fc.assert(
      fc.property(signed, signed, (a, b) => {
        fc.pre(a.timestamp !== b.timestamp || a.body !== b.body)
        expect(Signature.content(a)).not.toBe(Signature.content(b))
        expect(Signature.standardContent(a)).not.toBe(Signature.standardContent(b))
      }),
      runs
    ))

  it("has one v1 for each secret, in the order that it is told", () =>
    fc.assert(
      fc.property(fc.nat(), macs, (timestamp, macs) => {
        const [first, ...rest] = Signature.header(timestamp, macs).split(",")
        expect(first).toBe(`t=${timestamp}`)
        expect(rest).toEqual(macs.map((mac) => `v1=${mac}`))
        expect(Signature.standardHeader(macs).split(" ")).toEqual(macs.map((mac) => `v1,${mac}`))
      }),
      runs
    ))
})
