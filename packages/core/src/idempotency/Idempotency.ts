/**
 * Idempotency keys: a request repeated with the same key has one effect and gets the first answer.
 *
 * The record of an answer is committed with the effect that it belongs to, so neither is ever without the other;
 * a concurrent twin waits for the first, because the store serialises on the record. Only successes are remembered.
 */
import { Data, Effect, Schema } from "effect"
import type { OrgId } from "../id/Id.ts"
import * as Instant from "../instant/Instant.ts"

/** 1 to 255 visible characters. */
export const IdempotencyKey = Schema.String.check(Schema.isPattern(/^[\x21-\x7e]{1,255}$/u))

/** How long an answer is remembered. */
export const lifetime = 24 * Instant.hour

/** What makes a request the same one: the key within its scope, and what was asked. */
export interface Once {
  readonly orgId: OrgId
  /** Environment, method and path: the same key elsewhere is another request. */
  readonly scope: string
  readonly key: string
  /** Hash of the request's decoded body. */
  readonly fingerprint: string
  readonly at: Instant.Instant
}

/** A request to be done once, and how its answer is written down: with no key or secret in it. */
export interface Remember<in A> extends Once {
  readonly answer: (result: A) => string
}

/** An answer that was remembered, and what it answered. */
export interface Remembered {
  readonly fingerprint: string
  readonly answer: string
  readonly expiresAt: Instant.Instant
}

/** The request was done before: nothing happened now, and this was its answer. */
export class Replayed extends Data.TaggedError("Replayed")<{ readonly answer: string }> {}

/** The key was used for another request. */
export class IdempotencyConflict extends Data.TaggedError("IdempotencyConflict")<{ readonly key: string }> {
  override get message() {
    return "This Idempotency-Key was used with another body. Send the first body again, or use a new key."
  }
}

/** What is done without a record to look for is neither a replay nor a conflict. */
export const unremembered = <A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<A, Exclude<E, Replayed | IdempotencyConflict>, R> =>
  Effect.catch(self, (error) =>
    error instanceof Replayed || error instanceof IdempotencyConflict
      ? Effect.die(error)
      : Effect.fail(error as Exclude<E, Replayed | IdempotencyConflict>)
  )

/** Decides what a record found under a request's key means: nothing (go on), a replay, or a conflict. */
export const recall = (once: Once, found: Remembered | undefined): Replayed | IdempotencyConflict | undefined => {
  if (found === undefined || found.expiresAt <= once.at) return undefined
  return found.fingerprint === once.fingerprint
    ? new Replayed({ answer: found.answer })
    : new IdempotencyConflict({ key: once.key })
}
