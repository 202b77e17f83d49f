/**
 * Which connections may be opened, decided on the address that is really connected to.
 *
 * One guard stands before everything that the server sends. It is asked about the URL when an endpoint is made, and
 * again about each address that a name resolves to, in the look-up of the connection itself; so an answer that
 * changes between the two gains nothing.
 */
import { isIP } from "node:net"
import { networkInterfaces } from "node:os"
import type { AllowList } from "./AllowList.ts"
import { isSpecial } from "./SpecialAddresses.ts"

export interface AddressGuard {
  /** Why nothing is sent to this URL; nothing where it may be. Names are not resolved. */
  readonly refusalOfUrl: (url: string) => string | undefined
  /** Why no connection to this address is opened for a host of this name; nothing where it may be. */
  readonly refusalOfAddress: (address: string, name: string, port: number) => string | undefined
}

/** `ownPorts`: the ports on which the server itself listens, which are refused on every address of this machine. */
export const make = (allow: AllowList, ownPorts: () => ReadonlyArray<number>): AddressGuard => {
  const refusalOfAddress = (address: string, name: string, port: number): string | undefined => {
    if (ownPorts().includes(port) && isThisMachine(address)) return "The address is this server's own"
    if (!isSpecial(address) || allow.allowsName(name, port) || allow.allowsAddress(address, port)) return undefined
    return `The address ${address} is not a public one`
  }

  const refusalOfUrl = (text: string): string | undefined => {
    if (text.length > 2_048) return "A URL has at most 2,048 characters"
    const url = URL.parse(text)
    if (url === null) return "This is not a URL. Send one such as https://example.com/webhooks"
    if (url.protocol !== "https:" && url.protocol !== "http:") return "The URL must begin with https://"
    if (url.username !== "" || url.password !== "") return "The URL must not contain a user or password. Use auth_token instead"
    const host = url.hostname.replace(/^\[|\]$/g, "")
    const port = portOf(url)
    const allowed = allow.allowsName(host, port) || (isIP(host) !== 0 && allow.allowsAddress(host, port))
    if (url.protocol === "http:" && !allowed) return "The URL must begin with https://"
    if (isIP(host) !== 0) return refusalOfAddress(host, host, port)
    if (!allowed && /(^|\.)localhost\.?$/.test(host)) return "localhost is not a public address"
    return undefined
  }

  return { refusalOfUrl, refusalOfAddress }
}

export const portOf = (url: URL): number => Number(url.port) || (url.protocol === "https:" ? 443 : 80)

const isThisMachine = (address: string): boolean =>
  address.startsWith("127.") || address === "0.0.0.0" || address === "::" || address === "::1" ||
  address.startsWith("::ffff:") ||
  Object.values(networkInterfaces()).some((addresses) => addresses?.some((own) => own.address === address))
