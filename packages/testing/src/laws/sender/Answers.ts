/** What a sender makes of what it is answered. */
import assert from "node:assert/strict"
import { Attempt, type Sender } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { Reply } from "../../receiver/index.ts"
import { type Law, law } from "../Law.ts"
import { seldom } from "../Seldom.ts"
import { answered, failed, listening, send } from "./Sending.ts"

const maxAnswerBytes = 65_536

const status = fc.oneof(
  fc.constantFrom(200, 201, 202, 204, 299, 300, 304, 400, 404, 410, 429, 500, 503, 599),
  fc.integer({ min: 200, max: 599 })
)

const redirection = fc.constantFrom(300, 301, 302, 303, 305, 307, 308)

/** Text around the limit, of characters of one to four bytes, so that the limit cuts through some. */
const longText = fc
  .record({
    before: fc.integer({ min: Attempt.keptBytes - 8, max: Attempt.keptBytes + 1 }),
    around: fc.string({ unit: fc.constantFrom("a", "é", "€", "𝄞"), minLength: 4, maxLength: 12 }),
    after: fc.nat({ max: 3_000 })
  })
  .map(({ after, around, before }) => "x".repeat(before) + around + "y".repeat(after))

const text = fc.oneof(fc.string({ unit: "grapheme" }), longText)

/** Cuts bytes into pieces, wherever a character may be. */
const cutAt = (bytes: Buffer, cuts: ReadonlyArray<number>): ReadonlyArray<Buffer> => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  return places
    .slice(1)
    .map((to, nth) => bytes.subarray(places[nth], to))
    .filter(({ length }) => length > 0)
}

/** The whole characters of the first 1 KiB. */
const beginningOf = (text: string): string => {
  let kept = ""
  let bytes = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > Attempt.keptBytes) break
    kept += character
  }
  return kept
}

/** What a `Retry-After` can say. */
const asking: Readonly<Record<string, (seconds: number, now: number) => string>> = {
  seconds: String,
  "an instant": (seconds, now) => new Date(now + seconds * 1_000).toUTCString(),
  nonsense: (seconds) => ["", "-1", "soon", "1.5", "1e3", "2100-01-01T00:00:00Z", "Infinity"][seconds % 7]!
}

export const laws: ReadonlyArray<Law<Sender>> = [
  law({
    name: "reports each status as it is, one after the other",
    guards: "A failure would count as a success and be lost, or a success be sent again and again.",
    given: fc.array(status, { minLength: 1, maxLength: 6 }),
    holds: Effect.fnUntraced(function* (statuses) {
      const receiver = yield* listening(({ nth }) => Reply.answer(statuses[nth - 1]))
      for (const status of statuses) assert.equal(answered(yield* send({ url: receiver.url })).statusCode, status)
      assert.equal(receiver.requests.length, statuses.length)
    }, Effect.scoped)
  }),
  seldom(
    law({
      name: "waits for an answer that is late, and says how late it was",
      guards: "Slow receivers would get the same again and again, or nobody would see that they are slow.",
      given: fc.integer({ min: 20, max: 150 }),
      holds: Effect.fnUntraced(function* (lateMs) {
        const receiver = yield* listening(Reply.always(Reply.late(lateMs)))
        const { latencyMs } = answered(yield* send({ url: receiver.url }))
        assert.ok(latencyMs >= lateMs - 5, `Answered after ${lateMs} ms, and told as ${latencyMs} ms`)
      }, Effect.scoped)
    })
  ),
  law({
    name: "says how long an answer asks to wait, in seconds or until an instant, and nothing where it says nothing of use",
    guards: "Receivers that ask to be left alone would be called on, or one could put its deliveries off for good.",
    given: fc.record({ status, asked: fc.constantFrom(...Object.keys(asking)), seconds: fc.nat({ max: 200_000 }) }),
    holds: Effect.fnUntraced(function* ({ asked, seconds, status }) {
      const now = Date.now()
      const header = asking[asked]!(seconds, now)
      const receiver = yield* listening(Reply.always(Reply.answer(status, "", { "retry-after": header })))
      const { retryAfter } = answered(yield* send({ url: receiver.url }))
      if (asked === "seconds") return assert.equal(retryAfter, seconds * 1_000)
      if (asked === "nonsense") return assert.equal(retryAfter, undefined)
      assert.ok(retryAfter !== undefined && Number.isSafeInteger(retryAfter), `It asks to wait ${retryAfter} ms`)
      // A date has no milliseconds, and of those before it was sent some pass.
      const earliest = Math.floor(now / 1_000 + seconds) * 1_000 - Date.now()
      assert.ok(
        retryAfter >= Math.max(0, earliest) && retryAfter <= seconds * 1_000,
        `${header} asks to wait ${retryAfter} ms`
      )
    }, Effect.scoped)
  }),
  law({
    name: "follows no redirect: its status is the answer, and its target hears of nothing",
    guards: "A receiver could have us call what it cannot reach itself, with our signature.",
    given: fc.record({ status: redirection, elsewhere: fc.boolean(), body: fc.constantFrom("", "moved") }),
    holds: Effect.fnUntraced(function* ({ body, elsewhere, status }) {
      const target = yield* listening()
      const receiver = yield* listening(({ nth }) =>
        nth === 1 ? Reply.answer(status, body, { location: elsewhere ? target.url : "/elsewhere" }) : Reply.answer()
      )
      assert.equal(answered(yield* send({ url: receiver.url })).statusCode, status)
      assert.deepEqual([receiver.requests.length, target.connections], [1, 0])
    }, Effect.scoped)
  }),
  law({
    name: "keeps the first 1 KiB of an answer as text, in whole characters, in however many pieces it comes",
    guards: "Who looks for the reason of a failure would read nothing, or something garbled.",
    given: fc.record({ text: text.map((text) => text.replaceAll("\u0000", " ")), cuts: fc.array(fc.nat()) }),
    holds: Effect.fnUntraced(function* ({ cuts, text }) {
      const receiver = yield* listening(Reply.always(Reply.inPieces(cutAt(Buffer.from(text), cuts))))
      const { body } = answered(yield* send({ url: receiver.url }))
      const whole = beginningOf(text)
      // A character that the limit cuts may be left out, or stand as a replacement.
      if (whole !== text && body === `${whole}\uFFFD`) return
      assert.equal(body, whole)
    }, Effect.scoped)
  }),
  law({
    name: "keeps what is no text as text that can be stored",
    guards: "The attempt could not be recorded, and its delivery would be sent again without end.",
    given: fc.oneof(
      fc.uint8Array({ maxLength: 2_000, size: "large" }),
      fc.constantFrom([0x61, 0, 0x62], [0xff], [0xc3], [0xed, 0xa0, 0x80]).map((bytes) => Uint8Array.from(bytes))
    ),
    holds: Effect.fnUntraced(function* (bytes) {
      const receiver = yield* listening(Reply.always(Reply.answer(200, bytes)))
      const { body } = answered(yield* send({ url: receiver.url }))
      assert.ok(body.isWellFormed() && !body.includes("\u0000"), JSON.stringify(body))
      assert.ok(body.length <= Attempt.keptBytes, `${body.length} characters are kept`)
    }, Effect.scoped)
  }),
  law({
    name: "takes an answer of up to 64 KiB, and no answer that is larger",
    guards: "Answers without end would fill the memory of the server.",
    given: fc.oneof(
      fc.nat({ max: maxAnswerBytes }),
      fc.integer({ min: maxAnswerBytes - 1, max: maxAnswerBytes + 1 }),
      fc.integer({ min: maxAnswerBytes + 1, max: 3 * maxAnswerBytes })
    ),
    holds: Effect.fnUntraced(function* (bytes) {
      const receiver = yield* listening(Reply.always(Reply.flood(bytes)))
      const sent = yield* send({ url: receiver.url })
      if (bytes > maxAnswerBytes) failed(sent, "too_large", `An answer of ${bytes} bytes`)
      else assert.equal(answered(sent).body, "x".repeat(Math.min(bytes, Attempt.keptBytes)))
    }, Effect.scoped)
  }),
  law({
    name: "hangs up on an answer that is far too large instead of reading it to its end",
    guards: "One receiver could keep the server busy with reading.",
    given: fc.integer({ min: 16_000_000, max: 1_000_000_000 }),
    holds: Effect.fnUntraced(function* (bytes) {
      const receiver = yield* listening(Reply.always(Reply.flood(bytes)))
      failed(yield* send({ url: receiver.url }), "too_large", `An answer of ${bytes} bytes`)
      assert.equal(yield* Effect.promise(() => receiver.requests[0]!.ended), "cut off")
    }, Effect.scoped)
  })
]
