import { AddressGuard, AllowList, SpecialAddresses } from "@nexio/adapters-http/delivery"
import { Result } from "effect"
import fc from "fast-check"
import ipaddr from "ipaddr.js"
import { describe, expect, it } from "vitest"
import { runs } from "./runs.ts"
import * as registries from "./SpecialRegistries.ts"

const special = {
  "this network": ["0.0.0.0", "0.255.255.255"],
  private: ["10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255"],
  "carrier-grade NAT": ["100.64.0.0", "100.127.255.255", "100.100.100.200"],
  loopback: ["127.0.0.1", "127.255.255.255", "::1"],
  metadata: ["169.254.169.254", "169.254.170.2", "fd00:ec2::254", "192.0.0.192", "168.63.129.16", "fd20:ce::254"],
  "link-local": ["169.254.0.0", "169.254.255.255", "fe80::", "febf:ffff::1", "fe80::1%eth0", "2a00::1%eth0"],
  "protocol assignments": ["192.0.0.0", "192.0.0.255", "2001::", "2001:1ff:ffff::1", "2001:20::1"],
  documentation: ["192.0.2.1", "198.51.100.1", "203.0.113.255", "2001:db8::1", "3fff::1", "3fff:fff:ffff::1"],
  benchmarking: ["198.18.0.0", "198.19.255.255", "2001:2::1"],
  "AS112 and AMT": ["192.31.196.1", "192.52.193.1", "192.175.48.1", "2620:4f:8000::1", "2001:3::1"],
  multicast: ["224.0.0.1", "239.255.255.255", "ff00::", "ff02::1"],
  "reserved and broadcast": ["240.0.0.0", "255.255.255.255", "4000::", "8000::1", "5f00::1"],
  unspecified: ["::"],
  "unique local and site-local": ["fc00::1", "fdff:ffff::1", "fec0::1"],
  "discard-only": ["100::1"],
  "6to4 and its relays": ["2002::1", "2002:5db8:d822::1", "192.88.99.1"],
  Teredo: ["2001:0:5db8:d822::1"],
  "no address": ["", "localhost", "127.1", "0x7f000001", "[::1]", "1.2.3.4 "]
}

const open = [
  "1.0.0.0",
  "1.1.1.1",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "168.63.129.15",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "191.255.255.255",
  "192.0.1.0",
  "192.0.3.0",
  "192.167.255.255",
  "192.169.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "2001:200::1",
  "2001:4860:4860::8888",
  "2003::1",
  "2606:4700:4700::1111",
  "2a00:1450:4001::1",
  "3ffe::1"
]

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))

const hex = ([a, b, c, d]: readonly [number, number, number, number]) =>
  `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`

/** The bytes of any address of a network. */
const within = (network: string) => {
  const [first, prefix] = ipaddr.parseCIDR(network)
  const bytes = first.toByteArray()
  return fc.uint8Array({ minLength: bytes.length, maxLength: bytes.length }).map((any) =>
    bytes.map((byte, nth) => {
      const free = 0xff >> Math.min(8, Math.max(0, prefix - 8 * nth))
      return (byte & ~free) | ((any[nth] ?? 0) & free)
    })
  )
}

/** One of each network of the registries, and others. */
const scattered = fc.tuple(
  ...[
    "0.0.0.0/0",
    "::/0",
    "::ffff:0:0:0/96",
    ...[...registries.ipv4, ...registries.ipv6].map(([network]) => network)
  ].map(within)
)

/** An address as it can be written, over IPv4 and mapped into IPv6. */
const written = (address: ReturnType<typeof ipaddr.fromByteArray>): ReadonlyArray<string> =>
  address instanceof ipaddr.IPv4
    ? [`${address}`, `::ffff:${address}`, `${address.toIPv4MappedAddress()}`]
    : [`${address}`, address.toNormalizedString()]

describe("An address is special", () => {
  it.each(Object.entries(special))("where it is %s", (_name, addresses) => {
    for (const address of addresses) expect([address, SpecialAddresses.isSpecial(address)]).toEqual([address, true])
  })

  it("where it is an IPv4 address in any form of IPv6, a public one too", () =>
    fc.assert(
      fc.property(octets, (octets) => {
        const dotted = octets.join(".")
        for (const address of [
          `::ffff:${dotted}`,
          `::ffff:${hex(octets)}`,
          `::${dotted}`,
          `::ffff:0:${dotted}`,
          `64:ff9b::${dotted}`,
          `64:ff9b:1::${hex(octets)}`,
          `2002:${hex(octets)}::1`,
          `2001:0:${hex(octets)}::1`,
          `2001::${hex(octets)}`
        ])
          expect([address, SpecialAddresses.isSpecial(address)]).toEqual([address, true])
      }),
      runs
    ))

  it("where ipaddr.js knows it as anything but unicast, and the guard refuses it under a name and in a URL", () => {
    const guard = AddressGuard.make(AllowList.none, () => [])
    const ranges = new Set<string>()
    fc.assert(
      fc.property(scattered, (addresses) => {
        for (const address of addresses.flatMap((bytes) => written(ipaddr.fromByteArray(bytes)))) {
          const range = ipaddr.parse(address).range()
          ranges.add(range)
          if (range === "unicast") continue
          const host = address.includes(":") ? `[${address}]` : address
          const refused = [
            SpecialAddresses.isSpecial(address),
            guard.refusalOfAddress(address, "hooks.example", 443) !== undefined,
            Result.isFailure(guard.admitUrl(`https://${host}/`))
          ]
          expect([address, range, ...refused]).toEqual([address, range, true, true, true])
        }
      }),
      { numRuns: runs.numRuns / 10 }
    )
    // All that it knows.
    expect(ranges.size).toBe(25)
  })

  it("and public ones are not, up to the edges of the special networks", () => {
    for (const address of open) expect([address, SpecialAddresses.isSpecial(address)]).toEqual([address, false])
  })
})
