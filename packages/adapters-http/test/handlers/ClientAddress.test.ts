import type { IncomingMessage } from "node:http"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { clientOf } from "../../src/handlers/ClientAddress.ts"
import * as TrustedProxies from "../../src/handlers/TrustedProxies.ts"
import { runs } from "../delivery/runs.ts"

const request = (peer: string | undefined, forwarded?: string) =>
  ({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded }
  }) as unknown as Pick<IncomingMessage, "headers" | "socket">

/** Proxies are in 10.0.0.0/8, clients elsewhere. */
const proxies = TrustedProxies.parse(["10.0.0.0/8"])
const proxy = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => `10.${parts.join(".")}`)
const client = fc.ipV4().filter((address) => !address.startsWith("10."))
const listed = (addresses: ReadonlyArray<string>) => addresses.join(", ")

/** Whatever whoever asks may write into the header. */
const claimed = fc.array(
  fc.oneof(fc.ipV4(), fc.ipV6(), proxy, fc.constantFrom("", "unknown", "127.1", "_x"), fc.string()),
  {
    maxLength: 5
  }
)

describe("The address of a client", () => {
  it("is never its to choose, through however many proxies it comes", () =>
    fc.assert(
      fc.property(claimed, client, fc.array(proxy, { minLength: 1, maxLength: 4 }), (claimed, client, path) => {
        const heard = [...path.slice(0, -1)]
        const header = listed([...claimed, client, ...heard])
        expect(clientOf(request(path.at(-1), header), proxies)).toBe(clientOf(request(client), TrustedProxies.none))
      }),
      runs
    ))

  it("is its own where it comes past the proxies, whatever it says, and where there are none", () =>
    fc.assert(
      fc.property(claimed, client, (claimed, client) => {
        const itself = clientOf(request(client), proxies)
        expect(clientOf(request(client, listed(claimed)), proxies)).toBe(itself)
        expect(clientOf(request(client, listed(claimed)), TrustedProxies.none)).toBe(itself)
      }),
      runs
    ))

  it("is the proxy's that passed on what is no address", () =>
    fc.assert(
      fc.property(
        fc.constantFrom("unknown", "127.1", "1", "192.0.2.1:80", "[::1]", "x"),
        proxy,
        client,
        (odd, proxy, client) => {
          expect(clientOf(request(proxy, listed([client, odd])), proxies)).toBe(proxy)
        }
      ),
      runs
    ))

  it.each([
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["192.0.2.1", "192.0.2.1"],
    [undefined, undefined]
  ])("of %s is written as %s", (peer, written) => {
    expect(clientOf(request(peer), TrustedProxies.none)).toBe(written)
  })
})

describe("Trusted proxies", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1", true],
    ["192.0.2.1", "::ffff:192.0.2.1", true],
    ["192.0.2.1", "192.0.2.2", false],
    ["fd00::/8", "fd12::1", true],
    ["loopback", "::1", true],
    ["uniquelocal", "192.168.7.7", true],
    ["uniquelocal", "8.8.8.8", false],
    ["linklocal", "169.254.1.1", true]
  ])("that are %s: whether %s is one is %s", (entry, address, trusted) => {
    expect(TrustedProxies.parse(["198.51.100.1", entry]).trusts(address)).toBe(trusted)
  })

  it.each(["1", "true", "0.0.0.0/0", "::/0", "10.0.0.0/33", "10.0.0.0/", "10.0/8", "proxy.internal", "private"])(
    "are never what %s says",
    (entry) => {
      expect(() => TrustedProxies.parse(["127.0.0.1", entry])).toThrow(JSON.stringify(entry))
    }
  )
})
