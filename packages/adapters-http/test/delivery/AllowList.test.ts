import { AllowList } from "@nexio/adapters-http/delivery"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { runs } from "./runs.ts"

/** Entry, host, port, and whether the entry allows them. */
const judged: ReadonlyArray<readonly [string, string, number, boolean]> = [
  ["localhost", "localhost", 80, true],
  ["localhost", "LOCALHOST.".toLowerCase(), 80, true],
  ["LocalHost.", "localhost", 80, true],
  ["localhost", "a.localhost", 80, false],
  ["localhost", "localhost.example", 80, false],
  ["localhost", "127.0.0.1", 80, false],
  ["bücher.example", "xn--bcher-kva.example", 443, true],
  ["my_host", "my_host", 443, true],
  ["hooks.internal:8443", "hooks.internal", 8443, true],
  ["hooks.internal:8443", "hooks.internal", 443, false],
  ["127.0.0.1", "127.0.0.1", 9, true],
  ["127.0.0.1", "::ffff:127.0.0.1", 9, true],
  ["127.1", "127.0.0.1", 9, true],
  ["127.0.0.1", "127.0.0.2", 9, false],
  ["127.0.0.1:9", "127.0.0.1", 10, false],
  ["10.1.0.0/16", "10.1.255.255", 1, true],
  ["10.1.0.0/16", "10.2.0.0", 1, false],
  ["10.1.0.0/16", "ten.example", 1, false],
  ["10.1.2.3/8", "10.255.0.1", 1, true],
  ["0.0.0.0/0", "10.0.0.1", 1, true],
  ["0.0.0.0/0", "::1", 1, false],
  ["::1", "::1", 1, true],
  ["0:0::1", "::1", 1, true],
  ["[::1]:9000", "::1", 9000, true],
  ["[::1]:9000", "::1", 9001, false],
  ["[::1]", "::1", 9001, true],
  ["fd00::/8", "fdff::1", 1, true],
  ["fd00::/8", "fe00::1", 1, false],
  ["::/0", "10.0.0.1", 1, false]
]

const malformed: ReadonlyArray<readonly [string, string]> = [
  ["http://localhost", '"http://localhost", which is a URL: leave out everything but host and port'],
  ["*.internal", '"*.internal", which has a wildcard: only exact hosts can be allowed'],
  ["10.0.0.0/33", '"10.0.0.0/33", which is no network such as 10.1.0.0/16 or fd00::/8'],
  ["10.0.0/8", "which is no network"],
  ["10.0.0.0/8/8", "which is no network"],
  ["10.0.0.0/", "which is no network"],
  ["fd00::/129", "which is no network"],
  ["[fd00::]/8", "which is no network"],
  ["localhost/path", "which is no network"],
  ["localhost:0", '"localhost:0", whose port is not one from 1 to 65535'],
  ["localhost:65536", "whose port"],
  ["localhost:", "whose port"],
  ["localhost:http", "whose port"],
  ["", '"", which is no host, network or host:port'],
  [":80", "which is no host"],
  ["a b", "which is no host"],
  ["a..b", "which is no host"],
  ["user@host", "which is no host"],
  ["host?x", "which is no host"],
  ["[localhost]:80", "which is no host"],
  ["fe80::1%eth0", "which is no host"],
  ["::1:9000:x", "which is no host"],
  ["1.2.3.4.5", "which is no host"]
]

const ipv4 = fc.nat(0xffffffff)
const dotted = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".")

describe("An entry of the allow list", () => {
  it.each(judged)("%s judges %s at port %i: %s", (entry, host, port, allowed) => {
    expect(AllowList.parse([entry]).allows(host, port)).toBe(allowed)
  })

  it.each(malformed)("%j is refused, and the error says why", (entry, message) => {
    expect(() => AllowList.parse(["localhost", entry])).toThrow(AllowList.AllowListMalformed)
    expect(() => AllowList.parse(["localhost", entry])).toThrow(message)
  })

  it("of a network allows just the addresses that share its prefix", () =>
    fc.assert(
      fc.property(ipv4, ipv4, fc.integer({ min: 0, max: 32 }), (network, address, prefix) => {
        const shared = BigInt(network) >> BigInt(32 - prefix) === BigInt(address) >> BigInt(32 - prefix)
        expect(AllowList.parse([`${dotted(network)}/${prefix}`]).allows(dotted(address), 443)).toBe(shared)
      }),
      runs
    ))

  it("allows what any one of several allows, and none allows nothing", () => {
    const several = AllowList.parse(["a.example", "10.0.0.0/8", "b.example:81"])
    expect(["a.example", "10.1.1.1", "b.example", "c.example"].map((host) => several.allows(host, 81))).toEqual([
      true,
      true,
      true,
      false
    ])
    expect([AllowList.none, AllowList.parse([])].map((list) => list.allows("127.0.0.1", 81))).toEqual([false, false])
  })
})
