/** Bodies that a host's own parser, such as `express.json()`, has read before us: their bytes are gone, their value is not. */
import type { IncomingMessage } from "node:http"

/** The text of a consumed body; nothing where the connection still has it. */
export const textOf = (request: IncomingMessage & { readonly body?: unknown }): string | undefined => {
  const { body } = request
  if (body === undefined || !(request.readableDidRead || request.readableEnded)) return undefined
  if (typeof body === "string") return body
  return Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body)
}
