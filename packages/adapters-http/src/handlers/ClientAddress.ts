/** From which address a request comes: who is at the other end of the connection, or whom a trusted proxy names. */
import type { IncomingMessage } from "node:http"
import { isIP } from "node:net"
import { Context, Layer } from "effect"
import type { HttpServerRequest } from "effect/http"
import ipaddr from "ipaddr.js"
import proxyAddr from "proxy-addr"
import * as TrustedProxies from "./TrustedProxies.ts"

export class ClientAddress extends Context.Service<
  ClientAddress,
  {
    /**
     * An IPv4 or IPv6 address, in the one form that it has (RFC 5952); an IPv4 address that is mapped into IPv6 as
     * IPv4. None where the connection has none, such as one over a socket of the file system.
     */
    readonly of: (request: HttpServerRequest.HttpServerRequest) => string | undefined
  }
>()("@nexio/adapters-http/handlers/ClientAddress") {
  /** Behind these proxies; by default there are none. */
  static readonly through = (
    proxies: TrustedProxies.TrustedProxies = TrustedProxies.none
  ): ClientAddress["Service"] => ({
    of: ({ source }) => clientOf(source as IncomingMessage, proxies)
  })

  static readonly layer = (proxies?: TrustedProxies.TrustedProxies) =>
    Layer.succeed(ClientAddress, ClientAddress.through(proxies))
}

/**
 * Each proxy appends whom it heard from, so what `X-Forwarded-For` says is read from the right, as far as those can be
 * trusted who said it. What is no address ends it: then it comes from the proxy that passed that on.
 */
export const clientOf = (
  request: Pick<IncomingMessage, "headers" | "socket">,
  { trusts }: TrustedProxies.TrustedProxies
): string | undefined => {
  const [peer, ...named] = proxyAddr.all(request as IncomingMessage)
  let client = peer
  for (const next of named) {
    if (client === undefined || !trusts(client) || isIP(next) === 0) break
    client = next
  }
  return client === undefined || isIP(client) === 0 ? undefined : ipaddr.process(client).toString()
}
