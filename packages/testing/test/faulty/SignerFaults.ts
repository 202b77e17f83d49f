import { createHmac } from "node:crypto"
import { Signature, Signer } from "@nexio/core"
import { Redacted } from "effect"
import { inPort } from "./Fault.ts"

export const faults = inPort(Signer, "Signer", [
  {
    name: "signs the body without the timestamp",
    breaks: "v1 is over <timestamp>.<raw body> (6).",
    wrap: (right) => ({
      sign: (secrets, signed) => ({
        ...right.sign(secrets, signed),
        "x-nexio-signature": Signature.header(
          signed.timestamp,
          secrets.map((secret) => createHmac("sha256", Redacted.value(secret)).update(signed.body).digest("hex"))
        )
      })
    })
  },
  {
    name: "signs with the oldest secret first",
    breaks: "One v1 per valid secret, newest first (6).",
    wrap: (right) => ({ sign: (secrets, signed) => right.sign(secrets.toReversed(), signed) })
  },
  {
    name: "signs with the newest secret alone",
    breaks: "A replaced secret signs along until its overlap ends (5, rotate-secret; 6).",
    wrap: (right) => ({ sign: (secrets, signed) => right.sign(secrets.slice(0, 1), signed) })
  },
  {
    name: "signs with two secrets at most",
    breaks: "One v1 per valid secret, and three can be valid (5, rotate-secret; 6).",
    wrap: (right) => ({ sign: (secrets, signed) => right.sign(secrets.slice(0, 2), signed) })
  },
  {
    name: "says the time in milliseconds",
    breaks: "t and X-Nexio-Timestamp are Unix seconds (6).",
    wrap: (right) => ({
      sign: (secrets, signed) => right.sign(secrets, { ...signed, timestamp: signed.timestamp * 1_000 })
    })
  },
  {
    name: "writes its v1 in base64",
    breaks: "X-Nexio-Signature is t=<unix>,v1=<hex> (6).",
    wrap: (right) => ({
      sign: (secrets, signed) => {
        const headers = right.sign(secrets, signed)
        const inBase64 = headers["x-nexio-signature"]!.replace(/[0-9a-f]{64}/g, (hex) =>
          Buffer.from(hex, "hex").toString("base64")
        )
        return { ...headers, "x-nexio-signature": inBase64 }
      }
    })
  },
  {
    name: "keys the Standard Webhooks signature with the secret's text",
    breaks: "The Standard Webhooks headers are keyed with the bytes behind whsec_, as that specification says (6).",
    wrap: (right) => ({
      sign: (secrets, signed) => ({
        ...right.sign(secrets, signed),
        "webhook-signature": Signature.standardHeader(
          secrets.map((secret) =>
            createHmac("sha256", Redacted.value(secret)).update(Signature.standardContent(signed)).digest("base64")
          )
        )
      })
    })
  },
  {
    name: "keys its own signature with the bytes behind the secret",
    breaks: "v1 is keyed with the secret's whole text (6).",
    wrap: (right) => ({
      sign: (secrets, signed) => ({
        ...right.sign(secrets, signed),
        "x-nexio-signature": Signature.header(
          signed.timestamp,
          secrets.map((secret) =>
            createHmac("sha256", Buffer.from(Redacted.value(secret).slice(6), "base64"))
              .update(Signature.content(signed))
              .digest("hex")
          )
        )
      })
    })
  },
  {
    name: "leaves the beginning of an event's id out of webhook-id",
    breaks: "webhook-id is the event's id, evt_ and all (6).",
    wrap: (right) => ({
      sign: (secrets, signed) => right.sign(secrets, { ...signed, id: signed.id.replace(/^evt_/, "") })
    })
  },
  {
    name: "signs the body without the white space around it",
    breaks: "The signature is over the raw body, byte for byte (6).",
    wrap: (right) => ({ sign: (secrets, signed) => right.sign(secrets, { ...signed, body: signed.body.trim() }) })
  },
  {
    name: "signs the body as Latin-1",
    breaks: "The signature is over the bytes that are sent, which are UTF-8 (6).",
    wrap: (right) => ({
      sign: (secrets, signed) =>
        right.sign(secrets, { ...signed, body: Buffer.from(signed.body, "utf8").toString("latin1") })
    })
  },
  {
    name: "writes a space between its v1",
    breaks: "X-Nexio-Signature is t=<unix>,v1=<hex>[,v1=<hex>], without spaces (6).",
    wrap: (right) => ({
      sign: (secrets, signed) => {
        const headers = right.sign(secrets, signed)
        return { ...headers, "x-nexio-signature": headers["x-nexio-signature"]!.replaceAll(",", ", ") }
      }
    })
  },
  {
    name: "leaves out webhook-timestamp",
    breaks: "The same request carries webhook-id, webhook-timestamp and webhook-signature (6).",
    wrap: (right) => ({
      sign: (secrets, signed) => {
        const { "webhook-timestamp": _timestamp, ...headers } = right.sign(secrets, signed)
        return headers
      }
    })
  }
])
