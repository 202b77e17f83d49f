/** Ids in paths: a malformed one is not found, like an unknown one. */
import { Id } from "@nexio/core"
import { Effect, Option, type Schema } from "effect"

/** The id, or the error that an unknown one gives. */
export const parse = <A extends string, E>(
  schema: Schema.ConstraintDecoder<A>,
  text: string,
  notFound: () => E
): Effect.Effect<A, E> =>
  Option.match(Id.parse(schema, text), { onNone: () => Effect.fail(notFound()), onSome: Effect.succeed })
