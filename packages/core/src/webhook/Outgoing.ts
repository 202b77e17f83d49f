/** What an attempt sends: its event under the documented headers, signed, with the endpoint's auth token. */
import { Effect, Redacted } from "effect"
import type { Instant } from "../instant/Instant.ts"
import type { Opening } from "../secret/Opening.ts"
import type { SecretUnreadable } from "../secret/Secrets.ts"
import { webhookVersion } from "./Endpoint.ts"
import type { Signer } from "./Signer.ts"
import * as SigningSecret from "./SigningSecret.ts"
import type { ClaimedDelivery } from "./WebhookStore.ts"

/** A POST. Header names are lowercase. */
export interface Outgoing {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What is sent of a delivery at an instant, by which the secrets are chosen that sign it. */
export const of = Effect.fnUntraced(function* (
  { authToken, delivery, event, secrets: signing }: ClaimedDelivery,
  at: Instant,
  { opening, signer }: { readonly opening: Opening; readonly signer: Signer["Service"] }
): Effect.fn.Return<Outgoing, SecretUnreadable> {
  const { orgId } = delivery
  const valid: Array<Redacted.Redacted> = []
  for (const { id, sealed } of SigningSecret.validAt(signing, at)) {
    valid.push(yield* opening.open(sealed, { orgId, kind: "signing_secret", row: id }))
  }
  const token =
    authToken === undefined
      ? undefined
      : yield* opening.open(authToken, { orgId, kind: "auth_token", row: delivery.endpointId })
  return {
    url: delivery.url,
    body: event.payload,
    headers: {
      "content-type": "application/json",
      "user-agent": "Nexio-Webhooks/1.0",
      "x-nexio-event": event.type,
      "x-nexio-delivery": delivery.id,
      "x-nexio-webhook-version": webhookVersion,
      ...signer.sign(valid, { id: event.id, timestamp: Math.floor(at / 1000), body: event.payload }),
      ...(token === undefined ? {} : { authorization: `${bearer}${Redacted.value(token)}` })
    }
  }
})

const bearer = "Bearer "
const hidden = "[auth token]"

/** Of a token that an answer is cut off in, less than this many characters may as well be something else. */
const telling = 4

/**
 * The answer to it without its auth token, which some receivers give back and which is kept nowhere in the clear; nor is
 * what an answer has of one when it is cut off.
 */
export const withoutToken = (answer: string, { headers: { authorization } }: Outgoing): string => {
  if (authorization === undefined) return answer
  const token = authorization.slice(bearer.length)
  const whole = answer.replaceAll(token, hidden)
  for (let length = token.length - 1; length >= telling; length -= 1) {
    if (whole.endsWith(token.slice(0, length))) return `${whole.slice(0, -length)}${hidden}`
  }
  return whole
}
