/**
 * One POST through the guarded agent, with one limit on its whole time and one on what is read of the answer.
 *
 * Beyond a limit, or interrupted, it destroys the connection; whether the receiver took the request is then unknown.
 */
import { type Answer, Instant, type Outgoing, SendFailed } from "@nexio/core"
import { Effect } from "effect"
import type { Agent, Dispatcher } from "undici"
import { kindOf, reasonOf } from "./FailureReason.ts"
import * as RetryAfter from "./RetryAfter.ts"

export interface PostLimits {
  /** From the look-up of the name to the end of the answer. */
  readonly timeoutMs: number
  /** The largest body of an answer, as it is on the wire. */
  readonly maxAnswerBytes: number
  /** How much of it is kept. */
  readonly keptBytes: number
}

/** Interim answers (1xx) say nothing; a receiver that sends more than this would keep the server busy. */
const maxInterimAnswers = 8

/** Any status is an answer, that of a redirect too. Fails where there was none, or one beyond the limits. */
export const post = (
  agent: Agent,
  url: URL,
  { body, headers }: Omit<Outgoing, "url">,
  limits: PostLimits
): Effect.Effect<Answer, SendFailed> =>
  Effect.callback((resume) => {
    const began = performance.now()
    const latencyMs = () => Math.round(performance.now() - began)
    let running: Dispatcher.DispatchController | undefined
    let ended = false

    const end = (result: Effect.Effect<Answer, SendFailed>) => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      resume(result)
    }
    const fail = (kind: SendFailed["kind"], reason: string) =>
      end(Effect.fail(new SendFailed({ kind, reason, latencyMs: latencyMs() })))
    const abandon = (kind: SendFailed["kind"], reason: string) => {
      fail(kind, reason)
      running?.abort(new Error(reason))
    }
    const timer = setTimeout(
      () => abandon("timeout", `No answer within ${limits.timeoutMs / 1_000} s`),
      limits.timeoutMs
    )

    let statusCode = 0
    let retryAfter: string | Array<string> | undefined
    let interim = 0
    let received = 0
    const kept: Array<Buffer> = []
    agent.dispatch(
      { origin: url.origin, path: url.pathname + url.search, method: "POST", headers, body },
      {
        onRequestStart: (controller) => {
          running = controller
          // It waited for a connection in the meantime, and nothing of it was sent.
          if (ended) controller.abort(new Error("abandoned"))
        },
        onResponseStart: (_controller, status, headers) => {
          statusCode = status
          retryAfter = headers["retry-after"]
          if (status < 200 && ++interim > maxInterimAnswers)
            abandon("unreachable", "There were too many interim answers")
        },
        onResponseData: (_controller, chunk) => {
          if (received < limits.keptBytes) kept.push(chunk)
          received += chunk.length
          if (received > limits.maxAnswerBytes) {
            abandon("too_large", `The answer was larger than ${limits.maxAnswerBytes / 1_024} KiB`)
          }
        },
        onResponseEnd: () => {
          const body = beginning(kept, received, limits.keptBytes)
          const answer = { statusCode, body, latencyMs: latencyMs() }
          end(
            retryAfter === undefined
              ? Effect.succeed(answer)
              : Effect.map(Instant.now, (at) => ({ ...answer, retryAfter: RetryAfter.parse(retryAfter, at) }))
          )
        },
        onResponseError: (_controller, error) => fail(kindOf(error), reasonOf(error))
      }
    )
    return Effect.sync(() => abandon("unreachable", "interrupted"))
  })

/** The kept part of a body, as text that can be stored. A character that the limit cuts is left out. */
const beginning = (chunks: ReadonlyArray<Buffer>, received: number, keptBytes: number): string =>
  received === 0
    ? ""
    : new TextDecoder("utf-8", { ignoreBOM: true })
        .decode(Buffer.concat(chunks).subarray(0, keptBytes), { stream: received > keptBytes })
        .replaceAll("\u0000", "\uFFFD")
