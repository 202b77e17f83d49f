/** What a sender makes of no answer. */
import assert from "node:assert/strict"
import type { Sender } from "@nexio/core"
import { Duration, Effect } from "effect"
import fc from "fast-check"
import { Reply } from "../../receiver/index.ts"
import { type Law, law } from "../Law.ts"
import { seldom } from "../Seldom.ts"
import { answered, deserted, failed, listening, send } from "./Sending.ts"

const broken: Readonly<Record<string, Reply.Reply>> = {
  "reset instead of an answer": Reply.reset,
  "reset in the middle of the body": Reply.resetMidway,
  "closed in the middle of the body": Reply.cutShort,
  "closed instead of an answer": Reply.raw(""),
  "closed in the middle of the headers": Reply.raw("HTTP/1.1 200 OK\r\nx-half: "),
  "not HTTP": Reply.raw("SSH-2.0-OpenSSH_9.9\r\n")
}

const nobodyListens = "nobody listens"

const way = fc.constantFrom(nobodyListens, ...Object.keys(broken))

/** The path tells the receiver how to fail. */
const pathOf = (way: string) => encodeURIComponent(way)
const wayOf = (path: string) => decodeURIComponent(path.slice(1))

const withoutAnswer = law<Sender, ReadonlyArray<string>>({
  name: "fails, and does not die, where the connection is refused, reset, closed or not HTTP, and goes on",
  guards: "An attempt without an answer would not be recorded, and its delivery never be tried again.",
  given: fc.array(way, { minLength: 1, maxLength: 8 }),
  holds: Effect.fnUntraced(function* (ways) {
    const receiver = yield* listening(({ path }) => broken[wayOf(path)] ?? Reply.answer(204))
    const attempt = (way: string) => send({ url: way === nobodyListens ? deserted : `${receiver.url}${pathOf(way)}` })
    const sent = yield* Effect.forEach(ways, attempt, { concurrency: "unbounded" })
    for (const [nth, way] of ways.entries()) failed(sent[nth]!, "unreachable", way)
    assert.equal(answered(yield* send({ url: receiver.url })).statusCode, 204)
  }, Effect.scoped)
})

const slow = (timeoutMs: number): Readonly<Record<string, Reply.Reply>> => ({
  "no answer": Reply.hang,
  "nothing after the headers": (response) => response.writeHead(200).flushHeaders(),
  "one byte after the other": Reply.drip(timeoutMs / 20),
  "one more interim answer after the other": (response) => {
    const timer = setInterval(() => response.writeProcessing(), timeoutMs / 5)
    response.once("close", () => clearInterval(timer))
  }
})

/** How long a law waits for a sender that waits for ever. */
const patienceMs = (timeoutMs: number) => 10 * timeoutMs + 2_000

const inTime = (timeoutMs: number) => {
  const ways = slow(timeoutMs)
  return law<Sender, ReadonlyArray<string>>({
    name: "waits for an answer just as long as its time limit says, whatever trickles in, and hangs up",
    guards: "A few dead receivers would hold up the deliveries to all others, or slow ones would get none.",
    given: fc.subarray(Object.keys(ways), { minLength: 1 }),
    holds: Effect.fnUntraced(function* (tried) {
      const late = timeoutMs / 4
      const receiver = yield* listening(({ path }) => ways[wayOf(path)] ?? Reply.late(late))
      let ranOut = false
      yield* Effect.acquireRelease(
        Effect.sync(() =>
          setTimeout(() => {
            ranOut = true
            void receiver.close()
          }, patienceMs(timeoutMs))
        ),
        (timer) => Effect.sync(() => clearTimeout(timer))
      )
      const [taken, ...sent] = yield* Effect.forEach(
        ["late", ...tried],
        (way) => send({ url: `${receiver.url}${pathOf(way)}` }),
        { concurrency: "unbounded" }
      )
      const ended = yield* Effect.promise(() => Promise.all(receiver.requests.map(({ ended }) => ended)))
      assert.ok(!ranOut, `It was still waiting after ${patienceMs(timeoutMs)} ms`)
      const waited = answered(taken!).latencyMs
      assert.ok(waited >= late - 5 && waited < timeoutMs, `Answered after ${late} ms, and told as ${waited} ms`)
      for (const [nth, way] of tried.entries()) {
        const { latencyMs } = failed(sent[nth]!, "timeout", way)
        assert.ok(latencyMs >= timeoutMs * 0.9, `${way}: given up after ${latencyMs} ms`)
        assert.ok(latencyMs < patienceMs(timeoutMs), `${way}: told as ${latencyMs} ms`)
      }
      assert.equal(ended.filter((how) => how === "cut off").length, tried.length)
    }, Effect.scoped)
  })
}

export const laws = (timeout: Duration.Duration): ReadonlyArray<Law<Sender>> => [
  withoutAnswer,
  seldom(inTime(Duration.toMillis(timeout)))
]
