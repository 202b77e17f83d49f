import { Effect, Exit, Layer, Redacted, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ApiKeyStore, Authentication, admit, type Credential, KeyText, StorageUnavailable } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import * as ports from "./ports.ts"
import { runs } from "./runs.ts"

const credential = (parts: Partial<Record<keyof Credential, fc.Arbitrary<unknown>>> = {}): fc.Arbitrary<Credential> =>
  fc
    .tuple(
      arbitrary.principal,
      fc.record({ environmentActive: fc.constant(true), orgSuspended: fc.constant(false), ...parts }) as fc.Arbitrary<
        Pick<Credential, "environmentActive" | "orgSuspended">
      >
    )
    .map(([principal, rest]) => ({ ...principal, ...rest }))

const textOf = (credential: Credential, random: Uint8Array) =>
  Redacted.value(KeyText.compose(credential.environment, random))
const failure = (result: ReturnType<typeof admit>) => (Result.isFailure(result) ? result.failure._tag : undefined)

/** What the rows of keys can say, in every combination. */
const any = credential({
  environmentActive: fc.boolean(),
  orgSuspended: fc.boolean(),
  revokedAt: fc.option(arbitrary.present, { nil: undefined }),
  expiresAt: fc.option(arbitrary.present, { nil: undefined })
})

describe("A key", () => {
  it("is admitted as what its row says", () =>
    fc.assert(
      fc.property(credential(), arbitrary.random, arbitrary.present, (credential, random, at) => {
        expect(Result.getOrThrow(admit(credential, textOf(credential, random), at))).toMatchObject({
          environmentId: credential.environmentId,
          permissions: credential.permissions
        })
      }),
      runs
    ))

  it("is never admitted in another environment than the one that it names", () =>
    fc.assert(
      fc.property(any, arbitrary.slug, arbitrary.random, arbitrary.present, (credential, slug, random, at) => {
        fc.pre(!`${slug}_`.startsWith(`${credential.environment}_`))
        expect(failure(admit(credential, textOf({ ...credential, environment: slug }, random), at))).toBe(
          "Unauthorized"
        )
      }),
      runs
    ))

  it("is never admitted once it is revoked, whenever that was", () =>
    fc.assert(
      fc.property(any, arbitrary.random, arbitrary.present, arbitrary.present, (credential, random, revokedAt, at) => {
        const text = textOf(credential, random)
        expect(failure(admit({ ...credential, revokedAt }, text, at))).toBe("Unauthorized")
      }),
      runs
    ))

  it("is admitted until just before it expires, and never from then on", () =>
    fc.assert(
      fc.property(
        credential(),
        arbitrary.random,
        arbitrary.present,
        fc.nat(),
        (credential, random, expiresAt, later) => {
          const text = textOf(credential, random)
          expect(failure(admit({ ...credential, expiresAt }, text, expiresAt + later))).toBe("Unauthorized")
          expect(failure(admit({ ...credential, expiresAt }, text, expiresAt - 1 - later))).toBeUndefined()
        }
      ),
      runs
    ))

  it("is never admitted where its environment is deleted", () =>
    fc.assert(
      fc.property(any, arbitrary.random, arbitrary.present, (credential, random, at) => {
        const text = textOf(credential, random)
        expect(failure(admit({ ...credential, environmentActive: false }, text, at))).toBe("Unauthorized")
      }),
      runs
    ))

  it("of a suspended org hears of the suspension only where it would be admitted otherwise", () =>
    fc.assert(
      fc.property(any, arbitrary.random, arbitrary.present, (credential, random, at) => {
        const text = textOf(credential, random)
        const otherwise = failure(admit({ ...credential, orgSuspended: false }, text, at))
        expect(failure(admit({ ...credential, orgSuspended: true }, text, at))).toBe(otherwise ?? "OrgSuspended")
      }),
      runs
    ))
})

describe("Verifying a text", () => {
  const verify = (text: string, find: ApiKeyStore["Service"]["find"]) =>
    Authentication.use((authentication) => authentication.verify(Redacted.make(text))).pipe(
      Effect.provide(Authentication.layer),
      Effect.provide([Layer.mock(ApiKeyStore, { find }), ports.layer]),
      Effect.exit,
      ports.inTestTime
    )

  it("never touches storage for what is not shaped like a key", () =>
    fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        fc.pre(!KeyText.isShaped(text))
        const exit = await verify(text, () => Effect.die("storage was asked"))
        expect(exit).toMatchObject({ cause: { reasons: [{ error: { _tag: "Unauthorized" } }] } })
      }),
      runs
    ))

  it("finds a key by the hash of its whole text, and by nothing else", () =>
    fc.assert(
      fc.asyncProperty(credential(), arbitrary.random, arbitrary.random, async (credential, random, other) => {
        fc.pre(random.join() !== other.join())
        const hash = ports.openSecrets().hash(textOf(credential, random))
        const find = (asked: string) => Effect.succeed(asked === hash ? credential : undefined)
        expect(Exit.isSuccess(await verify(textOf(credential, random), find))).toBe(true)
        expect(Exit.isSuccess(await verify(textOf(credential, other), find))).toBe(false)
      }),
      runs
    ))

  it("says that keys cannot be checked where storage does not answer, and never that a key is wrong", async () => {
    const exit = await verify("nx_live_anything", () => Effect.fail(new StorageUnavailable({})))
    expect(exit).toMatchObject({ cause: { reasons: [{ error: { _tag: "AuthUnavailable" } }] } })
  })
})
