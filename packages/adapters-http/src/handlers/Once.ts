/**
 * Requests that are done once: how one with an `Idempotency-Key` is recognised, how its answer is written down, and
 * how a repeated one is answered.
 */
import { type Id, Idempotency, Instant, Secrets } from "@nexio/core"
import { Effect } from "effect"
import { type HttpServerRequest, HttpServerResponse } from "effect/http"
import * as CanonicalJson from "./CanonicalJson.ts"

/** A request that may carry a key. */
export interface Repeatable {
  readonly request: HttpServerRequest.HttpServerRequest
  readonly headers: { readonly "idempotency-key"?: string }
}

/** Whose the key is: the same key of another is another. */
export interface Owner {
  readonly orgId: Id.OrgId
  /** An environment's id. */
  readonly environmentId: string
}

/** How the first answer is written down, without what is shown once, and the status that it has. */
export interface Answering<A> {
  readonly status: number
  readonly encode: (result: A) => unknown
}

/** Runs a use case once for each key, and answers a repeated request with what the first was answered. */
export const make = Effect.map(
  Secrets,
  (secrets) =>
    <A, B, E, R>(
      asked: Repeatable,
      owner: Owner,
      answering: Answering<A>,
      use: (remember: Idempotency.Remember<A> | undefined) => Effect.Effect<B, E | Idempotency.Replayed, R>
    ): Effect.Effect<B | HttpServerResponse.HttpServerResponse, Exclude<E, Idempotency.Replayed>, R> => {
      const key = asked.headers["idempotency-key"]
      const outcome =
        key === undefined
          ? use(undefined)
          : Effect.gen(function* () {
              const at = yield* Instant.now
              // The body was read before, so its text is at hand.
              const body = yield* Effect.orDie(asked.request.text)
              return yield* use({
                orgId: owner.orgId,
                scope: `${owner.environmentId} ${asked.request.method} ${asked.request.url.split("?", 1)[0]}`,
                key,
                fingerprint: secrets.hash(CanonicalJson.stringify(JSON.parse(body))),
                at,
                answer: (result) => JSON.stringify(answering.encode(result))
              })
            })
      return Effect.catchIf(
        outcome,
        (error) => error instanceof Idempotency.Replayed,
        (replayed) => Effect.succeed(again(replayed, answering.status))
      ) as Effect.Effect<B | HttpServerResponse.HttpServerResponse, Exclude<E, Idempotency.Replayed>, R>
    }
)

const again = ({ answer }: Idempotency.Replayed, status: number): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.text(answer, {
    status,
    contentType: "application/json",
    headers: { "idempotent-replayed": "true" }
  })
