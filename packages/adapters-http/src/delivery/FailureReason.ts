/** Why a request got no answer, in words for people and with nothing of the server in them. */
import type { SendFailed } from "@nexio/core"
import { errors } from "undici"
import { AddressRefused, resetCode } from "./GuardedAgent.ts"
import { WireLimitExceeded } from "./WireLimit.ts"

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused",
  ECONNRESET: "The connection was reset",
  [resetCode]: "The connection was reset",
  EPIPE: "The connection was reset",
  UND_ERR_SOCKET: "The connection was closed before the answer was complete",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "The answer was not as long as it announced",
  ENOTFOUND: "The name could not be resolved",
  EAI_AGAIN: "The name could not be resolved",
  EHOSTUNREACH: "The host could not be reached",
  ENETUNREACH: "The host could not be reached",
  ETIMEDOUT: "The connection timed out",
  UND_ERR_CONNECT_TIMEOUT: "The connection timed out",
  UND_ERR_HEADERS_OVERFLOW: "The answer's headers were too large",
  CERT_HAS_EXPIRED: "The certificate has expired",
  CERT_NOT_YET_VALID: "The certificate is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "The certificate is for another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The certificate is not of a known authority",
  SELF_SIGNED_CERT_IN_CHAIN: "The certificate is not of a known authority",
  UNABLE_TO_GET_ISSUER_CERT: "The certificate is not of a known authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "The certificate is not of a known authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The certificate is not of a known authority",
  EPROTO: "TLS could not be agreed on"
}

/** What undici ends a connection for, and tells by its message alone. */
const refused: Readonly<Record<string, string>> = {
  "bad response": "The receiver asked to continue, which was not offered",
  "bad upgrade": "The receiver switched to another protocol"
}

export const kindOf = (error: Error): SendFailed["kind"] => {
  if (error instanceof AddressRefused) return "refused"
  return error instanceof WireLimitExceeded || error instanceof errors.HeadersOverflowError
    ? "too_large"
    : "unreachable"
}

/** Short; an error that is not foreseen is told by its code. */
export const reasonOf = (error: Error): string => {
  if (error instanceof AddressRefused || error instanceof WireLimitExceeded) return error.message
  if (error instanceof errors.HTTPParserError) return "The answer was not HTTP"
  if (error instanceof errors.SocketError && refused[error.message] !== undefined) return refused[error.message]!
  const code = "code" in error && typeof error.code === "string" ? error.code : ""
  const known = reasons[code]
  if (known !== undefined) return known
  // Each address of the name failed in its own way.
  const [first] = error instanceof AggregateError ? error.errors : []
  if (first instanceof Error) return reasonOf(first)
  if (code.startsWith("ERR_SSL_")) return "TLS could not be agreed on"
  return code === "" ? "The request failed" : `The request failed (${code})`
}
