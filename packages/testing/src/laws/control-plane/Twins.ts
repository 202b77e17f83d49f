/** Requests under one key, all at once. */
import assert from "node:assert/strict"
import { Effect } from "effect"
import fc from "fast-check"
import { after, together, wait } from "../data-plane/Turns.ts"
import { type Law, law } from "../Law.ts"
import type { Stores } from "../Stores.ts"
import { answerOf } from "./Answer.ts"
import { remember } from "./Once.ts"
import { names, operations } from "./Operations.ts"
import { Requests } from "./Requests.ts"

const name = fc.constantFrom(...names)

export const twins: ReadonlyArray<Law<Stores>> = [
  law({
    name: "does once what twins ask for at once, gives all others the answer of the one that was done, and refuses other bodies",
    guards: "A caller that times out and sends its request again, while the first is under way, makes two of it.",
    given: fc.record({
      name,
      same: fc.boolean(),
      twins: fc.array(fc.record({ wait, body: fc.constantFrom("a body", "a body", "a body", "another body") }), {
        minLength: 2,
        maxLength: 10
      })
    }),
    holds: ({ name, same, twins }) =>
      Effect.gen(function* () {
        const { ask, made, orgId } = yield* operations[name](new Requests())
        const before = yield* made
        const answers = yield* Effect.forEach(
          twins,
          ({ body, wait }, nth) => {
            const once = remember(orgId, { fingerprint: body, answer: () => `of twin ${nth}` })
            return after(wait, answerOf(ask(same ? 0 : nth, once)))
          },
          together
        )
        const first = answers.findIndex((answer) => "done" in answer)
        assert.notEqual(first, -1, "one of them is done")
        const others = twins.map(({ body }, nth) => {
          if (nth === first) return answers[nth]
          return body === twins[first]?.body
            ? { refused: { _tag: "Replayed", answer: `of twin ${first}` } }
            : { refused: { _tag: "IdempotencyConflict", key: "a key" } }
        })
        assert.deepEqual(answers, others)
        assert.equal((yield* made).length, before.length + 1)
      })
  }),
  law({
    name: "does each of many requests at once under keys of their own",
    guards: "Callers that have nothing to do with each other get each other's answers, or wait for ever.",
    given: fc.record({ name, waits: fc.array(fc.tuple(wait, wait), { minLength: 2, maxLength: 6 }) }),
    holds: ({ name, waits }) =>
      Effect.gen(function* () {
        const { ask, made, orgId } = yield* operations[name](new Requests())
        const before = yield* made
        const answers = yield* Effect.forEach(
          waits.flatMap(([one, twin], nth) => [
            { wait: one, nth, of: `one ${nth}` },
            { wait: twin, nth, of: `twin ${nth}` }
          ]),
          ({ nth, of, wait }) =>
            Effect.map(
              after(wait, answerOf(ask(nth, remember(orgId, { key: `key ${nth}`, answer: () => of })))),
              (answer) => ({ nth, of, answer })
            ),
          together
        )
        for (const nth of waits.keys()) {
          const pair = answers.filter((one) => one.nth === nth)
          const done = pair.filter(({ answer }) => "done" in answer)
          assert.equal(done.length, 1)
          const twin = pair.find((one) => one !== done[0])
          assert.deepEqual(twin?.answer, { refused: { _tag: "Replayed", answer: done[0]?.of } })
        }
        assert.equal((yield* made).length, before.length + waits.length)
      })
  })
]
