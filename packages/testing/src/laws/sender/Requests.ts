/** What a sender sends. */
import assert from "node:assert/strict"
import type { Sender } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import * as arbitrary from "../../arbitraries/index.ts"
import { Reply } from "../../receiver/index.ts"
import { type Law, law } from "../Law.ts"
import { answered, listening, send } from "./Sending.ts"

const name = fc.oneof(
  fc.constantFrom("user-agent", "authorization", "webhook-id", "webhook-signature"),
  fc.stringMatching(/^x-nexio-[a-z]{1,12}$/)
)

const value = fc.stringMatching(/^[!-~]([ -~]{0,60}[!-~])?$/)

/** The type of the body is always among them. */
const headers = fc
  .uniqueArray(fc.tuple(name, value), { maxLength: 8, selector: ([name]) => name })
  .map((entries): Record<string, string> => ({ "content-type": "application/json", ...Object.fromEntries(entries) }))

const body = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: arbitrary.character }) },
  { weight: 2, arbitrary: fc.constantFrom("\ufeff{} e\u0301 \ufb01 \r\n0\r\n\r\n", " \n") },
  fc.constant(""),
  fc.constantFrom("x", "€").map((letter) => letter.repeat(200_000))
)

const target = fc
  .tuple(fc.webPath(), fc.webQueryParameters())
  .map(([path, query]) => `${path.slice(1)}${query === "" ? "" : `?${query}`}`)

/** What a client of HTTP says of the connection and of itself; nothing of who sends, or what for. */
const ofTheTransport = [
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "content-length",
  "host",
  "keep-alive",
  "sec-fetch-mode",
  "transfer-encoding",
  "user-agent"
]

export const laws: ReadonlyArray<Law<Sender>> = [
  law({
    name: "sends a POST to the URL's path and query, with the body's bytes as they are",
    guards: "The signature is over these bytes: receivers would refuse what another body says.",
    given: fc.record({ target, body }),
    holds: Effect.fnUntraced(function* ({ body, target }) {
      const receiver = yield* listening()
      const url = `${receiver.url}${target}`
      assert.equal(answered(yield* send({ url: `${url}#fragment`, body })).statusCode, 200)
      assert.equal(receiver.requests.length, 1)
      const received = receiver.requests[0]!
      assert.equal(received.method, "POST")
      assert.equal(`http://${received.headers.host}${received.path}`, new URL(url).href)
      assert.ok(received.body.equals(Buffer.from(body)), `The body arrived as ${received.body.toString("base64")}`)
    }, Effect.scoped)
  }),
  law({
    name: "sends the headers as they are, and none of its own but those of the transport",
    guards: "A signature would get lost, or a receiver would be told what is not for it.",
    given: headers,
    holds: Effect.fnUntraced(function* (headers) {
      const receiver = yield* listening()
      answered(yield* send({ url: receiver.url, headers }))
      const received = receiver.requests[0]!.headers
      assert.deepEqual(Object.fromEntries(Object.keys(headers).map((name) => [name, received[name]])), headers)
      const added = Object.keys(received).filter((name) => !(name in headers) && !ofTheTransport.includes(name))
      assert.deepEqual(added, [])
    }, Effect.scoped)
  }),
  law({
    name: "gives each of many that are sent at once its own answer",
    guards: "One delivery would be recorded with the answer to another.",
    given: fc.array(fc.nat({ max: 5 }), { minLength: 2, maxLength: 40 }),
    holds: Effect.fnUntraced(function* (latenesses) {
      const receiver = yield* listening(({ body, nth }) =>
        Reply.late(latenesses[nth - 1] ?? 0, Reply.answer(200, body))
      )
      const bodies = latenesses.map((_lateness, nth) => `the body ${nth}`)
      const sent = yield* Effect.forEach(bodies, (body) => send({ url: receiver.url, body }), {
        concurrency: "unbounded"
      })
      assert.deepEqual(
        sent.map((sent) => answered(sent).body),
        bodies
      )
      assert.equal(receiver.requests.length, bodies.length)
    }, Effect.scoped)
  })
]
