/** The stores that are tried, and the model beside them: each call is made on both, and both answer the same. */
import { type Context, Effect } from "effect"
import type { Stores } from "../../Stores.ts"
import { type Answer, answerOf, same, sameSet } from "../Answers.ts"

type Side = "tried" | "model"

/** One of each: of a claim, say, since each has a token of its own. */
export type Pair<A> = Readonly<Record<Side, A>>

/** A call, made on one of the two with what is that one's. */
type Call<A, E> = (side: Side) => Effect.Effect<A, E, Stores>

/** What both answer. */
const both = <A, E>(stores: Pair<Context.Context<Stores>>, call: Call<A, E>): Effect.Effect<Pair<A>, E> => {
  const on = (side: Side) => Effect.provide(call(side), stores[side])
  return Effect.all({ tried: on("tried"), model: on("model") })
}

export const make = (stores: Pair<Context.Context<Stores>>) => ({
  /** The one answer of both, of which `view` says what matters. */
  agree: <A, E extends { readonly _tag: string }>(
    what: string,
    call: Call<A, E>,
    view: (value: A) => unknown = (value) => value
  ): Effect.Effect<Answer<A>> => {
    const seen = (answer: Answer<A>) => ("value" in answer ? { ...answer, value: view(answer.value) } : answer)
    return Effect.map(
      both(stores, (side) => answerOf(call(side))),
      ({ model, tried }) => {
        same(what, seen(tried), seen(model))
        return model
      }
    )
  },

  /**
   * What both give to a worker, each with its twin. Where they chose otherwise among what is equally due, the worker
   * takes all that is to be had, in which there is no choice.
   */
  claim: Effect.fnUntraced(function* <A extends { readonly claim: { readonly id: string } }, E>(
    what: string,
    limit: number,
    claim: (limit: number) => Effect.Effect<ReadonlyArray<A>, E, Stores>,
    view: (claimed: A) => unknown
  ) {
    const given = yield* both(stores, () => claim(limit))
    if (given.tried.length !== given.model.length) sameSet(what, given.tried.map(view), given.model.map(view))
    const ids = (side: Side) => given[side].map(({ claim }) => claim.id).toSorted()
    const agree = ids("tried").join() === ids("model").join()
    const rest = agree ? { tried: [], model: [] } : yield* both(stores, () => claim(1_000))
    const [tried, model] = [
      [...given.tried, ...rest.tried],
      [...given.model, ...rest.model]
    ]
    sameSet(what, tried.map(view), model.map(view))
    const twinOf = (one: A) => tried.find(({ claim }) => claim.id === one.claim.id)!
    return model.map((one): Pair<A> => ({ tried: twinOf(one), model: one }))
  })
})

export type Twins = ReturnType<typeof make>
