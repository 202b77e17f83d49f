/** The id of a request: the caller's own where it sent a sane one, else a new one. It is in every answer and log line. */
import { randomUUID } from "node:crypto"

const sane = /^[A-Za-z0-9._-]{1,128}$/

/** The header that carries it, both ways; lowercase, as Node has the names of headers. */
export const header = "x-request-id"

/** From the header's value as it came. */
export const from = (sent: string | ReadonlyArray<string> | undefined): string =>
  typeof sent === "string" && sane.test(sent) ? sent : randomUUID()
