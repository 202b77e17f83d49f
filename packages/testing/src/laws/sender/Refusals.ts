/** What a sender sends nothing to: anything that is not public and https, unless that was allowed. */
import assert from "node:assert/strict"
import { Sender } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../arbitraries/index.ts"
import { type Law, law } from "../Law.ts"
import { failed, listening, send } from "./Sending.ts"

const maxUrlLength = 2_048

/** Networks of IPv4 that are not public: the first address, and how many bits all of its addresses share. */
const notPublic: ReadonlyArray<readonly [first: string, bits: number]> = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4]
]

const numberOf = (dotted: string): number =>
  dotted.split(".").reduce((address, part) => address * 256 + Number(part), 0)

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".")

/** What the laws' receivers listen on: the one address that is allowed. */
const allowed = numberOf("127.0.0.1")

const privateIpv4: fc.Arbitrary<number> = fc
  .constantFrom(...notPublic)
  .chain(([first, bits]) => fc.nat({ max: 2 ** (32 - bits) - 1 }).map((nth) => numberOf(first) + nth))
  .filter((address) => address !== allowed)

/** One address, as URLs can write it. */
const writing: fc.Arbitrary<(address: number) => string> = fc.constantFrom(
  dotted,
  (address) => String(address),
  (address) => `0x${address.toString(16)}`,
  (address) => `[::ffff:${dotted(address)}]`
)

const privateHost: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(privateIpv4, writing).map(([address, write]) => write(address)),
  fc.constantFrom("localhost", "LOCALHOST", "localhost.", "a.localhost", "169.254.169.254", "0.0.0.0"),
  fc.constantFrom("[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fdff::1]", "[ff02::1]", "[0:0:0:0:0:0:0:1]")
)

const port = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 1, max: 65_535 }).map((port) => `:${port}`)
)

const privateUrl = fc
  .tuple(fc.constantFrom("http", "https"), privateHost, port)
  .map(([scheme, host, port]) => `${scheme}://${host}${port}/hooks`)

const notHttps = fc
  .tuple(fc.constantFrom("http", "ftp", "ws", "wss", "file", "gopher", "javascript", "data"), arbitrary.url)
  .map(([scheme, url]) => url.replace("https", scheme))

const withUserinfo = fc
  .tuple(fc.constantFrom("user@", "user:password@", ":password@", "user%40:@"), arbitrary.url)
  .map(([userinfo, url]) => url.replace("https://", `https://${userinfo}`))

const tooLong = fc
  .tuple(arbitrary.url, fc.oneof(fc.constant(1), fc.nat({ max: 10_000 })))
  .map(([url, more]) => long(url, maxUrlLength + Math.max(1, more)))

/** The URL with a fragment, so that it has so many characters. */
const long = (url: string, length: number): string => `${url.split("#")[0]}#`.padEnd(length, "x")

/** Nothing that could be reached if it were taken for a URL. */
const noUrl = fc.oneof(
  fc.string({ unit: "binary" }).filter((text) => !/^\s*https?:/i.test(text)),
  fc.constantFrom("", "https://", "https:///", "https://[::1", "https://a b/", "https://example.com:65536/", "//a.b/")
)

const refused = fc.oneof({ weight: 3, arbitrary: privateUrl }, notHttps, withUserinfo, tooLong, noUrl)

const isShort = (reason: string | undefined, url: string) => {
  assert.ok(reason !== undefined, `It may be sent to: ${url}`)
  assert.match(reason, /^[^\r\n\0]{1,200}$/)
}

/** URLs that would arrive at a receiver of 127.0.0.1, or that might. */
const astray: Readonly<Record<string, (port: number) => string>> = {
  "by a name": (port) => `http://localhost:${port}/`,
  "by a name, over https": (port) => `https://localhost:${port}/`,
  "by the address of all interfaces": (port) => `http://0.0.0.0:${port}/`,
  "by that of IPv6": (port) => `http://[::]:${port}/`,
  "by another address of the loopback": (port) => `http://127.0.0.2:${port}/`,
  "with a user": (port) => `http://user@127.0.0.1:${port}/`,
  "with a password": (port) => `http://user:password@127.0.0.1:${port}/`,
  "too long": (port) => `http://127.0.0.1:${port}/`.padEnd(maxUrlLength + 1, "x"),
  "over another protocol": (port) => `ws://127.0.0.1:${port}/`
}

export const laws: ReadonlyArray<Law<Sender>> = [
  law({
    name: "accepts every https URL of a public name, of up to 2,048 characters, and what was allowed over http",
    guards: "Endpoints that receivers are right to have could not be made.",
    given: fc.record({
      url: fc.oneof(
        arbitrary.url,
        arbitrary.url.map((url) => long(url, maxUrlLength))
      ),
      port: fc.integer({ min: 1, max: 65_535 })
    }),
    holds: ({ port, url }) =>
      Effect.map(Sender, (sender) => {
        assert.equal(sender.refusal(url), undefined)
        assert.equal(sender.refusal(`http://127.0.0.1:${port}/hooks`), undefined)
      })
  }),
  law({
    name: "refuses, with a short reason, what is private, not https, too long, no URL, or has a user in it",
    guards: "Whoever makes an endpoint could have the server call what only the server can reach.",
    given: refused,
    holds: (url) => Effect.map(Sender, (sender) => isShort(sender.refusal(url), url))
  }),
  law({
    name: "fails with a short reason, and does not die, whatever text stands where the URL should",
    guards: "One damaged row would end the worker that meets it.",
    given: noUrl,
    holds: Effect.fnUntraced(function* (url) {
      failed(yield* send({ url }), JSON.stringify(url))
    })
  }),
  law({
    name: "opens no connection to a receiver that it is not allowed to reach in this way",
    guards: "A service that nobody outside should reach would get requests from outside.",
    given: fc.constantFrom(...Object.keys(astray)),
    holds: Effect.fnUntraced(function* (way) {
      const receiver = yield* listening()
      failed(yield* send({ url: astray[way]!(receiver.port) }), way)
      assert.equal(receiver.connections, 0)
    }, Effect.scoped)
  })
]
