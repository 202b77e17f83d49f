/**
 * What a receiver does to know that a request is Nexio's, as the documentation tells it, and written from that
 * alone: nothing of the code that signs is used here.
 */
import { createHmac, timingSafeEqual } from "node:crypto"
import type { Received } from "./Received.ts"

/**
 * Whether one of the `v1` of `X-Nexio-Signature: t=<unix>,v1=<hex>[,v1=<hex>…]` is the HMAC-SHA256 of
 * `<unix>.<raw body>`, keyed with the whole text of the secret, and `X-Nexio-Timestamp` is the same `<unix>`.
 *
 * It does not look at how old the timestamp is, which a receiver in production should.
 */
export const verify = (secret: string, request: Pick<Received, "headers" | "body">): boolean => {
  const [timestamp, ...macs] = String(request.headers["x-nexio-signature"]).split(",")
  const seconds = /^t=(\d+)$/.exec(timestamp ?? "")?.[1]
  if (seconds === undefined || request.headers["x-nexio-timestamp"] !== seconds) return false
  const expected = createHmac("sha256", secret).update(`${seconds}.`).update(request.body).digest()
  return macs.some((mac) => {
    const hex = /^v1=([0-9a-f]{64})$/.exec(mac)?.[1]
    return hex !== undefined && timingSafeEqual(Buffer.from(hex, "hex"), expected)
  })
}
