/** What every adapter of the port to cryptography keeps. */
import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import { type Binding, type Id, Mac, Sealed, Secrets } from "@nexio/core"
import { Effect, Redacted, Result, Schema } from "effect"
import fc from "fast-check"
import * as arbitrary from "../arbitraries/index.ts"
import { type Law, law } from "./Law.ts"

const isSealed = Schema.is(Sealed)
const isMac = Schema.is(Mac)

const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom("\ufeff e\u0301 𝄞 \u0000", "nx_test_ ends in spaces  ", "é", "") },
  fc.integer({ min: 100, max: 2_000 }).map((length) => "𝄞".repeat(length)),
  arbitrary.signingSecretText,
  arbitrary.authToken
)

const bound = fc.record({
  kind: fc.constantFrom("signing_secret", "auth_token"),
  orgId: arbitrary.id<Id.OrgId>(),
  row: arbitrary.id<string>()
})

const binding: fc.Arbitrary<Binding> = fc.oneof(
  { weight: 4, arbitrary: bound },
  fc.constant({ kind: "master_key_check" })
)

/** Long enough that no chance writes it anywhere. */
const longText = fc.oneof(fc.string({ unit: "grapheme", minLength: 16, maxLength: 60 }), arbitrary.signingSecretText)

/** What opens, or the name of why it does not. */
const opened = (secrets: Secrets["Service"], sealed: string, binding: Binding) =>
  Effect.map(Effect.result(secrets.open(sealed as Sealed, binding)), (result) =>
    Result.match(result, { onFailure: ({ _tag }) => ({ refused: _tag }), onSuccess: Redacted.value })
  )

const unreadable = { refused: "SecretUnreadable" }

export const laws: ReadonlyArray<Law<Secrets>> = [
  law({
    name: "hashes to the SHA-256 of a text's UTF-8 bytes, in lowercase hex, each time",
    guards: "Keys that were imported by their hashes, or minted by another release, would not be found.",
    given: text,
    holds: (text) =>
      Effect.map(Secrets, (secrets) => {
        const sha256 = createHash("sha256").update(Buffer.from(text, "utf8")).digest("hex")
        assert.deepEqual([secrets.hash(text), secrets.hash(text)], [sha256, sha256])
      })
  }),
  law({
    name: "draws 32 random bytes, and never the same",
    guards: "Two keys would be the same key, or easier to guess than they look.",
    given: fc.integer({ min: 2, max: 200 }),
    holds: (count) =>
      Effect.map(Secrets, (secrets) => {
        const drawn = Array.from({ length: count }, () => secrets.random())
        for (const bytes of drawn) assert.equal(bytes.length, 32)
        // In halves, so that bytes that stay the same do not hide behind others.
        for (const from of [0, 16]) {
          const halves = new Set(drawn.map((bytes) => Buffer.from(bytes.subarray(from, from + 16)).toString("hex")))
          assert.equal(halves.size, count, `16 bytes from ${from} on came again`)
        }
      })
  }),
  law({
    name: "opens what it sealed, whatever the text",
    guards: "An endpoint's deliveries could not be signed any more, and would fail for good.",
    given: fc.record({ text, binding }),
    holds: Effect.fnUntraced(function* ({ binding, text }) {
      const secrets = yield* Secrets
      const sealed = secrets.seal(Redacted.make(text), binding)
      assert.ok(isSealed(sealed) && sealed.isWellFormed() && !sealed.includes("\u0000"), "It cannot be stored")
      assert.deepEqual(yield* opened(secrets, sealed, binding), text)
    })
  }),
  law({
    name: "seals a secret so that its text is nowhere in what is stored",
    guards: "Whoever reads a backup reads the signing secrets and tokens.",
    given: fc.record({ secret: longText, binding }),
    holds: ({ binding, secret }) =>
      Effect.map(Secrets, (secrets) => {
        const sealed = secrets.seal(Redacted.make(secret), binding)
        const bytes = Buffer.from(secret)
        for (const read of [sealed, ...sealed.split(/[^\w+/=-]/)]) {
          for (const encoding of ["utf8", "base64url", "hex"] as const) {
            assert.ok(!Buffer.from(read, encoding).includes(bytes), `It stands in ${sealed} (${encoding})`)
          }
        }
      })
  }),
  law({
    name: "seals the same secret to another text each time",
    guards: "Equal secrets would show as equal, and a nonce used twice gives AES-GCM's key stream away.",
    given: fc.record({ text, binding, times: fc.integer({ min: 2, max: 20 }) }),
    holds: ({ binding, text, times }) =>
      Effect.map(Secrets, (secrets) => {
        const sealed = Array.from({ length: times }, () => secrets.seal(Redacted.make(text), binding))
        assert.equal(new Set(sealed).size, times)
      })
  }),
  law({
    name: "opens a secret only under the org, kind and row that it was sealed for",
    guards: "A row copied to another org, or into another column, would work there.",
    given: fc.record({ text, binding: bound, elsewhere: bound }),
    holds: Effect.fnUntraced(function* ({ binding, elsewhere, text }) {
      const secrets = yield* Secrets
      const sealed = secrets.seal(Redacted.make(text), binding)
      const moved: ReadonlyArray<Binding> = [
        { ...binding, orgId: elsewhere.orgId },
        { ...binding, row: elsewhere.row },
        { ...binding, row: `${binding.row}0` },
        { ...binding, row: binding.row.slice(1) },
        { ...binding, orgId: binding.row as Id.OrgId, row: binding.orgId },
        { ...binding, kind: binding.kind === "auth_token" ? "signing_secret" : "auth_token" },
        { kind: "master_key_check" }
      ]
      for (const other of moved.filter((other) => !isDeepStrictEqual(other, binding))) {
        assert.deepEqual(yield* opened(secrets, sealed, other), unreadable, `Opened under ${JSON.stringify(other)}`)
      }
      const check = secrets.seal(Redacted.make(text), { kind: "master_key_check" })
      assert.deepEqual(yield* opened(secrets, check, binding), unreadable)
    })
  }),
  law({
    name: "does not open what was altered, cut or added to",
    guards: "Who can write to the database could put a secret of their own choice under an endpoint.",
    given: fc.record({ text, binding, nth: fc.nat(), by: fc.constantFrom(..."ABCXYZabcxyz0189+/-_=.") }),
    holds: Effect.fnUntraced(function* ({ binding, by, nth, text }) {
      const secrets = yield* Secrets
      const sealed = secrets.seal(Redacted.make(text), binding)
      const place = nth % sealed.length
      const [before, after] = [sealed.slice(0, place), sealed.slice(place + 1)]
      const altered = [
        before + by + after,
        before + after,
        before,
        sealed + by,
        `${sealed}=`,
        `${sealed}.${by}`,
        ` ${sealed}`
      ]
      // The last character of base64 can have bits that mean nothing: they too are part of what was written.
      for (const last of "ABCDEFGHQRSTghijwxyz0123") altered.push(sealed.slice(0, -1) + last)
      for (const one of altered) {
        if (one === sealed || one === "") continue
        assert.deepEqual(yield* opened(secrets, one, binding), unreadable, `Altered to ${one}`)
      }
    })
  }),
  law({
    name: "refuses, and does not die of, whatever text stands where a sealed one should",
    guards: "One damaged row would end the worker that meets it.",
    given: fc.record({ text: fc.oneof(fc.string({ minLength: 1 }), arbitrary.sealed), binding }),
    holds: Effect.fnUntraced(function* ({ binding, text }) {
      assert.deepEqual(yield* opened(yield* Secrets, text, binding), unreadable)
    })
  }),
  law({
    name: "proves a text by a MAC that is that text's and no other's, and by nothing else",
    guards: "Who can write to the database could forge entries of the audit log.",
    given: fc.record({ text, other: text, nth: fc.nat(), by: fc.constantFrom(..."0123456789abcdef.-") }),
    holds: ({ by, nth, other, text }) =>
      Effect.map(Secrets, (secrets) => {
        const mac = secrets.mac(text)
        assert.ok(isMac(mac), `${mac} is no MAC`)
        assert.ok(secrets.isMacOf(mac, text))
        assert.equal(secrets.isMacOf(mac, other), other === text)
        const place = nth % mac.length
        const altered = mac.slice(0, place) + by + mac.slice(place + 1)
        const none = ["", ".", " ", mac.slice(0, place), `${mac}0`, mac.slice(mac.indexOf(".")), altered]
        for (const one of none.filter((one) => one !== mac)) {
          assert.ok(!secrets.isMacOf(one as Mac, text), `${JSON.stringify(one)} proves it`)
        }
      })
  })
]
