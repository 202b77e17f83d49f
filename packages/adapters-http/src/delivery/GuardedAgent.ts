/**
 * The one HTTP client of the server: an undici agent whose every connection is opened by the guard.
 *
 * A name is resolved in the connection's own look-up, and only the addresses that the guard passes are tried; the
 * `Host` header and the name in TLS stay those of the URL. Proxy variables are not read, redirects not followed,
 * bodies not decompressed.
 */
import { isIP, type LookupFunction } from "node:net"
import { Agent, buildConnector } from "undici"
import { type AddressGuard, hostOf, portOf } from "./AddressGuard.ts"
import { type NameLookup, shared, system } from "./NameLookup.ts"
import { limit } from "./WireLimit.ts"

export interface AgentOptions {
  readonly guard: AddressGuard
  /** For look-up, connection and TLS together. */
  readonly connectTimeoutMs: number
  readonly lookup?: NameLookup | undefined
  /** The most that comes in for one request, in bytes: headers, framing, body and trailers. */
  readonly maxWireBytes: number
}

/** A connection that the guard does not open; its message is for people. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused"
}

export const make = ({ connectTimeoutMs, guard, lookup = system, maxWireBytes }: AgentOptions): Agent => {
  const resolve = shared(lookup)
  const connectorTo = (port: number) =>
    buildConnector({ allowH2: false, timeout: connectTimeoutMs, lookup: guarded(resolve, guard, port) })
  // Nearly all receivers are here: a connector remembers their TLS sessions.
  const standard = connectorTo(443)

  return new Agent({
    pipelining: 1,
    // No bound of its own: who sends bounds what is under way, and time spent waiting here would be told as the receiver's.
    connections: null,
    allowH2: false,
    // The sender bounds the time of the whole request.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) => {
      const name = hostOf(options)
      const port = portOf(options)
      // A literal address is connected to without a look-up, so it is judged here.
      const refusal = isIP(name) === 0 ? undefined : guard.refusalOfAddress(name, name, port)
      if (refusal !== undefined) return callback(new AddressRefused(refusal), null)
      const connect = port === 443 ? standard : connectorTo(port)
      connect({ ...options, hostname: name }, (error, socket) => {
        if (error !== null) return callback(error, null)
        limit(socket, maxWireBytes)
        socket.on("error", tellReset)
        callback(null, socket)
      })
    }
  })
}

/** The code of a connection that was reset. */
export const resetCode = "RESET"

/**
 * A reset ends no answer, not even one that ends with its connection (RFC 9112, section 8). Undici takes it for such an
 * end, by its code.
 */
const tellReset = (error: NodeJS.ErrnoException): void => {
  if (error.code === "ECONNRESET") error.code = resetCode
}

/** A look-up that gives only the addresses that the guard passes. */
const guarded =
  (lookup: NameLookup, guard: AddressGuard, port: number): LookupFunction =>
  (name, { all }, give) =>
    lookup(name, (error, addresses) => {
      if (error !== null) return give(error, [])
      const passed = addresses.filter(({ address }) => guard.refusalOfAddress(address, name, port) === undefined)
      const [first] = passed
      if (first !== undefined) return all === true ? give(null, passed) : give(null, first.address, first.family)
      const refusal = addresses[0] && guard.refusalOfAddress(addresses[0].address, name, port)
      give(new AddressRefused(refusal ?? "The name has no address"), [])
    })
