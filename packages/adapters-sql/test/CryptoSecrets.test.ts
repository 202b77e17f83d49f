import { type Binding, type Id, type Mac, Sealed, Secrets } from "@nexio/core"
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

describe("A sealed secret", () => {
  it("opens with no other master key", () =>
    fc.assert(
      fc.property(distinct(2), text, binding, ([first, second], text, binding) => {
        const sealed = secretsOf(first).seal(Redacted.make(text), binding)
        expect(opened(secretsOf(second!), sealed, binding)).toBe("SecretUnreadable")
      })
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

describe("A proof", () => {
  it("is its own text's alone, under any of the master keys and no other", () =>
    fc.assert(
      fc.property(distinct(3), text, text, ([first, second, third], content, other) => {
        const mac = secretsOf(first).mac(content)
        expect(secretsOf(second!, first).isMacOf(mac, content)).toBe(true)
        expect(secretsOf(second!, third!).isMacOf(mac, content)).toBe(false)
        expect(secretsOf(first).isMacOf(mac, other)).toBe(other === content)
        for (const cut of [mac.slice(0, -1), `${mac}0`, mac.slice(mac.indexOf(".")), ".", ""]) {
          expect(secretsOf(first).isMacOf(cut as Mac, content)).toBe(false)
        }
      })
    ))
})
