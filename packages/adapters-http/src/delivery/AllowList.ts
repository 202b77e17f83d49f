/**
 * What the server may send to although it is not public, over http too: exact hosts, networks, or one port of a host.
 *
 * `localhost`, `10.1.0.0/16`, `::1`, `hooks.internal:8443`, `[::1]:9000`. A name is allowed whatever it resolves to; an
 * address or a network is allowed under whatever name.
 */
import { BlockList, isIP } from "node:net"

export interface AllowList {
  /** Whether a name or a literal address (without brackets) is allowed at a port. */
  readonly allows: (host: string, port: number) => boolean
}

/** Allows nothing. */
export const none: AllowList = { allows: () => false }

/** An entry that cannot be read. Its message quotes it and says what is wrong with it. */
export class AllowListMalformed extends Error {
  override readonly name = "AllowListMalformed"

  constructor(entry: string, fault: string) {
    super(`${JSON.stringify(entry.slice(0, 100))}, ${fault}`)
  }
}

/** Reads the entries; throws {@link AllowListMalformed} for the first that is wrong. */
export const parse = (entries: ReadonlyArray<string>): AllowList => {
  const parsed = entries.map(parseEntry)
  return { allows: (host, port) => parsed.some((allows) => allows(host, port)) }
}

const parseEntry = (entry: string): AllowList["allows"] => {
  if (entry.includes("://"))
    throw new AllowListMalformed(entry, "which is a URL: leave out everything but host and port")
  if (entry.includes("*")) throw new AllowListMalformed(entry, "which has a wildcard: only exact hosts can be allowed")
  if (entry.includes("/")) return parseNetwork(entry)
  const { host, port } = parseHost(entry)
  const is = isIP(host) === 0 ? (asked: string) => named(asked) === host : inNetwork(host, isIP(host) === 4 ? 32 : 128)
  return (asked, askedPort) => (port === undefined || port === askedPort) && is(asked)
}

const parseNetwork = (entry: string): AllowList["allows"] => {
  const [address = "", prefix = "", ...rest] = entry.split("/")
  const bits = isIP(address) === 6 ? 128 : 32
  if (
    isIP(address) === 0 ||
    address.includes("%") ||
    !/^\d{1,3}$/.test(prefix) ||
    Number(prefix) > bits ||
    rest.length > 0
  ) {
    throw new AllowListMalformed(entry, "which is no network such as 10.1.0.0/16 or fd00::/8")
  }
  return inNetwork(address, Number(prefix))
}

const parseHost = (entry: string): { readonly host: string; readonly port: number | undefined } => {
  const [, bracketed, plain, portText] =
    /^(?:\[([^\]]*)\]|([^[\]:@?#\\\s]+))(?::(.*))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? []
  const host = plain ?? (isIP(bracketed ?? "") === 6 ? `[${bracketed}]` : "")
  // As in a URL: names in lowercase and Punycode, addresses in their one form.
  const canonical = named(URL.parse(`http://${host}`)?.hostname ?? "").replace(/^\[|\]$/g, "")
  if (isIP(canonical) === 0 && !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(canonical)) {
    throw new AllowListMalformed(entry, "which is no host, network or host:port")
  }
  if (portText === undefined) return { host: canonical, port: undefined }
  const port = Number(portText)
  if (!/^\d{1,5}$/.test(portText) || port < 1 || port > 65_535) {
    throw new AllowListMalformed(entry, "whose port is not one from 1 to 65535")
  }
  return { host: canonical, port }
}

const inNetwork = (address: string, prefix: number): ((host: string) => boolean) => {
  const network = new BlockList()
  const family = isIP(address)
  network.addSubnet(address, prefix, family === 4 ? "ipv4" : "ipv6")
  // A BlockList finds any IPv4 address in a wide enough IPv6 network; who allows `::/0` did not say so.
  return (host) => isIP(host) >= family && network.check(host, isIP(host) === 4 ? "ipv4" : "ipv6")
}

/** `a.example.` is `a.example`. */
const named = (host: string): string => host.replace(/\.$/, "")
