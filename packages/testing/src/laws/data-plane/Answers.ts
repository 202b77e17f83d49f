/** What stores answer, as plain data that can be compared and printed. */
import assert from "node:assert/strict"
import { Effect } from "effect"

interface Tagged {
  readonly _tag: string
}

/** What was answered: `done` with a value, or the tag of a refusal with what it says. */
export type Answer<A> = { readonly _tag: "done"; readonly value: A } | Tagged

export const answerOf = <A, E extends Tagged, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<Answer<A>, never, R> =>
  Effect.match(effect, {
    onSuccess: (value): Answer<A> => ({ _tag: "done", value }),
    onFailure: (refusal): Answer<A> => ({ ...asJson(Object.fromEntries(Object.entries(refusal))), _tag: refusal._tag })
  })

/** `done`, or the tag of the refusal. */
export const tagOf = <A, E extends Tagged, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<string, never, R> =>
  Effect.map(answerOf(effect), ({ _tag }) => _tag)

/** A value as its JSON has it: without what is `undefined`, and `-0` as `0`. */
export const asJson = <A>(value: A): A => (value === undefined ? value : JSON.parse(JSON.stringify(value)))

/** Fails, saying what it is about and how they differ, unless both have the same JSON but for the order of keys. */
export const same = (what: string, actual: unknown, expected: unknown): void => {
  // Nearly always they have it in one order: that is soon seen.
  if (JSON.stringify(actual) === JSON.stringify(expected)) return
  try {
    assert.deepStrictEqual(asJson(actual), asJson(expected))
  } catch (error) {
    if (!(error instanceof assert.AssertionError)) throw error
    error.message = `${what}: ${error.message}`
    throw error
  }
}

/** Fails unless both hold the same, in whatever order. */
export const sameSet = (what: string, actual: ReadonlyArray<unknown>, expected: ReadonlyArray<unknown>): void =>
  same(what, sorted(actual), sorted(expected))

const sorted = (values: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  values
    .map((value) => canonical(value) ?? "null")
    .toSorted()
    .map((text) => JSON.parse(text))

const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, inner) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner
  )
