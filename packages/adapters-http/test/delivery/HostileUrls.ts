/**
 * URLs that lead to where the server must not go, in every form that is known: made from the registries, kept in
 * hostile-urls.jsonl, one a line. `PORT` stands for a port on which somebody listens, on every address of the machine.
 */
import { SocketAddress } from "node:net"
import * as registries from "./SpecialRegistries.ts"

export interface HostileUrl {
  /**
   * What has to refuse it. `url`: the URL itself, its host may be public. `literal`: the URL, and the agent where nobody
   * asked about the URL. `name`: the agent at the look-up. `some`: the agent, of some of the addresses of a name.
   */
  readonly by: "url" | "literal" | "name" | "some"
  readonly url: string
  /** What the name server says: the first time, the second, and so on. */
  readonly answers?: ReadonlyArray<ReadonlyArray<string>>
}

/** Stands for a public address: it is allowed in the tests, and nothing is lost by connecting to it. */
export const publicStandIn = "127.0.0.2"

type Bytes = ReadonlyArray<number>

/** The groups of an address: four of a byte, or eight of two. */
const groups = (address: string): Bytes => {
  if (!address.includes(":")) return address.split(".").map(Number)
  const [head = "", tail] = address.split("::")
  const read = (text: string) => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)))
  const [before, after] = [read(head), read(tail ?? "")]
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after]
}

/** In the shortest form, as a resolver would write it. */
const text = (address: Bytes): string =>
  address.length === 4
    ? address.join(".")
    : new SocketAddress({ address: address.map((group) => group.toString(16)).join(":"), family: "ipv6" }).address

/** The first, second, middle and last address of a network. */
export const within = (network: string): ReadonlyArray<string> => {
  const [address = "", prefix] = network.split("/")
  const first = groups(address)
  const size = first.length === 4 ? 8 : 16
  const free = size * first.length - Number(prefix)
  const at = (offset: bigint) => {
    const whole = first.reduce((sum, group) => (sum << BigInt(size)) | BigInt(group), 0n) + offset
    return text(
      first.map((_, nth) => Number((whole >> BigInt(size * (first.length - 1 - nth))) & ((1n << BigInt(size)) - 1n)))
    )
  }
  const count = 1n << BigInt(free)
  return [...new Set([0n, 1n % count, count / 2n, count - 1n].map(at))]
}

/** The addresses beside a network. */
export const beside = (network: string): ReadonlyArray<string> => {
  const [address = "", prefix] = network.split("/")
  const size = address.includes(":") ? 128n : 32n
  const bits = address.includes(":") ? 16 : 8
  const first = groups(address).reduce((sum, group) => (sum << BigInt(bits)) | BigInt(group), 0n)
  return [first - 1n, first + (1n << (size - BigInt(prefix!)))]
    .filter((whole) => whole >= 0n && whole < 1n << size)
    .map((whole) =>
      text(
        Array.from({ length: Number(size) / bits }, (_, nth) =>
          Number((whole >> (size - BigInt(bits * (nth + 1)))) & ((1n << BigInt(bits)) - 1n))
        )
      )
    )
}

const hex = (value: number, digits = 0) => value.toString(16).padStart(digits, "0")
const octal = (value: number, digits = 0) => `0${value.toString(8).padStart(digits, "0")}`
const shifted = (text: string, digit: number, dot: string) =>
  text.replaceAll(/\d/g, (one) => String.fromCodePoint(digit + Number(one))).replaceAll(".", dot)

/** Every way in which a URL can say an IPv4 address. */
const spellings = (address: string): ReadonlyArray<string> => {
  const [a = 0, b = 0, c = 0, d = 0] = groups(address)
  const whole = ((a * 256 + b) * 256 + c) * 256 + d
  return [
    `${address}.`,
    `${whole}`,
    `${whole}.`,
    `0x${hex(whole)}`,
    `0X${hex(whole, 8).toUpperCase()}`,
    octal(whole),
    `000000${octal(whole)}`,
    [a, b, c, d].map((byte) => `0x${hex(byte)}`).join("."),
    [a, b, c, d].map((byte) => `0x0000${hex(byte, 2)}`).join("."),
    [a, b, c, d].map((byte) => octal(byte, 3)).join("."),
    `0x${hex(a)}.${octal(b)}.${c * 256 + d}`,
    `${a}.${b * 65_536 + c * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `${octal(a)}.0x${hex(b * 65_536 + c * 256 + d)}`,
    [...address].map((letter) => `%${hex(letter.charCodeAt(0))}`).join(""),
    shifted(address, 0xff10, "．"),
    shifted(address, 0x1d7ce, "。"),
    shifted(address, 0x1d7f6, "｡"),
    `${address.slice(0, 1)}\u00ad${address.slice(1)}`,
    `${address.slice(0, 1)}\u200b${address.slice(1)}`
  ]
}

/** Every IPv6 address that stands for an IPv4 one. */
const embedded = (address: string): ReadonlyArray<string> => {
  const [a = 0, b = 0, c = 0, d = 0] = groups(address)
  const [high, low] = [a * 256 + b, c * 256 + d]
  const pair = `${hex(high)}:${hex(low)}`
  return [
    `::ffff:${address}`,
    `::FFFF:${pair}`,
    `0:0:0:0:0:ffff:${pair}`,
    `0000:0000:0000:0000:0000:ffff:${hex(high, 4)}:${hex(low, 4)}`,
    `::${address}`,
    `::ffff:0:${address}`,
    `64:ff9b::${address}`,
    `64:ff9b:1::${address}`,
    `64:ff9b:1:fffe::${pair}`,
    `2002:${pair}::1`,
    `2001:0:${pair}::1`,
    `2001:0:4136:e378:8000:63bf:${hex(high ^ 0xffff)}:${hex(low ^ 0xffff)}`,
    `fe80::5efe:${address}`
  ]
}

const known = ["127.0.0.1", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1"]
const special = [...registries.ipv4, ...registries.ipv6].flatMap(([network]) => within(network))
const bracketed = (address: string) => (address.includes(":") ? `[${address}]` : address)
const at = (host: string) => `https://${host}:PORT/`

const literals = (): ReadonlyArray<string> => [
  ...[...special, ...registries.metadata.map(([address]) => address)].map(bracketed),
  ...known.flatMap(spellings),
  ...[...known, "8.8.8.8"].flatMap(embedded).map(bracketed),
  ..."localhost LOCALHOST localhost. a.localhost A.B.LocalHost. ｌｏｃａｌｈｏｓｔ ⓛⓞⓒⓐⓛⓗⓞⓢⓣ local\u00adhost localhoſt %6cocalhost".split(
    " "
  )
]

/** What resolvers give: any address, in whatever form. */
const resolved = () => [
  ...registries.ipv4.map(([network]) => within(network).at(-1)!),
  ...registries.ipv6.map(([network]) => within(network).at(-1)!),
  ...[...known, "8.8.8.8"].flatMap((address) => embedded(address).slice(0, 9)),
  "::1%lo",
  "fe80::1%eth0",
  "::ffff:127.0.0.1%lo",
  "127.1",
  "0x7f000001",
  ""
]

const names = (): ReadonlyArray<HostileUrl> =>
  [
    ...resolved().map((address) => ({ url: at("hooks.example"), answers: [[address]] })),
    ...registries.metadata.map(([address, name]) => ({ url: at(name), answers: [[address]] })),
    ...[
      "127.0.0.1.nip.example",
      "HOOKS.EXAMPLE.",
      "bücher.example",
      "xn--bcher-kva.example",
      "a_b.example",
      "hooks"
    ].map((name) => ({ url: at(name), answers: [["127.0.0.1", "::1"]] }))
  ].map((one) => ({ by: "name", ...one }))

const mixed = (): ReadonlyArray<HostileUrl> =>
  [...known, ...registries.metadata.map(([address]) => address), "::1", "::", "::ffff:7f00:1"].flatMap((address) =>
    [
      [[publicStandIn, address]],
      [[address, publicStandIn, address]],
      [[publicStandIn], [address], [publicStandIn, address]]
    ].map((answers): HostileUrl => ({ by: "some", url: at("hooks.example"), answers }))
  )

const schemes = "http ws wss ftp file gopher dict ldap jar netdoc data javascript blob unix http+unix HTTP".split(" ")

const urls = (): ReadonlyArray<string> => [
  ...schemes.flatMap((scheme) => ["hooks.example:PORT", "127.0.0.1:PORT"].map((host) => `${scheme}://${host}/`)),
  ...["user@", "user:word@", ":word@", "127.0.0.1@", "hooks.example%40", "hooks.example:443@"].flatMap((userinfo) =>
    ["hooks.example", "127.0.0.1", "[::1]"].map((host) => `https://${userinfo}${host}:PORT/`)
  ),
  ...["0", "00", "65536", "-1", "PORT/../@127.0.0.1", "PORT#", "0x1bb", "443.0"].map(
    (port) => `https://127.0.0.1:${port}/`
  ),
  ...[
    "https:127.0.0.1:PORT",
    "https:/127.0.0.1:PORT",
    "https:\\\\127.0.0.1:PORT",
    "//127.0.0.1:PORT",
    "127.0.0.1:PORT"
  ],
  ...["https://127.0.0.1:PORT\\@hooks.example/", "https://[::1%25lo]:PORT/", "https://[fe80::1%eth0]:PORT/"],
  ...[" https://127.0.0.1:PORT/", "https://127.0.0.1\t:PORT/", "https://127.0\n.0.1:PORT/", "https://127.0.0.1\u0000/"],
  ...["https://[127.0.0.1]:PORT/", "https://[::127.0.0.1.]:PORT/", "https://[::ffff:127.1]:PORT/", "https://1.2.3.256/"]
]

export const made = (): ReadonlyArray<HostileUrl> => [
  ...literals().map((host): HostileUrl => ({ by: "literal", url: at(host) })),
  ...names(),
  ...mixed(),
  ...urls().map((url): HostileUrl => ({ by: "url", url }))
]

/** One a line, in ASCII. */
export const lines = (cases: ReadonlyArray<HostileUrl>): ReadonlyArray<string> => [
  ...new Set(
    cases.map((one) => JSON.stringify(one).replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`))
  )
]
