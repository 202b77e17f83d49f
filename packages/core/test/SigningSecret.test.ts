import { Redacted, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Overlap, Sealed, SigningSecret } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { runs } from "./runs.ts"

const overlap = fc.oneof(fc.constant(0), fc.constant(Overlap.defaultSeconds), fc.nat({ max: Overlap.maxSeconds }))
const wait = fc.oneof(fc.constant(0), fc.nat({ max: 2 * Overlap.maxSeconds * 1000 }))
const rotation = fc.record({ overlap, wait })

interface Made {
  readonly id: string
  readonly from: number
  /** When it stops to sign; undefined for the current one. */
  until?: number
}

/** A first secret that is rotated again and again, beside a plain record of what was made and until when it signs. */
const histories = fc.tuple(arbitrary.secret, fc.array(rotation, { maxLength: 12 })).map(([first, rotations]) => {
  let secrets: ReadonlyArray<SigningSecret.SigningSecret> = [first]
  let at = first.createdAt
  const made: Array<Made> = [{ id: first.id, from: at }]
  const steps = rotations.map(({ overlap, wait }, nth) => {
    at += wait
    const id = `secret ${nth}`
    const rotated = SigningSecret.rotate(secrets, { id, sealed: Sealed.make("sealed") }, overlap, at)
    const others = made.filter(({ until }) => until !== undefined && until > at).length
    const stillSigning = others + (overlap > 0 ? 1 : 0)
    if (Result.isSuccess(rotated)) {
      for (const one of made) one.until ??= at + overlap * 1000
      made.push({ id, from: at })
      secrets = rotated.success
    }
    return { at, refused: Result.isFailure(rotated), stillSigning, secrets, made: made.map((one) => ({ ...one })) }
  })
  return steps
})

const always = (
  check: (
    step: typeof histories extends fc.Arbitrary<infer A> ? (A extends ReadonlyArray<infer S> ? S : never) : never
  ) => void
) =>
  fc.assert(
    fc.property(histories, (steps) => steps.forEach(check)),
    runs
  )

describe("Signing secrets", () => {
  it("sign at each instant from their making to the end of their overlap, newest first", () =>
    always(({ at, made, secrets }) => {
      for (const later of [0, 1, 3_600_000, 86_400_000 - 1, 86_400_000, 604_800_000]) {
        const signing = made.filter(({ until }) => until === undefined || until > at + later)
        const ids = SigningSecret.validAt(secrets, at + later).map(({ id }) => id)
        expect(ids).toEqual(signing.map(({ id }) => id).toReversed())
      }
    }))

  it("are never more than three at once: a fourth is refused, and only then", () =>
    always(({ at, refused, secrets, stillSigning }) => {
      expect(refused).toBe(stillSigning >= 3)
      expect(SigningSecret.validAt(secrets, at).length).toBeLessThanOrEqual(3)
    }))

  it("have exactly one without an end, the newest", () =>
    always(({ made, secrets }) => {
      expect(secrets.filter(({ endsAt }) => endsAt === undefined).map(({ id }) => id)).toEqual([made.at(-1)?.id])
    }))

  it("are replaced at once where the overlap is 0", () =>
    fc.assert(
      fc.property(arbitrary.secret, wait, (first, wait) => {
        const at = first.createdAt + wait
        const rotated = Result.getOrThrow(SigningSecret.rotate([first], { id: "fresh", sealed: first.sealed }, 0, at))
        expect(SigningSecret.validAt(rotated, at).map(({ id }) => id)).toEqual(["fresh"])
      }),
      runs
    ))

  it("are whsec_ and the padded standard base64 of 32 bytes", () =>
    fc.assert(
      fc.property(arbitrary.random, (random) => {
        const text = Redacted.value(SigningSecret.make(random))
        expect(text).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
        expect(Array.from(Buffer.from(text.slice(6), "base64"))).toEqual(Array.from(random))
      }),
      runs
    ))

  it("overlap by 24 hours where nothing is said, and by a week at most", () => {
    expect([Overlap.defaultSeconds, Overlap.maxSeconds]).toEqual([86_400, 604_800])
  })
})
