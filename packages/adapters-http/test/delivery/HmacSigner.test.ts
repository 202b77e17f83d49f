import { HmacSigner } from "@nexio/adapters-http/delivery"
import { Signer } from "@nexio/core"
import { Effect, Redacted } from "effect"
import { describe, expect, it } from "vitest"

const signer = await Effect.runPromise(Effect.provide(Signer, HmacSigner.layer))

describe("A signature", () => {
  it("is what another implementation computes", () => {
    // printf '%s' '<content>' | openssl dgst -sha256 -hmac '<secret>', or -mac HMAC -macopt hexkey:<bytes> and base64
    expect(
      signer.sign([Redacted.make("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")], {
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
