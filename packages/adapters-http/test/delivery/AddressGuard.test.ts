import { networkInterfaces } from "node:os"
import { AddressGuard, AllowList } from "@nexio/adapters-http/delivery"
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { runs } from "./runs.ts"

const guarding = (allow: ReadonlyArray<string> = [], ownPorts: ReadonlyArray<number> = []) => {
  const guard = AddressGuard.make(AllowList.parse(allow), () => ownPorts)
  return {
    ...guard,
    refusal: (url: string) =>
      Result.match(guard.admitUrl(url), { onSuccess: () => undefined, onFailure: (reason) => reason })
  }
}

const https = "The URL must begin with https://"
const invalid = "This is not a URL; send one such as https://example.com/webhooks"
const loopback = "The address 127.0.0.1 is not a public one"

const refused: ReadonlyArray<readonly [string, string]> = [
  ["", invalid],
  ["example.com", invalid],
  ["https://", invalid],
  ["https://exa mple.com", invalid],
  ["https://example.com\n", invalid],
  ["https://exa\tmple.com", invalid],
  ["https://example.com/\u0000", invalid],
  ["https://1.2.3.4.5", invalid],
  ["https://example.com:65536", invalid],
  ["http://example.com", https],
  ["ftp://example.com", https],
  ["file:///etc/passwd", https],
  ["javascript:alert(1)", https],
  ["https://user@example.com", "The URL must not contain a user or password; set an auth_token instead"],
  ["https://:word@example.com", "The URL must not contain a user or password; set an auth_token instead"],
  ["https://example.com:0", "The port 0 cannot be connected to"],
  ["https://localhost", "localhost is not a public address"],
  ["https://LOCALHOST.:8443", "localhost is not a public address"],
  ["https://a.localhost", "localhost is not a public address"],
  // One address in every form that the URL standard reads.
  ["https://127.0.0.1", loopback],
  ["https://127.0.0.1.", loopback],
  ["https://127.1", loopback],
  ["https://127.0.1", loopback],
  ["https://2130706433", loopback],
  ["https://0x7f000001", loopback],
  ["https://0x7f.0.0.1", loopback],
  ["https://0177.0.0.1", loopback],
  ["https://017700000001", loopback],
  ["https://0x7F.1", loopback],
  ["https://%31%32%37.0.0.1", loopback],
  ["https://①②⑦.0.0.1", loopback],
  ["https://127。0。0。1", loopback],
  ["https:127.0.0.1", loopback],
  ["https:\\\\127.0.0.1", loopback],
  ["https://0", "The address 0.0.0.0 is not a public one"],
  ["https://169.254.169.254/latest/meta-data", "The address 169.254.169.254 is not a public one"],
  ["https://[::1]:8443/", "The address ::1 is not a public one"],
  ["https://[0:0:0:0:0:0:0:1]", "The address ::1 is not a public one"],
  ["https://[::]", "The address :: is not a public one"],
  ["https://[::ffff:127.0.0.1]", "The address ::ffff:7f00:1 is not a public one"],
  ["https://[::ffff:8.8.8.8]", "The address ::ffff:808:808 is not a public one"],
  ["https://[64:ff9b::127.0.0.1]", "The address 64:ff9b::7f00:1 is not a public one"],
  ["https://[fd00:ec2::254]", "The address fd00:ec2::254 is not a public one"],
  ["https://[fe80::1%25eth0]", invalid]
]

const admitted = [
  "https://example.com",
  "https://example.com:8443/a?b=c#d",
  "HTTPS://EXAMPLE.COM/webhooks",
  "https://bücher.example/ü",
  "https://8.8.8.8/",
  "https://[2606:4700:4700::1111]:8443/",
  "https://localhost.example.com",
  "https://hooks.internal"
]

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))

describe("A URL", () => {
  it.each(refused)("%j is refused", (url, reason) => {
    expect(guarding().refusal(url)).toBe(reason)
  })

  it.each(admitted)("%s is admitted", (url) => {
    expect(guarding().refusal(url)).toBeUndefined()
  })

  it("has at most 2,048 characters", () => {
    const url = `https://example.com/${"x".repeat(2_028)}`
    expect([url, `${url}x`].map(guarding().refusal)).toEqual([undefined, "The URL must have at most 2,048 characters"])
  })

  it("is refused or admitted alike, however its address is written", () =>
    fc.assert(
      fc.property(octets, ([a, b, c, d]) => {
        const whole = ((a * 256 + b) * 256 + c) * 256 + d
        const forms = [
          `${a}.${b}.${c}.${d}`,
          `${a}.${b}.${c}.${d}.`,
          `${whole}`,
          `0x${whole.toString(16)}`,
          `0${whole.toString(8)}`,
          `0x${a.toString(16)}.0${b.toString(8)}.${c * 256 + d}`,
          `${a}.${b * 65_536 + c * 256 + d}`
        ]
        const { refusal } = guarding()
        expect(new Set(forms.map((form) => refusal(`https://${form}/`))).size).toBe(1)
      }),
      runs
    ))

  it.each<readonly [string, string, string | undefined]>([
    ["127.0.0.1", "http://127.0.0.1:9000/", undefined],
    ["127.0.0.1", "https://127.1/", undefined],
    ["127.0.0.1", "http://127.0.0.2/", https],
    ["127.0.0.1:9000", "http://127.0.0.1:9000/", undefined],
    ["127.0.0.1:9000", "http://127.0.0.1/", https],
    ["127.0.0.1:443", "https://127.0.0.1/", undefined],
    ["127.0.0.1:80", "http://127.0.0.1/", undefined],
    ["localhost", "http://localhost:9000/", undefined],
    ["localhost", "http://localhost./", undefined],
    ["localhost", "http://a.localhost/", https],
    ["10.0.0.0/8", "http://10.1.2.3/", undefined],
    ["10.0.0.0/8", "http://example.com/", https],
    ["hooks.internal", "http://hooks.internal/", undefined],
    ["::1", "http://[::1]:1/", undefined],
    ["0.0.0.0/0", "ftp://127.0.0.1/", https],
    [
      "0.0.0.0/0",
      "https://user:word@127.0.0.1/",
      "The URL must not contain a user or password; set an auth_token instead"
    ]
  ])("with %s allowed, %s is judged as the setting says", (entry, url, reason) => {
    expect(guarding([entry]).refusal(url)).toBe(reason)
  })
})

describe("An address", () => {
  it("is refused without a word about it where a name led to it", () => {
    expect(guarding().refusalOfAddress("10.0.0.1", "hooks.example", 443)).toBe("The name has no public address")
  })

  it("is open under any name where it is allowed, and whatever it is where its name is allowed", () => {
    expect(guarding(["10.0.0.1"]).refusalOfAddress("10.0.0.1", "hooks.example", 443)).toBeUndefined()
    expect(guarding(["hooks.example"]).refusalOfAddress("10.0.0.1", "hooks.example", 443)).toBeUndefined()
  })

  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .map(({ address }) => address)

  it.each(["127.0.0.1", "127.9.9.9", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", ...addresses])(
    "of this machine, %s, is refused at a port of the server itself, allowed or not",
    (address) => {
      const { refusalOfAddress } = guarding(["0.0.0.0/0", "::/0", "localhost"], [4_400])
      expect(refusalOfAddress(address, "localhost", 4_400)).toBe("The address is this server's own")
      expect(refusalOfAddress(address, "localhost", 4_401)).toBeUndefined()
    }
  )

  it("is refused from the moment that the server listens", () => {
    const ports: Array<number> = []
    const guard = AddressGuard.make(AllowList.parse(["127.0.0.1"]), () => ports)
    const refusal = () => guard.refusalOfAddress("127.0.0.1", "127.0.0.1", 4_400)
    expect(refusal()).toBeUndefined()
    ports.push(4_400)
    expect(refusal()).toBe("The address is this server's own")
  })
})
