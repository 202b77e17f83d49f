/**
 * Which connections may be opened, decided on the address that is really connected to.
 *
 * One guard stands before everything that the server sends. It is asked about the URL when an endpoint is made, and
 * again about each address that a name resolves to, in the look-up of the connection itself; so an answer that
 * changes between the two gains nothing.
 */
import { BlockList, isIP } from "node:net"
import { networkInterfaces } from "node:os"
import { Result } from "effect"
import type { AllowList } from "./AllowList.ts"
import { isSpecial } from "./SpecialAddresses.ts"

/** The longest URL, in characters. */
export const maxUrlLength = 2_048

export interface AddressGuard {
  /** The URL that something may be sent to, or why nothing is. Its name is not resolved. */
  readonly admitUrl: (text: string) => Result.Result<URL, string>
  /** Why no connection to this address is opened for a host of this name; nothing where it may be. */
  readonly refusalOfAddress: (address: string, name: string, port: number) => string | undefined
}

/** `ownPorts`: the ports on which the server itself listens, which are refused on every address of this machine. */
export const make = (allow: AllowList, ownPorts: () => ReadonlyArray<number>): AddressGuard => {
  const refusalOfAddress = (address: string, name: string, port: number): string | undefined => {
    if (ownPorts().includes(port) && isThisMachine(address)) return "The address is this server's own"
    if (!isSpecial(address) || allow.allows(name, port) || allow.allows(address, port)) return undefined
    // What a name resolves to inside is not for the one who typed the name.
    return address === name ? `The address ${address} is not a public one` : "The name has no public address"
  }

  const refusalOfUrl = (url: URL): string | undefined => {
    const host = hostOf(url)
    const port = portOf(url)
    if (url.protocol !== "https:" && !(url.protocol === "http:" && allow.allows(host, port))) {
      return "The URL must begin with https://"
    }
    if (url.username !== "" || url.password !== "") {
      return "The URL must not contain a user or password; set an auth_token instead"
    }
    if (port === 0) return "The port 0 cannot be connected to"
    if (isIP(host) !== 0) return refusalOfAddress(host, host, port)
    return isLocalhost.test(host) && !allow.allows(host, port) ? "localhost is not a public address" : undefined
  }

  return {
    refusalOfAddress,
    admitUrl: (text) => {
      if (text.length > maxUrlLength) return Result.fail("The URL must have at most 2,048 characters")
      // The parser drops what is blank or a control character; what is shown would not be what is meant.
      const url = blank.test(text) ? null : URL.parse(text)
      if (url === null) return Result.fail("This is not a URL; send one such as https://example.com/webhooks")
      const refusal = refusalOfUrl(url)
      return refusal === undefined ? Result.succeed(url) : Result.fail(refusal)
    }
  }
}

/** The host of a URL: a name, or an address without brackets. */
export const hostOf = ({ hostname }: Pick<URL, "hostname">): string =>
  hostname.startsWith("[") ? hostname.slice(1, -1) : hostname

/** The port that a URL is connected to. */
export const portOf = ({ port, protocol }: Pick<URL, "port" | "protocol">): number =>
  port === "" ? (protocol === "https:" ? 443 : 80) : Number(port)

const blank = /[\s\p{Cc}]/u
const isLocalhost = /(^|\.)localhost\.?$/

/** Looked at anew each time, since interfaces come and go. It is asked about the server's own ports only. */
const isThisMachine = (address: string): boolean => {
  const own = new BlockList()
  own.addSubnet("127.0.0.0", 8, "ipv4")
  own.addSubnet("0.0.0.0", 8, "ipv4")
  own.addAddress("::1", "ipv6")
  own.addAddress("::", "ipv6")
  for (const { address, family } of Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])) {
    own.addAddress(address, family === "IPv6" ? "ipv6" : "ipv4")
  }
  return own.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")
}
