/** What stores answer, as plain data that is compared and printed. */
import { StorageUnavailable } from "@nexio/core"
import { Effect } from "effect"

/** What was done, or why it was refused. */
export type Answer<A> =
  | { readonly done: A }
  | { readonly refused: { readonly _tag: string; readonly [field: string]: unknown } }

/** The answer of a call. Storage that fails is no answer. */
export const answerOf = <A, E extends { readonly _tag: string }, R>(
  call: Effect.Effect<A, E, R>
): Effect.Effect<Answer<A>, StorageUnavailable, R> =>
  Effect.matchEffect(call, {
    onSuccess: (done) => Effect.succeed({ done }),
    onFailure: (error) =>
      error instanceof StorageUnavailable
        ? Effect.fail(error)
        : Effect.succeed({ refused: { ...error, _tag: error._tag } })
  })

/** `done`, or the tag of the refusal. */
export const tagOf = <A, E extends { readonly _tag: string }, R>(
  call: Effect.Effect<A, E, R>
): Effect.Effect<string, StorageUnavailable, R> =>
  Effect.map(answerOf(call), (answer) => ("done" in answer ? "done" : answer.refused._tag))
