/**
 * The one HTTP client of the server: an undici agent whose every connection is opened by the guard.
 *
 * A name is resolved in the connection's own look-up, and only the addresses that the guard passes are tried. Proxy
 * variables are not read, redirects not followed.
 */
import { lookup as resolve } from "node:dns"
import { isIP, type LookupFunction } from "node:net"
import { Agent, buildConnector } from "undici"
import type { AddressGuard } from "./AddressGuard.ts"

/** Resolves a name to its addresses, as `dns.lookup` with `all` does. */
export type Resolver = (
  name: string,
  give: (error: NodeJS.ErrnoException | null, addresses: ReadonlyArray<{ readonly address: string; readonly family: number }>) => void
) => void

/** A connection that the guard does not open. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused"
}

const system: Resolver = (name, give) => resolve(name, { all: true }, (error, addresses) => give(error, addresses ?? []))

export const make = (guard: AddressGuard, connectTimeoutMs: number, resolver: Resolver = system): Agent =>
  new Agent({
    pipelining: 1,
    connections: 128,
    allowH2: false,
    // The sender bounds the time of the whole request.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) => {
      const port = Number(options.port) || (options.protocol === "https:" ? 443 : 80)
      const name = options.hostname.replace(/^\[|\]$/g, "")
      // A literal address is connected to without a look-up, so it is judged here.
      const refusal = isIP(name) === 0 ? undefined : guard.refusalOfAddress(name, name, port)
      if (refusal !== undefined) return callback(new AddressRefused(refusal), null)
      const connect = buildConnector({ allowH2: false, timeout: connectTimeoutMs, port, lookup: lookup(guard, port, resolver) })
      connect({ ...options, hostname: name }, callback)
    }
  })

/** A look-up that gives only the addresses that the guard passes. */
const lookup = (guard: AddressGuard, port: number, resolver: Resolver): LookupFunction => (name, options, give) =>
  resolver(name, (error, addresses) => {
    if (error !== null) return give(error, [])
    const passed = addresses.filter(({ address }) => guard.refusalOfAddress(address, name, port) === undefined)
    const first = passed[0]
    if (first === undefined) {
      const refused = addresses[0]?.address
      const reason = refused === undefined ? undefined : guard.refusalOfAddress(refused, name, port)
      return give(new AddressRefused(reason ?? `${name} has no address`), [])
    }
    if (options.all === true) return give(null, [...passed])
    give(null, first.address, first.family)
  })
