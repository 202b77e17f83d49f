import { Context, Data, type Effect } from "effect"
import type { Outgoing } from "./Outgoing.ts"

/** What came back. */
export interface Answer {
  readonly statusCode: number
  /** The first 1 KiB of the body, as text that can be stored: well-formed, and without U+0000. */
  readonly body: string
  readonly latencyMs: number
  /** How long the receiver asks to be left alone, in milliseconds (RFC 9110, section 10.2.3), where it says so. */
  readonly retryAfter?: number | undefined
}

/** No answer that counts. `reason` is for people and short. */
export class SendFailed extends Data.TaggedError("SendFailed")<{
  readonly kind: /** Nothing may be sent there. */
    | "refused"
    /** No connection, or none that held until the answer was complete. */
    | "unreachable"
    | "timeout"
    | "too_large"
  readonly reason: string
  readonly latencyMs: number
}> {
  override get message() {
    return this.reason
  }
}

/**
 * The port to receivers. It follows no redirect, bounds time and size (beyond them it hangs up), and reaches no
 * private or otherwise special address, decided on the address that is really connected to.
 */
export class Sender extends Context.Service<
  Sender,
  {
    readonly send: (outgoing: Outgoing) => Effect.Effect<Answer, SendFailed>
    /** Why an endpoint cannot have this URL; nothing where it can. Says nothing about what its name resolves to. */
    readonly refusal: (url: string) => string | undefined
  }
>()("@nexio/core/webhook/Sender") {}
