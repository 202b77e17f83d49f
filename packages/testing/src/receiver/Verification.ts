/**
 * What a receiver does to know that a request is Nexio's, as the documentation tells it, and written from that
 * alone: nothing of the code that signs is used here.
 *
 * Neither way looks at how old the timestamp is, which a receiver in production should.
 */
import { createHmac, timingSafeEqual } from "node:crypto"
import type { Received } from "./Received.ts"

type Signed = Pick<Received, "headers" | "body">

/**
 * Whether one of the `v1` of `X-Nexio-Signature: t=<unix>,v1=<hex>[,v1=<hex>…]` is the HMAC-SHA256 of
 * `<unix>.<raw body>`, keyed with the whole text of the secret, and `X-Nexio-Timestamp` is the same `<unix>`. The parts may
 * come in any order.
 */
export const verify = (secret: string, request: Signed): boolean => {
  const parts = String(request.headers["x-nexio-signature"]).split(",")
  const seconds = /^t=(\d+)$/.exec(parts.find((part) => part.startsWith("t=")) ?? "")?.[1]
  if (seconds === undefined || request.headers["x-nexio-timestamp"] !== seconds) return false
  const expected = createHmac("sha256", secret).update(`${seconds}.`).update(request.body).digest()
  return parts.some((part) => {
    const hex = /^v1=([0-9a-f]{64})$/.exec(part)?.[1]
    return hex !== undefined && timingSafeEqual(Buffer.from(hex, "hex"), expected)
  })
}

/**
 * The same by Standard Webhooks: whether one of the `v1` of `webhook-signature: v1,<base64>[ v1,<base64>…]` is the
 * HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>`, keyed with the bytes whose base64 follows `whsec_`.
 */
export const verifyStandard = (secret: string, request: Signed): boolean => {
  const { "webhook-id": id, "webhook-signature": signatures, "webhook-timestamp": seconds } = request.headers
  if (!/^\d+$/.test(String(seconds)) || typeof id !== "string" || id === "") return false
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64")
  const expected = createHmac("sha256", key).update(`${id}.${seconds}.`).update(request.body).digest()
  return String(signatures)
    .split(" ")
    .some((signature) => {
      const base64 = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(signature)?.[1]
      return base64 !== undefined && timingSafeEqual(Buffer.from(base64, "base64"), expected)
    })
}
