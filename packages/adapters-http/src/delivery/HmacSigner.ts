import { createHmac } from "node:crypto"
import { Signature, Signer } from "@nexio/core"
import { Layer, Redacted } from "effect"

/**
 * Signs with HMAC-SHA256: Nexio's header, keyed with a secret's whole text, and the headers of the Standard Webhooks
 * specification, keyed with the bytes that its base64 stands for.
 */
export const layer = Layer.succeed(Signer, {
  sign: (secrets, signed) => {
    const texts = secrets.map(Redacted.value)
    const content = Signature.content(signed)
    const standardContent = Signature.standardContent(signed)
    const timestamp = String(signed.timestamp)
    return {
      "x-nexio-timestamp": timestamp,
      "x-nexio-signature": Signature.header(
        signed.timestamp,
        texts.map((text) => mac(text, content, "hex"))
      ),
      "webhook-id": signed.id,
      "webhook-timestamp": timestamp,
      "webhook-signature": Signature.standardHeader(
        texts.map((text) => mac(Buffer.from(text.slice("whsec_".length), "base64"), standardContent, "base64"))
      )
    }
  }
})

const mac = (key: string | Buffer, content: string, encoding: "hex" | "base64"): string =>
  createHmac("sha256", key).update(content).digest(encoding)
