/**
 * What deliveries may reach although it is not public: exact hosts, networks, or one port of a host.
 *
 * `localhost`, `10.1.0.0/16`, `::1`, `hooks.internal:8443`, `[::1]:9000`.
 */
import { BlockList, isIP } from "node:net"

interface Entry {
  /** A name, an address, or nothing for a network. */
  readonly host?: string
  readonly network?: BlockList
  readonly family?: "ipv4" | "ipv6"
  readonly port?: number
}

export interface AllowList {
  /** Whether the name itself is allowed, whatever it resolves to. */
  readonly allowsName: (name: string, port: number) => boolean
  /** Whether the address is allowed, or a network that it is in. */
  readonly allowsAddress: (address: string, port: number) => boolean
}

/** Reads the entries; throws an `Error` that names the one that is wrong. */
export const parse = (entries: ReadonlyArray<string>): AllowList => {
  const parsed = entries.map(parseEntry)
  return {
    allowsName: (name, port) =>
      parsed.some((entry) => entry.host !== undefined && entry.host === plain(name) && fits(entry, port)),
    allowsAddress: (address, port) =>
      parsed.some((entry) =>
        fits(entry, port) &&
        (entry.host === address || (entry.network?.check(address, isIP(address) === 6 ? "ipv6" : "ipv4") ?? false))
      )
  }
}

const parseEntry = (text: string): Entry => {
  const network = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text)
  if (network !== null) return parseNetwork(text, network[1]!, Number(network[2]))
  if (isIP(text) === 6) return { host: canonical(text) }
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(\d{1,5}))?$/i.exec(text)
  const port = match?.[2] === undefined ? undefined : Number(match[2])
  if (match?.[1] === undefined || (port !== undefined && (port < 1 || port > 65_535))) throw wrong(text)
  const host = canonical(match[1].replace(/^\[|\]$/g, ""))
  return port === undefined ? { host } : { host, port }
}

const parseNetwork = (text: string, address: string, prefix: number): Entry => {
  const family = isIP(address) === 6 ? "ipv6" : isIP(address) === 4 ? "ipv4" : undefined
  if (family === undefined || prefix > (family === "ipv4" ? 32 : 128)) throw wrong(text)
  const network = new BlockList()
  network.addSubnet(address, prefix, family)
  return { network }
}

const fits = (entry: Entry, port: number): boolean => entry.port === undefined || entry.port === port

/** A host as URLs have it, without brackets and a dot at its end. */
const plain = (host: string): string => host.toLowerCase().replace(/^\[|\]$/g, "").replace(/\.$/, "")

/** An IPv6 address in its shortest form, as URLs have it; a name in lowercase. */
const canonical = (host: string): string =>
  isIP(host) === 6 ? plain(new URL(`http://[${host}]`).hostname) : plain(host)

const wrong = (text: string): Error =>
  new Error(JSON.stringify(text.slice(0, 100)))
