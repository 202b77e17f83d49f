/**
 * The proxies in front of the server whose `X-Forwarded-For` counts: addresses, networks such as `10.1.0.0/16`, or
 * `loopback`, `linklocal` and `uniquelocal` for the networks of those names (RFC 1122, 3927, 1918 and 4193).
 *
 * A number of hops is no such thing: who reaches the server past the proxies could say what it likes.
 */
import { isIP } from "node:net"
import proxyAddr from "proxy-addr"

export interface TrustedProxies {
  /** Whether the host at this address is one of them. */
  readonly trusts: (address: string) => boolean
}

/** Nobody. */
export const none: TrustedProxies = { trusts: () => false }

const names = ["loopback", "linklocal", "uniquelocal"]

/** An entry that cannot be read. Its message quotes it. */
export class TrustedProxyMalformed extends Error {
  override readonly name = "TrustedProxyMalformed"

  constructor(entry: string) {
    super(`${JSON.stringify(entry.slice(0, 100))}, which is none of them`)
  }
}

/** Reads the entries; throws {@link TrustedProxyMalformed} for the first that is wrong. */
export const parse = (entries: ReadonlyArray<string>): TrustedProxies => {
  const trusted = entries.map(parseEntry)
  return { trusts: (address) => trusted.some((trusts) => trusts(address)) }
}

const parseEntry = (entry: string): TrustedProxies["trusts"] => {
  try {
    // The library would read `1`, a number of hops elsewhere, as the address 0.0.0.1.
    if (!names.includes(entry) && isIP(entry.split("/", 1)[0]!) === 0) throw new TrustedProxyMalformed(entry)
    const trusts = proxyAddr.compile(entry)
    return (address) => trusts(address, 0)
  } catch {
    throw new TrustedProxyMalformed(entry)
  }
}
