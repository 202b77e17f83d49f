import { createHash } from "node:crypto"
import { type Binding, type Id, Sealed, Secrets } from "@nexio/core"
import { Effect, Redacted, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { CryptoSecrets } from "../src/index.ts"

type Keys = Parameters<typeof CryptoSecrets.layer>[0]

const masterKey: fc.Arbitrary<CryptoSecrets.MasterKey> = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Redacted.make(bytes))
const distinct = (length: number) =>
  fc.uniqueArray(masterKey, {
    minLength: length,
    maxLength: length,
    selector: (key) => Redacted.value(key).join()
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<Keys>

const text = fc.string({ unit: "grapheme", maxLength: 60 })

const bound = fc.record({
  kind: fc.constantFrom("signing_secret", "auth_token"),
  orgId: fc.uuid({ version: 7 }) as fc.Arbitrary<string> as fc.Arbitrary<Id.OrgId>,
  row: fc.uuid({ version: 7 })
})
const binding: fc.Arbitrary<Binding> = fc.oneof(
  { arbitrary: bound, weight: 4 },
  fc.constant({ kind: "master_key_check" as const })
)

const secretsOf = (...keys: Keys): Secrets["Service"] =>
  Effect.runSync(Effect.provide(Secrets, CryptoSecrets.layer(keys)))

/** The text that is sealed, or that it does not open. */
const opened = (secrets: Secrets["Service"], sealed: string, binding: Binding): string =>
  Result.match(Effect.runSync(Effect.result(secrets.open(Sealed.make(sealed), binding))), {
    onFailure: ({ _tag }) => _tag,
    onSuccess: Redacted.value
  })

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

describe("A sealed secret", () => {
  it("opens as what was sealed, where it was sealed", () =>
    fc.assert(
      fc.property(masterKey, text, binding, (key, text, binding) => {
        const secrets = secretsOf(key)
        expect(opened(secrets, secrets.seal(Redacted.make(text), binding), binding)).toBe(text)
      })
    ))

  it("is another text each time, so that equal secrets do not show", () =>
    fc.assert(
      fc.property(masterKey, text, binding, (key, text, binding) => {
        const secrets = secretsOf(key)
        const sealed = Array.from({ length: 5 }, () => secrets.seal(Redacted.make(text), binding))
        expect(new Set(sealed).size).toBe(5)
      })
    ))

  it("opens under no other org, kind or row", () =>
    fc.assert(
      fc.property(masterKey, text, binding, binding, (key, text, first, second) => {
        fc.pre(JSON.stringify(first) !== JSON.stringify(second))
        const secrets = secretsOf(key)
        const sealed = secrets.seal(Redacted.make(text), first)
        expect(opened(secrets, sealed, second)).toBe("SecretUnreadable")
        if (first.kind === "master_key_check") return
        if (second.kind !== "master_key_check") {
          for (const moved of [
            { ...first, orgId: second.orgId },
            { ...first, row: second.row }
          ]) {
            expect(opened(secrets, sealed, moved)).toBe("SecretUnreadable")
          }
        }
        const otherKind = first.kind === "auth_token" ? "signing_secret" : "auth_token"
        expect(opened(secrets, sealed, { ...first, kind: otherKind })).toBe("SecretUnreadable")
      })
    ))

  it("opens with no other master key", () =>
    fc.assert(
      fc.property(distinct(2), text, binding, ([first, second], text, binding) => {
        const sealed = secretsOf(first).seal(Redacted.make(text), binding)
        expect(opened(secretsOf(second!), sealed, binding)).toBe("SecretUnreadable")
      })
    ))

  it("does not open once any of its characters is another, missing or added", () =>
    fc.assert(
      fc.property(
        masterKey,
        text,
        binding,
        fc.nat(),
        fc.constantFrom(...alphabet),
        (key, text, binding, nth, character) => {
          const secrets = secretsOf(key)
          const sealed = secrets.seal(Redacted.make(text), binding)
          const place = nth % sealed.length
          fc.pre(sealed[place] !== character)
          const altered = [
            sealed.slice(0, place) + character + sealed.slice(place + 1),
            sealed.slice(0, place) + sealed.slice(place + 1),
            sealed.slice(0, place),
            sealed + character,
            `${sealed}=`,
            `${sealed}.${character}`,
            ` ${sealed}`
          ]
          for (const one of altered) if (one !== "") expect(opened(secrets, one, binding), one).toBe("SecretUnreadable")
        }
      ),
      { numRuns: 500 }
    ))

  it("cannot be forged with a shorter tag", () =>
    fc.assert(
      fc.property(masterKey, binding, fc.integer({ min: 0, max: 15 }), (key, binding, length) => {
        const secrets = secretsOf(key)
        const [name, nonce, rest] = secrets.seal(Redacted.make(""), binding).split(".")
        const tag = Buffer.from(rest ?? "", "base64url")
          .subarray(0, length)
          .toString("base64url")
        expect(opened(secrets, `${name}.${nonce}.${tag}`, binding)).toBe("SecretUnreadable")
      })
    ))

  it("opens as long as the key that sealed it is among the master keys, and new ones are sealed by the first", () =>
    fc.assert(
      fc.property(distinct(3), text, binding, ([first, second, third], text, binding) => {
        const before = secretsOf(second!).seal(Redacted.make(text), binding)
        const rotating = secretsOf(first, second!, third!)
        expect(opened(rotating, before, binding)).toBe(text)
        const after = rotating.seal(Redacted.make(text), binding)
        expect(opened(secretsOf(first), after, binding)).toBe(text)
        expect(opened(secretsOf(second!, third!), after, binding)).toBe("SecretUnreadable")
      })
    ))

  it("tells in the refusal what does not open, and nothing of the secret", () => {
    const secret = "whsec_nobody_reads_this"
    const where = { kind: "signing_secret", orgId: "an org" as Id.OrgId, row: "a row" } as const
    const [one, other] = [1, 2].map((byte) => secretsOf(Redacted.make(new Uint8Array(32).fill(byte))))
    const refused = Effect.runSync(Effect.flip(other!.open(one!.seal(Redacted.make(secret), where), where)))
    expect(refused.message).toMatch(/signing_secret.*NEXIO_MASTER_KEY/)
    expect(JSON.stringify(refused) + String(refused)).not.toContain(secret)
  })
})

describe("A random secret", () => {
  it("is 32 bytes, each time others", () => {
    const secrets = secretsOf(Redacted.make(new Uint8Array(32)))
    const drawn = Array.from({ length: 1_000 }, () => secrets.random())
    expect(drawn.every(({ length }) => length === 32)).toBe(true)
    expect(new Set(drawn.map((bytes) => Buffer.from(bytes).toString("hex"))).size).toBe(1_000)
  })
})

describe("The hash of a text", () => {
  it("is SHA-256 of its UTF-8 bytes, in lowercase hex", () => {
    const secrets = secretsOf(Redacted.make(new Uint8Array(32)))
    fc.assert(
      fc.property(text, (text) => {
        expect(secrets.hash(text)).toBe(createHash("sha256").update(Buffer.from(text, "utf8")).digest("hex"))
      })
    )
    expect(secrets.hash("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  })
})
