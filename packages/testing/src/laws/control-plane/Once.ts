/** A request under a key, one time after another. */
import assert from "node:assert/strict"
import { Idempotency, Instant } from "@nexio/core"
import { Effect, Exit } from "effect"
import fc from "fast-check"
import { idempotencyKey } from "../../arbitraries/IdempotencyKey.ts"
import { text } from "../../arbitraries/Json.ts"
import { type Law, law } from "../Law.ts"
import type { Stores } from "../Stores.ts"
import { type Answer, answerOf } from "./Answer.ts"
import { type Done, type Name, names, type Operation, operations, type Remember } from "./Operations.ts"
import { Requests } from "./Requests.ts"

/** When it is asked for first. */
export const start = Date.UTC(2027, 5, 1)

/** Some operations of which each has to keep the law. */
const some = fc.subarray([...names], { minLength: 1 })

export const remember = (orgId: Remember["orgId"], more: Partial<Remember> = {}): Remember => ({
  orgId,
  scope: "POST /here",
  key: "a key",
  fingerprint: "a body",
  at: start,
  answer: () => "the answer",
  ...more
})

/** Each of the operations, one after another. */
const each = (
  names: ReadonlyArray<Name>,
  holds: (operation: Operation, name: Name) => Effect.Effect<void, unknown, Stores>
) => {
  const requests = new Requests()
  return Effect.forEach(names, (name) => Effect.flatMap(operations[name](requests), (one) => holds(one, name)), {
    discard: true
  })
}

export const once: ReadonlyArray<Law<Stores>> = [
  law({
    name: "does once what is asked for again under its key, and gives the first answer as it was, for 24 hours",
    guards: "A caller that repeats a request after a lost connection makes two of what it wanted one of.",
    given: fc.record({
      operations: some,
      key: idempotencyKey,
      answer: text(),
      again: fc.array(
        fc.record({
          nth: fc.nat({ max: 1 }),
          later: fc.constantFrom(-Instant.second, 0, 1, Instant.hour, Idempotency.lifetime - 1)
        }),
        { minLength: 1, maxLength: 4 }
      )
    }),
    holds: ({ again, answer, key, operations: names }) =>
      each(
        names,
        Effect.fnUntraced(function* ({ ask, made, orgId }, name) {
          const before = yield* made
          yield* ask(0, remember(orgId, { key, answer: () => answer }))
          const after = yield* made
          assert.equal(after.length, before.length + 1, name)
          for (const { later, nth } of again) {
            const other = remember(orgId, { key, at: start + later, answer: () => `${answer} of another request` })
            assert.deepEqual(yield* answerOf(ask(nth, other)), { refused: { _tag: "Replayed", answer } }, name)
            assert.deepEqual(yield* made, after, name)
          }
        })
      )
  }),
  law({
    name: "forgets a request after 24 hours, does it again and remembers that",
    guards: "A key that a caller uses again days later is answered with something long gone.",
    given: fc.record({
      operations: some,
      later: fc.constantFrom(0, 1, Instant.hour, 30 * Instant.day),
      body: fc.constantFrom("a body", "another body")
    }),
    holds: ({ body, later, operations: names }) =>
      each(
        names,
        Effect.fnUntraced(function* ({ ask, made, orgId }, name) {
          yield* ask(0, remember(orgId))
          const before = yield* made
          const at = start + Idempotency.lifetime + later
          const next = remember(orgId, { at, fingerprint: body, answer: () => "the next answer" })
          yield* ask(1, next)
          const after = yield* made
          assert.equal(after.length, before.length + 1, name)
          const last = { ...next, at: at + Idempotency.lifetime - 1 }
          const replayed = { refused: { _tag: "Replayed", answer: "the next answer" } }
          assert.deepEqual(yield* answerOf(ask(2, last)), replayed, name)
          assert.deepEqual(yield* made, after, name)
        })
      )
  }),
  law({
    name: "refuses another body under the same key, and does nothing",
    guards: "A caller that uses a key twice by mistake believes that both were done.",
    given: fc.record({ operations: some, later: fc.constantFrom(0, 1, Idempotency.lifetime - 1) }),
    holds: ({ later, operations: names }) =>
      each(
        names,
        Effect.fnUntraced(function* ({ ask, made, orgId }, name) {
          yield* ask(0, remember(orgId))
          const after = yield* made
          const at = start + later
          for (const fingerprint of ["another body", "A body", "a body ", ""]) {
            const conflict = { refused: { _tag: "IdempotencyConflict", key: "a key" } }
            assert.deepEqual(yield* answerOf(ask(1, remember(orgId, { at, fingerprint }))), conflict, name)
            assert.deepEqual(yield* made, after, name)
          }
          const replayed = { refused: { _tag: "Replayed", answer: "the answer" } }
          assert.deepEqual(yield* answerOf(ask(1, remember(orgId, { at }))), replayed, name)
        })
      )
  }),
  law({
    name: "remembers no request that was refused",
    guards: "A caller that repeats a request after the cause of its refusal is gone gets the refusal again.",
    given: fc.record({ operations: some, times: fc.integer({ min: 1, max: 3 }), other: fc.boolean() }),
    holds: ({ operations: names, other, times }) =>
      each(
        names,
        Effect.fnUntraced(function* ({ ask, made, orgId, refused }, name) {
          if (refused === undefined) return
          const before = yield* made
          for (let nth = 0; nth < times; nth += 1) {
            const answer: Answer<Done> = yield* answerOf(refused(remember(orgId)))
            assert.ok("refused" in answer, name)
            assert.notEqual(answer.refused._tag, "Replayed", name)
            assert.notEqual(answer.refused._tag, "IdempotencyConflict", name)
            assert.deepEqual(yield* made, before, name)
          }
          const next = remember(orgId, other ? { fingerprint: "another body" } : {})
          assert.ok("done" in (yield* answerOf(ask(0, next))), name)
          assert.equal((yield* made).length, before.length + 1, name)
        })
      )
  }),
  law({
    name: "keeps neither the effect nor a record of it where its answer cannot be written down",
    guards: "What was done is not remembered, and done again; or what is remembered was never done.",
    given: some,
    holds: (names) =>
      each(
        names,
        Effect.fnUntraced(function* ({ ask, made, orgId }, name) {
          const before = yield* made
          const answer = (): never => {
            throw new Error("This answer cannot be written down")
          }
          assert.ok(Exit.isFailure(yield* Effect.exit(ask(0, remember(orgId, { answer })))), name)
          assert.deepEqual(yield* made, before, name)
          yield* ask(1, remember(orgId))
          assert.equal((yield* made).length, before.length + 1, name)
        })
      )
  }),
  law({
    name: "answers with what was done",
    guards: "A repeated request is answered with something else than the first one was.",
    given: some,
    holds: (names) =>
      each(
        names,
        Effect.fnUntraced(function* ({ ask, orgId }, name) {
          const answered: Array<Done> = []
          const answer = (result: Done) => {
            answered.push(result)
            return "the answer"
          }
          const done = yield* ask(0, remember(orgId, { answer }))
          assert.deepEqual(answered.at(-1), done, name)
          yield* answerOf(ask(0, remember(orgId, { answer: () => "not asked for" })))
        })
      )
  })
]
