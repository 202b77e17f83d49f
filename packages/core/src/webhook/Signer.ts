import { Context, type Redacted } from "effect"
import type { Signed } from "./Signature.ts"

/** The port to signing. */
export class Signer extends Context.Service<
  Signer,
  {
    /**
     * The headers that prove a request's origin under each of the secrets (each `whsec_` and base64), newest first:
     * `x-nexio-signature`, `x-nexio-timestamp`, `webhook-id`, `webhook-timestamp` and `webhook-signature`.
     */
    readonly sign: (secrets: ReadonlyArray<Redacted.Redacted>, signed: Signed) => Readonly<Record<string, string>>
  }
>()("@nexio/core/webhook/Signer") {}
