/** What every adapter of the port to signing keeps. */
import assert from "node:assert/strict"
import { createHmac } from "node:crypto"
import { type Signature, Signer } from "@nexio/core"
import { Effect, Redacted } from "effect"
import fc from "fast-check"
import * as arbitrary from "../arbitraries/index.ts"
import { verify, verifyStandard } from "../receiver/index.ts"
import { type Law, law } from "./Law.ts"

/** As rotations leave them: the newest first. */
const secrets = fc.uniqueArray(arbitrary.signingSecretText, { minLength: 1, maxLength: 3 })

const body = fc.oneof(
  { weight: 3, arbitrary: arbitrary.json.map((json) => JSON.stringify(json)) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme" }) },
  { weight: 2, arbitrary: fc.constantFrom("\ufeff{} e\u0301 𝄞 \u0000 %s ..\r\n", " \n") },
  fc.constant(""),
  fc.constantFrom("x", "é").map((letter) => letter.repeat(100_000))
)

const signed = fc.record({
  id: fc.oneof(arbitrary.eventId, arbitrary.id<string>()),
  timestamp: fc.oneof(fc.constantFrom(0, 1, 9_999_999_999, 253_402_300_799), fc.nat()),
  body
})

interface Given {
  readonly secrets: ReadonlyArray<string>
  readonly signed: Signature.Signed
}

const given: fc.Arbitrary<Given> = fc.record({ secrets, signed })

const sign = ({ secrets, signed }: Given) =>
  Effect.map(Signer, (signer) =>
    signer.sign(
      secrets.map((secret) => Redacted.make(secret)),
      signed
    )
  )

/** As a receiver gets them. */
const received = (headers: Readonly<Record<string, string>>, body: string) => ({ headers, body: Buffer.from(body) })

const verified = {
  "X-Nexio-Signature": verify,
  "webhook-signature": verifyStandard
}

/** Another secret, that did not sign: one that is not at all like them, and each of them with one bit changed. */
const others = (secrets: ReadonlyArray<string>, unlike: string): ReadonlyArray<string> =>
  [unlike, ...secrets.map(bitChanged)].filter((secret) => !secrets.includes(secret))

const bitChanged = (secret: string): string => {
  const key = Buffer.from(secret.slice("whsec_".length), "base64")
  key[0]! ^= 1
  return `whsec_${key.toString("base64")}`
}

export const laws: ReadonlyArray<Law<Signer>> = [
  law({
    name: "signs as documented: t=<unix>, and a v1 under each secret's whole text, the newest first",
    guards: "Receivers that were written after the documentation would refuse every delivery.",
    given,
    holds: Effect.fnUntraced(function* (given) {
      const { body, timestamp } = given.signed
      const macs = given.secrets.map((secret) => {
        const mac = createHmac("sha256", Buffer.from(secret, "utf8"))
        return `v1=${mac.update(Buffer.from(`${timestamp}.${body}`, "utf8")).digest("hex")}`
      })
      const headers = yield* sign(given)
      assert.equal(headers["x-nexio-signature"], [`t=${timestamp}`, ...macs].join(","))
      assert.equal(headers["x-nexio-timestamp"], String(timestamp))
    })
  }),
  law({
    name: "signs as Standard Webhooks says, under the bytes that each secret's base64 stands for",
    guards: "Receivers that use the published libraries would refuse every delivery.",
    given,
    holds: Effect.fnUntraced(function* (given) {
      const { body, id, timestamp } = given.signed
      const macs = given.secrets.map((secret) => {
        const mac = createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
        return `v1,${mac.update(Buffer.from(`${id}.${timestamp}.${body}`, "utf8")).digest("base64")}`
      })
      const headers = yield* sign(given)
      assert.equal(headers["webhook-id"], id)
      assert.equal(headers["webhook-timestamp"], String(timestamp))
      assert.equal(headers["webhook-signature"], macs.join(" "))
    })
  }),
  law({
    name: "is believed by who knows any one of the secrets, and by nobody who knows another",
    guards: "During a rotation receivers with the old or the new secret would lose deliveries, or accept forged ones.",
    given: fc.record({ given, unlike: arbitrary.signingSecretText }),
    holds: Effect.fnUntraced(function* ({ given, unlike }) {
      const request = received(yield* sign(given), given.signed.body)
      for (const [header, verify] of Object.entries(verified)) {
        for (const secret of given.secrets) assert.ok(verify(secret, request), `${header} does not verify: ${secret}`)
        for (const other of others(given.secrets, unlike)) assert.ok(!verify(other, request), `${header}: ${other}`)
      }
    })
  }),
  law({
    name: "is not believed once a byte, the second or the event is another",
    guards: "Who records a delivery could send it again with another content, or as a new one.",
    given: fc.record({ given, nth: fc.nat(), bit: fc.nat({ max: 7 }) }),
    holds: Effect.fnUntraced(function* ({ bit, given, nth }) {
      const headers = yield* sign(given)
      const body = Buffer.from(given.signed.body)
      const changed = Buffer.from(body.length === 0 ? [0] : body)
      if (body.length > 0) changed[nth % body.length]! ^= 1 << bit
      const second = String(given.signed.timestamp + 1)
      const aSecondLater = { ...headers, "x-nexio-timestamp": second, "webhook-timestamp": second }
      const forged: ReadonlyArray<Parameters<typeof verify>[1]> = [
        { headers, body: changed },
        { headers, body: Buffer.concat([body, Buffer.from("\n")]) },
        { headers: { ...aSecondLater, "x-nexio-signature": later(headers, second) }, body }
      ]
      for (const secret of given.secrets) {
        for (const request of forged) {
          for (const [header, verify] of Object.entries(verified)) assert.ok(!verify(secret, request), header)
        }
        const another = { headers: { ...headers, "webhook-id": `${given.signed.id}0` }, body }
        assert.ok(!verifyStandard(secret, another), "webhook-signature does not cover webhook-id")
      }
    })
  }),
  law({
    name: "gives just the five documented headers, in lowercase, each of them one line of visible characters",
    guards: "A sender would refuse the request, or a header would stand beside its own double.",
    given,
    holds: Effect.fnUntraced(function* (given) {
      const headers = yield* sign(given)
      assert.deepEqual(Object.keys(headers).toSorted(), [
        "webhook-id",
        "webhook-signature",
        "webhook-timestamp",
        "x-nexio-signature",
        "x-nexio-timestamp"
      ])
      for (const value of Object.values(headers)) assert.match(value, /^[\x21-\x7e]+( [\x21-\x7e]+)*$/)
    })
  }),
  law({
    name: "tells nothing of a secret in any header",
    guards: "Whoever reads a receiver's log could sign in our name.",
    given,
    holds: Effect.fnUntraced(function* (given) {
      const text = Object.entries(yield* sign(given))
        .flat()
        .join("\n")
      for (const secret of given.secrets) {
        const base64 = secret.slice("whsec_".length)
        const key = Buffer.from(base64, "base64")
        for (const shape of [
          base64,
          key.toString("base64url"),
          key.toString("hex"),
          Buffer.from(secret).toString("hex")
        ])
          assert.ok(!text.includes(shape), `${shape} stands in the headers`)
      }
    })
  })
]

const later = (headers: Readonly<Record<string, string>>, second: string): string =>
  String(headers["x-nexio-signature"]).replace(/^t=\d+/, `t=${second}`)
