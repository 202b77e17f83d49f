import { Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Id, Idempotency } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const once: fc.Arbitrary<Idempotency.Once> = fc.record({
  orgId: arbitrary.id<Id.OrgId>(),
  scope: fc.string(),
  key: fc.string(),
  fingerprint: fc.string(),
  at: arbitrary.present
})
const later = fc.integer({ min: 1, max: Idempotency.lifetime })

describe("A request with an idempotency key", () => {
  it("goes on where nothing is remembered of it", () =>
    fc.assert(
      fc.property(once, (once) => {
        expect(Idempotency.recall(once, undefined)).toBeUndefined()
      }),
      runs
    ))

  it("gets the first answer as long as it is remembered", () =>
    fc.assert(
      fc.property(once, fc.string(), later, (once, answer, later) => {
        const found = { fingerprint: once.fingerprint, answer, expiresAt: once.at + later }
        expect(Idempotency.recall(once, found)).toEqual(new Idempotency.Replayed({ answer }))
      }),
      runs
    ))

  it("is refused where it asks for something else than the first did", () =>
    fc.assert(
      fc.property(once, fc.string(), fc.string(), later, (once, fingerprint, answer, later) => {
        fc.pre(fingerprint !== once.fingerprint)
        const found = { fingerprint, answer, expiresAt: once.at + later }
        expect(Idempotency.recall(once, found)).toEqual(new Idempotency.IdempotencyConflict({ key: once.key }))
      }),
      runs
    ))

  it("goes on once what was remembered has expired, whatever that was", () =>
    fc.assert(
      fc.property(once, fc.string(), fc.nat(), (once, fingerprint, ago) => {
        expect(Idempotency.recall(once, { fingerprint, answer: "", expiresAt: once.at - ago })).toBeUndefined()
      }),
      runs
    ))

  it("is remembered for 24 hours", () => {
    expect(Idempotency.lifetime).toBe(86_400_000)
  })

  it("has a key of 1 to 255 visible characters", () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 260, size: "max" }), fc.string({ unit: "binary", maxLength: 3 })),
        (key) => {
          const visible =
            key.length >= 1 && key.length <= 255 && [...key].every((letter) => letter > " " && letter <= "~")
          expect(Schema.is(Idempotency.IdempotencyKey)(key)).toBe(visible)
        }
      ),
      runs
    ))
})
