/**
 * How long a sender waits for an answer. What is slow is the receiver alone: that a request arrives within the limit, or
 * an answer that comes within it is read in time, is for no busy machine to promise.
 */
import assert from "node:assert/strict"
import type { Sender } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { Reply } from "../../receiver/index.ts"
import { type Law, law } from "../Law.ts"
import { seldom } from "../Seldom.ts"
import { failed, listening, pathOf, send, wayOf } from "./Sending.ts"

const slow = (timeoutMs: number): Readonly<Record<string, Reply.Reply>> => ({
  "no answer": Reply.hang,
  "nothing after the headers": (response) => response.writeHead(200).flushHeaders(),
  "one byte after the other": Reply.drip(timeoutMs / 20),
  "one more interim answer after the other": (response) => {
    const timer = setInterval(() => response.writeProcessing(), timeoutMs / 5)
    response.once("close", () => clearInterval(timer))
  }
})

/** How long the law waits for a sender that waits for ever. */
const patienceMs = (timeoutMs: number) => 10 * timeoutMs + 10_000

export const laws = (timeoutMs: number): ReadonlyArray<Law<Sender>> => {
  const ways = slow(timeoutMs)
  return [
    seldom(
      law({
        name: "waits for an answer just as long as its time limit says, whatever trickles in, and hangs up",
        guards: "A few dead receivers would hold up the deliveries to all others, or slow ones would get none.",
        given: fc.subarray(Object.keys(ways), { minLength: 1 }),
        holds: Effect.fnUntraced(function* (tried) {
          const receiver = yield* listening(({ path }) => ways[wayOf(path)]!)
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
          const sent = yield* Effect.forEach(tried, (way) => send({ url: `${receiver.url}${pathOf(way)}` }), {
            concurrency: "unbounded"
          })
          const ended = yield* Effect.promise(() => Promise.all(receiver.requests.map(({ ended }) => ended)))
          assert.ok(!ranOut, `It was still waiting after ${patienceMs(timeoutMs)} ms`)
          for (const [nth, way] of tried.entries()) {
            const { latencyMs } = failed(sent[nth]!, "timeout", way)
            assert.ok(latencyMs >= timeoutMs * 0.9, `${way}: given up after ${latencyMs} ms`)
            assert.ok(latencyMs < patienceMs(timeoutMs), `${way}: told as ${latencyMs} ms`)
          }
          assert.ok(!ended.includes("answered"))
        }, Effect.scoped)
      })
    )
  ]
}
