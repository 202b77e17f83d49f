import type { IncomingHttpHeaders } from "node:http"

/** A request as it arrived at a receiver. */
export interface Received {
  /** From 1, in the order in which their bodies were complete. */
  readonly nth: number
  readonly method: string
  /** The path with its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Byte for byte, as text would not be. */
  readonly body: Buffer
  /** When its body was complete, in milliseconds since the epoch. */
  readonly at: number
  /** Settles once the exchange is over: whether the whole answer was handed to the connection, or it was cut off. */
  readonly ended: Promise<"answered" | "cut off">
}
