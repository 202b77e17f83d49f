/** Bodies that a host's own parser, such as `express.json()`, has read before us: their bytes are gone, their value is not. */
import type { Request } from "express"

/** The text of a consumed body; nothing where the connection still has it. */
export const textOf = (request: Request): string | undefined => {
  if (request.body === undefined || !(request.readableDidRead || request.readableEnded)) return undefined
  const body: unknown = request.body
  if (typeof body === "string") return body
  return Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body)
}
