/** Orgs, environments and keys beside the model: whatever happens to both, both answer the same. */
import assert from "node:assert/strict"
import { isDeepStrictEqual } from "node:util"
import { Context, Effect } from "effect"
import fc from "fast-check"
import { Model } from "../../model/index.ts"
import { after, together, wait } from "../data-plane/Turns.ts"
import { type Law, law } from "../Law.ts"
import type { Stores } from "../Stores.ts"
import type { Answer } from "./Answer.ts"
import type { Ports } from "./Keys.ts"
import { asked, history, type Step } from "./Step.ts"
import { type Call, World } from "./World.ts"

/** A model with nothing in it. */
const model = Effect.provide(Effect.context<Stores | Model.Memory>(), Model.layer, { local: true })

const founded: Step = { _tag: "Found", environmentLimit: 3, once: undefined }

/** A world in which two orgs are founded and some more has happened, here and in a model of it. */
const happened = Effect.fnUntraced(function* (steps: ReadonlyArray<Step>) {
  const world = new World()
  const beside = yield* model
  for (const step of [founded, founded, ...steps]) {
    const call = world.call(step)
    const expected = yield* Effect.provide(call, beside)
    assert.deepEqual(yield* call, expected)
  }
  return { beside, world }
})

/** A call that was made among others, from when to when, and its answer. */
interface Made {
  readonly call: Call
  readonly answer: Answer<unknown>
  readonly begun: number
  readonly ended: number
}

export const histories: ReadonlyArray<Law<Ports>> = [
  law({
    name: "answers as the model does, whatever happens to orgs, environments and keys one after another",
    guards: "Some combination of requests that no one thought of leads to another answer than the contract says.",
    given: history(30),
    holds: (steps) =>
      Effect.gen(function* () {
        const { beside, world } = yield* happened(steps)
        assert.deepEqual(yield* world.seen, yield* Effect.provide(world.seen, beside))
      })
  }),
  law({
    name: "answers calls that are made at once as if they had come in some order, one after another",
    guards: "Requests at the same time lead to what none of them was answered with: a limit passed, a change lost.",
    given: fc.record({
      before: history(6),
      atOnce: fc.array(fc.record({ step: asked, wait }), { minLength: 2, maxLength: 6, size: "max" })
    }),
    holds: ({ atOnce, before }) =>
      Effect.gen(function* () {
        const { beside, world } = yield* happened(before)
        let clock = 0
        const make = (call: Call) =>
          Effect.suspend(() => {
            const begun = ++clock
            return Effect.map(call, (answer): Made => ({ call, answer, begun, ended: ++clock }))
          })
        const calls = atOnce.map(({ step, wait }) => after(wait, make(world.call(step))))
        const made = yield* Effect.all(calls, together)
        const memory = Context.get(beside, Model.Memory)

        /** Whether the model, in some order of the calls that are left, gives each its answer and ends up the same. */
        const explains: (left: ReadonlyArray<Made>) => Effect.Effect<boolean, unknown, Ports> = Effect.fnUntraced(
          function* (left) {
            if (left.length === 0) {
              const expected = yield* Effect.provide(world.seen, beside)
              return isDeepStrictEqual(unordered(yield* world.seen), unordered(expected))
            }
            const state = yield* memory.state
            for (const next of left) {
              if (left.some(({ ended }) => ended < next.begun)) continue
              const answer = yield* Effect.provide(next.call, beside)
              const others = left.filter((one) => one !== next)
              if (isDeepStrictEqual(answer, next.answer) && (yield* explains(others))) return true
              yield* memory.restore(state)
            }
            return false
          }
        )

        const inTurn = made.toSorted((a, b) => a.ended - b.ended)
        const answers = made.map(({ answer }) => JSON.stringify(answer)).join("\n")
        assert.ok(
          yield* explains(inTurn),
          `No order of the calls explains their answers and what they left:\n${answers}`
        )
      })
  })
]

/** What is seen, without the order of environments: those that are made at once are made in no order. */
const unordered = (seen: unknown): unknown =>
  JSON.parse(JSON.stringify(seen), (name, value) =>
    name === "environments" ? value.toSorted((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)) : value
  )
