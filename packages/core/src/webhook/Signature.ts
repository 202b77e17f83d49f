/**
 * The signature headers of a request to a receiver: Nexio's own and those of the Standard Webhooks specification,
 * over the same body and the same second.
 */

/** What is signed: `id` is the event's (or the run's, for an engine), `timestamp` in whole seconds since the epoch. */
export interface Signed {
  readonly id: string
  readonly timestamp: number
  readonly body: string
}

/** What Nexio's `v1` is an HMAC-SHA256 over, keyed with the secret's whole text; in hex. */
export const content = (signed: Signed): string => `${signed.timestamp}.${signed.body}`

/** What a Standard Webhooks `v1` is an HMAC-SHA256 over, keyed with the bytes behind `whsec_`; in base64. */
export const standardContent = (signed: Signed): string => `${signed.id}.${signed.timestamp}.${signed.body}`

/** `t=<unix>,v1=<hex>[,v1=<hex>…]`, newest secret first. */
export const header = (timestamp: number, hex: ReadonlyArray<string>): string =>
  [`t=${timestamp}`, ...hex.map((mac) => `v1=${mac}`)].join(",")

/** `v1,<base64>[ v1,<base64>…]`, newest secret first. */
export const standardHeader = (base64: ReadonlyArray<string>): string => base64.map((mac) => `v1,${mac}`).join(" ")
