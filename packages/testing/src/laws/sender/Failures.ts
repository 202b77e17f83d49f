/** What a sender makes of no answer. */
import assert from "node:assert/strict"
import type { Sender } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { Reply } from "../../receiver/index.ts"
import { type Law, law } from "../Law.ts"
import { answered, deserted, failed, listening, pathOf, send, wayOf } from "./Sending.ts"

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

export const laws: ReadonlyArray<Law<Sender>> = [
  law({
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
]
