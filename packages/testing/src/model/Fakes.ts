/** What a host needs beside the stores, made so that a test replays: ids and secrets are counted, nothing is sent. */
import { createHmac, hash } from "node:crypto"
import {
  type Binding,
  type Hash,
  Id,
  type Outgoing,
  type Sealed,
  Secrets,
  SecretUnreadable,
  Sender,
  Signature,
  Signer
} from "@nexio/core"
import { Context, Effect, Layer, Redacted } from "effect"
import { mac } from "./AuditStore.ts"

/** UUIDv7 of the instant that is asked for, counted on from 1: the same in each build of the layer. */
export const layerIds = Layer.sync(Id.Ids, () => {
  let minted = 0
  return Id.Ids.of({
    next: <A extends string>(at: number) => {
      const time = at.toString(16).padStart(12, "0")
      const counter = (++minted).toString(16).padStart(12, "0")
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${counter}` as A
    }
  })
})

/**
 * Real hashes, and nothing else that is secret: what it calls random is counted, so that a test replays and anybody
 * can guess it. What it seals it keeps in the clear, in memory, and opens only where it was bound to.
 */
export const layerSecrets = Layer.sync(Secrets, () => {
  const kept = new Map<string, { readonly secret: Redacted.Redacted; readonly bound: string }>()
  let drawn = 0
  return Secrets.of({
    random: () => hash("sha256", `drawn ${++drawn}`, "buffer"),
    hash: (text) => hash("sha256", text, "hex") as Hash,
    seal: (secret, binding) => {
      const sealed = `sealed-${kept.size + 1}` as Sealed
      kept.set(sealed, { secret, bound: boundTo(binding) })
      return sealed
    },
    open: (sealed, binding) =>
      Effect.suspend(() => {
        const found = kept.get(sealed)
        return found?.bound === boundTo(binding)
          ? Effect.succeed(found.secret)
          : Effect.fail(new SecretUnreadable({ binding }))
      }),
    mac,
    isMacOf: (given, content) => given === mac(content)
  })
})

const boundTo = (binding: Binding): string =>
  binding.kind === "master_key_check" ? binding.kind : `${binding.kind} ${binding.orgId} ${binding.row}`

/** What was sent, oldest first. */
export class Sent extends Context.Service<Sent, Effect.Effect<ReadonlyArray<Outgoing>>>()(
  "@nexio/testing/model/Sent"
) {}

/** Sends nothing: it notes down what it was to send, answers 200 at once, and refuses no URL. */
export const layerSender: Layer.Layer<Sender | Sent> = Layer.effectContext(
  Effect.sync(() => {
    const sent: Array<Outgoing> = []
    const sender = Sender.of({
      refusal: () => undefined,
      send: (outgoing) =>
        Effect.sync(() => {
          sent.push(outgoing)
          return { statusCode: 200, body: "", latencyMs: 0 }
        })
    })
    return Context.make(Sender, sender).pipe(
      Context.add(
        Sent,
        Effect.sync(() => [...sent])
      )
    )
  })
)

/** Signs as the contract says, under the header of this product and those of Standard Webhooks. */
export const layerSigner = Layer.succeed(Signer, {
  sign: (secrets, signed) => {
    const texts = secrets.map(Redacted.value)
    const own = texts.map((text) => createHmac("sha256", text).update(Signature.content(signed)).digest("hex"))
    const standard = texts.map((text) =>
      createHmac("sha256", Buffer.from(text.slice("whsec_".length), "base64"))
        .update(Signature.standardContent(signed))
        .digest("base64")
    )
    return {
      "x-nexio-timestamp": String(signed.timestamp),
      "x-nexio-signature": Signature.header(signed.timestamp, own),
      "webhook-id": signed.id,
      "webhook-timestamp": String(signed.timestamp),
      "webhook-signature": Signature.standardHeader(standard)
    }
  }
})
