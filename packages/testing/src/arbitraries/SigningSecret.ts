import { Overlap, Sealed, SigningSecret } from "@nexio/core"
import { Redacted } from "effect"
import fc from "fast-check"
import { id } from "./Id.ts"
import { present } from "./Instant.ts"
import { secretBytes } from "./KeyText.ts"

/** A sealed text; no master key opens it. */
export const sealed: fc.Arbitrary<Sealed> = fc.string({ minLength: 1, maxLength: 60 }).map((text) => Sealed.make(text))

/** The text of a signing secret. */
export const signingSecretText: fc.Arbitrary<string> = secretBytes.map((random) =>
  Redacted.value(SigningSecret.make(random))
)

/** One to three signing secrets as rotations leave them: the newest first and without an end. */
export const signingSecrets: fc.Arbitrary<ReadonlyArray<SigningSecret.SigningSecret>> = fc
  .tuple(
    present,
    fc.array(
      fc.record({
        id: id<string>(),
        sealed,
        age: fc.nat({ max: 1_000_000 }),
        overlap: fc.nat({ max: Overlap.maxSeconds })
      }),
      { minLength: 1, maxLength: SigningSecret.maxValid }
    )
  )
  .map(([at, rotations]) => {
    let createdAt = at
    return rotations.map(({ age, id, overlap, sealed }, nth) => {
      const replacedAt = createdAt
      createdAt = nth === 0 ? at : createdAt - age
      return { id, sealed, createdAt, ...(nth === 0 ? {} : { endsAt: replacedAt + overlap * 1_000 }) }
    })
  })
