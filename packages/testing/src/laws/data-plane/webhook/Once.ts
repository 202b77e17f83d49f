/** A change of an endpoint repeated under its key has one effect and gets the first answer. */
import { Endpoint, Idempotency, Sealed, WebhookStore } from "@nexio/core"
import { Effect } from "effect"
import fc from "fast-check"
import { type Law, law } from "../../Law.ts"
import type { Stores } from "../../Stores.ts"
import { answerOf, same, sameSet, tagOf } from "../Answers.ts"
import { found, scopeOf } from "../Founded.ts"
import { Minted } from "../Minted.ts"
import { listedEndpoints } from "../Observed.ts"
import { after, together, wait } from "../Turns.ts"
import { endpoint, subscribe } from "../Work.ts"

const start = Date.UTC(2027, 0, 1)

type Remember = Idempotency.Remember<Endpoint.Endpoint>

const remember = (of: Pick<Endpoint.Endpoint, "orgId">, more: Partial<Remember> = {}): Remember => ({
  orgId: of.orgId,
  scope: "here",
  key: "a key",
  fingerprint: "a body",
  at: start,
  answer: ({ id, secrets }) => `${id} has ${secrets.length}`,
  ...more
})

export const laws: ReadonlyArray<Law<Stores>> = [
  law({
    name: "makes one endpoint, or one new secret, of what is asked for under one key, also by twins at once",
    guards: "A caller that repeats a request after a lost connection would get a second endpoint or secret.",
    given: fc.record({ rotate: fc.boolean(), waits: fc.array(wait, { minLength: 2, maxLength: 5 }) }),
    holds: Effect.fnUntraced(function* ({ rotate, waits }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const one = endpoint(ids, live, start)
      if (rotate) yield* subscribe(one)
      const twins = waits.map(() => endpoint(ids, live, start))
      const answers = yield* Effect.forEach(
        waits,
        (wait, nth) =>
          after(
            wait,
            answerOf(
              webhooks.change<{ readonly _tag: string }>(
                scopeOf(live),
                (among) =>
                  rotate
                    ? Endpoint.rotate(
                        among,
                        one.id,
                        { id: `secret ${nth}`, sealed: Sealed.make(`of ${nth}`) },
                        60,
                        start
                      )
                    : Endpoint.create(among, twins[nth]!),
                remember(live)
              )
            )
          ),
        together
      )
      const [made, ...more] = yield* listedEndpoints(scopeOf(live))
      same("What more there is", more, [])
      same("How many secrets there are", made?.secrets.length, rotate ? 2 : 1)
      sameSet("The answers", answers, [
        { _tag: "done", value: made },
        ...waits.slice(1).map(() => ({ _tag: "Replayed", answer: `${made?.id} has ${made?.secrets.length}` }))
      ])
    })
  }),

  law({
    name: "takes a change for another under another key or scope and after 24 hours, with another body for a conflict, and remembers no refusal",
    guards: "Requests that have nothing to do with each other would answer for each other.",
    given: fc.record({
      later: fc.constantFrom(0, Idempotency.lifetime - 1, Idempotency.lifetime),
      other: fc.constantFrom("nothing", "key", "scope", "fingerprint"),
      refusedFirst: fc.boolean()
    }),
    holds: Effect.fnUntraced(function* ({ later, other, refusedFirst }) {
      const ids = new Minted()
      const webhooks = yield* WebhookStore
      const [live] = yield* found(ids, start)
      const [one, two] = [endpoint(ids, live, start), endpoint(ids, live, start + later)]
      if (refusedFirst) {
        const refused = webhooks.change(scopeOf(live), (among) => Endpoint.remove(among, one.id, start), remember(one))
        for (const _ of [1, 2]) same("What is refused", yield* tagOf(refused), "EndpointNotFound")
      }
      yield* webhooks.change(scopeOf(live), (among) => Endpoint.create(among, one), remember(one))
      const request = remember(two, { ...(other === "nothing" ? {} : { [other]: "another" }), at: start + later })
      const again = yield* tagOf(webhooks.change(scopeOf(live), (among) => Endpoint.create(among, two), request))
      const isNew = later >= Idempotency.lifetime || other === "key" || other === "scope"
      same("The answer", again, isNew ? "done" : other === "nothing" ? "Replayed" : "IdempotencyConflict")
      const listed = (yield* listedEndpoints(scopeOf(live))).map(({ id }) => id)
      sameSet("The endpoints that there are", listed, isNew ? [one.id, two.id] : [one.id])
    })
  })
]
