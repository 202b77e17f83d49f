/** A right signer, written from the contract (6) and the Standard Webhooks specification. */
import { createHmac } from "node:crypto"
import { Signature, Signer } from "@nexio/core"
import { Layer, Redacted } from "effect"

export const layer = Layer.succeed(Signer, {
  sign: (secrets, signed) => {
    const texts = secrets.map(Redacted.value)
    const own = texts.map((text) => createHmac("sha256", text).update(Signature.content(signed)).digest("hex"))
    const standard = texts.map((text) =>
      createHmac("sha256", Buffer.from(text.replace("whsec_", ""), "base64"))
        .update(Signature.standardContent(signed))
        .digest("base64")
    )
    return {
      "x-nexio-signature": Signature.header(signed.timestamp, own),
      "x-nexio-timestamp": `${signed.timestamp}`,
      "webhook-id": signed.id,
      "webhook-timestamp": `${signed.timestamp}`,
      "webhook-signature": Signature.standardHeader(standard)
    }
  }
})
