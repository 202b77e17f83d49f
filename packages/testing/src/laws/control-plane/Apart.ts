/** Requests that are different ones, however little they differ. */
import assert from "node:assert/strict"
import { Effect } from "effect"
import fc from "fast-check"
import { idempotencyKey } from "../../arbitraries/IdempotencyKey.ts"
import { type Law, law } from "../Law.ts"
import type { Stores } from "../Stores.ts"
import { answerOf } from "./Answer.ts"
import { remember } from "./Once.ts"
import { names, operations } from "./Operations.ts"
import { Requests } from "./Requests.ts"

/** What tells a request: in which of two orgs, where, and under which key. */
interface Request {
  readonly org: 0 | 1
  readonly scope: string
  readonly key: string
}

const swapCase = (text: string): string =>
  text.replaceAll(/[a-z]/giu, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  )

const replaced = (text: string, nth: number, by: string): string => {
  const at = nth % text.length
  return `${text.slice(0, at)}${by}${text.slice(at + 1)}`
}

/** Each makes another request of one, by as little as it says. */
const differences: Readonly<Record<string, (request: Request, nth: number) => Request>> = {
  org: (request) => ({ ...request, org: 1 }),
  "case of the key": (request) => ({ ...request, key: swapCase(request.key) }),
  "case of the scope": (request) => ({ ...request, scope: swapCase(request.scope) }),
  "a character of the key": (request, nth) => ({ ...request, key: replaced(request.key, nth, "x") }),
  "an underscore in the key": (request, nth) => ({ ...request, key: replaced(request.key, nth, "_") }),
  "a per cent sign in the key": (request, nth) => ({ ...request, key: replaced(request.key, nth, "%") }),
  "a character of the scope": (request, nth) => ({ ...request, scope: replaced(request.scope, nth, "x") }),
  "an underscore in the scope": (request, nth) => ({ ...request, scope: replaced(request.scope, nth, "_") }),
  "one character less": (request) => ({ ...request, key: request.key.slice(0, -1) }),
  "one character more": (request) => ({ ...request, key: `${request.key}0` }),
  "where the scope ends and the key begins": ({ key, org, scope }) => ({
    org,
    scope: `${scope}${key.slice(0, 1)}`,
    key: key.slice(1)
  })
}

const key = fc.oneof(
  idempotencyKey,
  idempotencyKey.map((key) => key.padEnd(255, "0123456789abcdef")),
  fc.uuid()
)

export const apart: ReadonlyArray<Law<Stores>> = [
  law({
    name: "takes requests for different ones that differ in key, place or org, however little",
    guards: "A request is answered with what another caller asked for elsewhere, and is not done.",
    given: fc.record({
      name: fc.constantFrom(...names),
      key,
      scope: fc.constantFrom("POST /environments", "live POST /runs"),
      differ: fc.subarray(Object.keys(differences), { minLength: 1 }),
      nth: fc.nat({ max: 254 })
    }),
    holds: ({ differ, key, name, nth, scope }) =>
      Effect.gen(function* () {
        const first: Request = { org: 0, scope, key }
        const varied = differ.map((what) => differences[what]!(first, nth))
        const asked = new Map(
          [first, ...varied]
            .filter(({ key }) => key.length >= 1 && key.length <= 255)
            .map((request) => [JSON.stringify(request), request])
        )
        const requests = new Requests()
        const orgs = [yield* operations[name](requests), yield* operations[name](requests)] as const
        for (const again of [false, true]) {
          for (const [nth, { key, org, scope }] of [...asked.values()].entries()) {
            const { ask, orgId } = orgs[org]
            const answer = yield* answerOf(ask(nth, remember(orgId, { key, scope, answer: () => `answer ${nth}` })))
            if (again) assert.deepEqual(answer, { refused: { _tag: "Replayed", answer: `answer ${nth}` } })
            else assert.ok("done" in answer, JSON.stringify(answer))
          }
        }
      })
  })
]
