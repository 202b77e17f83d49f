import { HmacSigner } from "@nexio/adapters-http/delivery"
import { Signer } from "@nexio/core"
import * as arbitrary from "@nexio/testing/arbitraries"
import { Effect, Redacted } from "effect"
import fc from "fast-check"
import { Webhook as Standard } from "standardwebhooks"
import { Webhook as Svix } from "svix"
import { describe, expect, it } from "vitest"
import { runs } from "./runs.ts"

const signer = await Effect.runPromise(Effect.provide(Signer, HmacSigner.layer))

const sign = (
  secrets: ReadonlyArray<string>,
  signed: { readonly id: string; readonly timestamp: number; readonly body: string }
) =>
  signer.sign(
    secrets.map((secret) => Redacted.make(secret)),
    signed
  )

/** Each way in which a receiver can verify; all of them are told the raw bytes. */
const verifiers = {
  standardwebhooks: (secret: string, body: string, headers: Readonly<Record<string, string>>) =>
    accepts(() => new Standard(secret).verify(body, headers, { jsonParse: false })),
  svix: (secret: string, body: string, headers: Readonly<Record<string, string>>) =>
    // It parses what it has verified.
    accepts(() => new Svix(secret).verify(body, headers))
}

const accepts = (verify: () => unknown): boolean => {
  try {
    verify()
    return true
  } catch {
    return false
  }
}

const body = fc.oneof(
  arbitrary.json.map((json) => JSON.stringify(json)),
  fc.string({ unit: "grapheme" }).map((text) => JSON.stringify(text))
)

/** The libraries accept what is at most five minutes away from now. */
const timestamp = fc.integer({ min: -240, max: 240 }).map((age) => Math.floor(Date.now() / 1_000) + age)

const secrets = fc.uniqueArray(arbitrary.signingSecretText, { minLength: 1, maxLength: 3 })

const signed = fc.record({ id: arbitrary.eventId, timestamp, body })

describe("A signature", () => {
  it.each(Object.entries(verifiers))("is accepted under each of its secrets, by %s", (_name, accepts) =>
    fc.assert(
      fc.property(secrets, signed, (secrets, signed) => {
        const headers = sign(secrets, signed)
        for (const secret of secrets) expect(accepts(secret, signed.body, headers)).toBe(true)
      }),
      runs
    )
  )

  it("is what another implementation computes", () => {
    // printf '%s' '<content>' | openssl dgst -sha256 -hmac '<secret>', or -mac HMAC -macopt hexkey:<bytes> and base64
    expect(
      sign(["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="], {
        id: "evt_1",
        timestamp: 1_700_000_000,
        body: '{"id":"evt_1","type":"run.completed"}'
      })
    ).toEqual({
      "x-nexio-timestamp": "1700000000",
      "x-nexio-signature": "t=1700000000,v1=3a14ccbf73ba696827fdf1a90bd2982a14e0f80e02e9603c85330939e54646a8",
      "webhook-id": "evt_1",
      "webhook-timestamp": "1700000000",
      "webhook-signature": "v1,N/7YQbyogbHb1yyqWUXeVjOzI6YxwxvcRcLwZPWdnrw="
    })
  })
})
