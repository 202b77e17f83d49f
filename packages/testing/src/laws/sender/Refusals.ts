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

/** One address, as URLs can write it. */
const writings: Readonly<Record<string, (address: number) => string>> = {
  dotted,
  decimal: (address) => String(address),
  hexadecimal: (address) => `0x${address.toString(16)}`,
  mapped: (address) => `[::ffff:${dotted(address)}]`
}

const privateNames = ["localhost", "LOCALHOST", "localhost.", "a.localhost", "169.254.169.254"]
const privateIpv6 = ["[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fdff::1]", "[ff02::1]", "[0:0:0:0:0:0:0:1]"]

/** In each network its `nth` address, counted round. */
const privateHosts = (nth: number, writing: string): ReadonlyArray<string> => [
  ...notPublic
    .map(([first, bits]) => numberOf(first) + (nth % 2 ** (32 - bits)))
    .filter((address) => address !== allowed)
    .map(writings[writing]!),
  ...privateNames,
  ...privateIpv6
]

const otherSchemes = ["http", "ftp", "ws", "wss", "file", "gopher", "javascript", "data"]
const userinfos = ["user@", "user:password@", ":password@", "user%40:@"]

/** The URL with a fragment, so that it has so many characters. */
const long = (url: string, length: number): string => `${url.split("#")[0]}#`.padEnd(length, "x")

/** Nothing that could be reached if it were taken for a URL. */
const noUrl = fc.oneof(
  fc.string({ unit: arbitrary.character }).filter((text) => !/^\s*https?:/i.test(text)),
  fc.constantFrom("", "https://", "https:///", "https://[::1", "https://a b/", "https://example.com:65536/", "//a.b/")
)

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
    name: "refuses, with a short reason, every host that is not public, however its address is written",
    guards: "Whoever makes an endpoint could have the server call what only the server can reach.",
    given: fc.record({
      scheme: fc.constantFrom("http", "https"),
      nth: fc.oneof(fc.constantFrom(0, 1, 2 ** 32 - 1), fc.nat({ max: 2 ** 32 - 1 })),
      written: fc.constantFrom(...Object.keys(writings)),
      port: fc.oneof(
        fc.constant(""),
        fc.integer({ min: 1, max: 65_535 }).map((port) => `:${port}`)
      )
    }),
    holds: ({ nth, port, scheme, written }) =>
      Effect.map(Sender, (sender) => {
        for (const host of privateHosts(nth, written)) {
          const url = `${scheme}://${host}${port}/hooks`
          isShort(sender.refusal(url), url)
        }
      })
  }),
  law({
    name: "refuses, with a short reason, what is not https, too long, or has a user in it",
    guards: "Deliveries would go in the clear, or a password would be stored and shown with a URL.",
    given: fc.record({ url: arbitrary.url, more: fc.integer({ min: 1, max: 10_000 }) }),
    holds: ({ more, url }) =>
      Effect.map(Sender, (sender) => {
        for (const refused of [
          ...otherSchemes.map((scheme) => url.replace(/^https/, scheme)),
          ...userinfos.map((userinfo) => url.replace(/^https:\/\//, `https://${userinfo}`)),
          long(url, maxUrlLength + 1),
          long(url, maxUrlLength + more)
        ]) {
          isShort(sender.refusal(refused), refused)
        }
      })
  }),
  law({
    name: "refuses what is no URL, and fails, but does not die, where it is to send to it",
    guards: "One damaged row would end the worker that meets it.",
    given: noUrl,
    holds: Effect.fnUntraced(function* (text) {
      const { refusal } = yield* Sender
      isShort(refusal(text), text)
      failed(yield* send({ url: text }), "refused", JSON.stringify(text))
    })
  }),
  law({
    name: "opens no connection to a receiver that it is not allowed to reach in this way",
    guards: "A service that nobody outside should reach would get requests from outside.",
    given: fc.constantFrom(...Object.keys(astray)),
    holds: Effect.fnUntraced(function* (way) {
      const receiver = yield* listening()
      failed(yield* send({ url: astray[way]!(receiver.port) }), "refused", way)
      assert.equal(receiver.connections, 0)
    }, Effect.scoped)
  })
]
