import { Signer } from "@nexio/core"
import { Model } from "@nexio/testing/model"
import { Effect, Redacted } from "effect"

const secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

/** What a host sends to one of its customers, until it is taken. */
export const sendUntilTaken = async (url: string) => {
  const body = JSON.stringify({ type: "run.completed" })
  const signed = { id: "evt_1", timestamp: 1_795_507_200, body }
  const headers = await Effect.runPromise(
    Effect.provide(
      Signer.use((signer) => Effect.succeed(signer.sign([Redacted.make(secret)], signed))),
      Model.layerSigner
    )
  )
  let status = 0
  while (status !== 200) ({ status } = await fetch(url, { method: "POST", headers, body }))
  return { secret }
}
