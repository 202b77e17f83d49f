import { Attempt, Sender, SendFailed } from "@nexio/core"
import { type Duration, Duration as Durations, Effect, Layer } from "effect"
import type { Agent, Dispatcher } from "undici"
import * as AddressGuard from "./AddressGuard.ts"
import type { AllowList } from "./AllowList.ts"
import * as GuardedAgent from "./GuardedAgent.ts"

export interface SenderOptions {
  /** What may be reached although it is not public. */
  readonly allow: AllowList
  /** The ports that the server itself listens on. Default: none. */
  readonly ownPorts?: () => ReadonlyArray<number>
  /** For the whole of a request, from the look-up of the name to the end of the answer. Default: 15 s. */
  readonly timeout?: Duration.Duration
  /** The largest answer, in bytes. Default: 64 KiB. */
  readonly maxAnswerBytes?: number
  readonly resolver?: GuardedAgent.Resolver
}

/** Sends through the guarded agent. */
export const layer = (options: SenderOptions) =>
  Layer.effect(
    Sender,
    Effect.gen(function*() {
      const guard = AddressGuard.make(options.allow, options.ownPorts ?? (() => []))
      const timeoutMs = Durations.toMillis(options.timeout ?? Durations.seconds(15))
      const maxBytes = options.maxAnswerBytes ?? 65_536
      const agent = yield* Effect.acquireRelease(
        Effect.sync(() => GuardedAgent.make(guard, timeoutMs, options.resolver)),
        (agent) => Effect.promise(() => agent.destroy())
      )
      return Sender.of({
        refusal: guard.refusalOfUrl,
        send: (outgoing) => {
          const refusal = guard.refusalOfUrl(outgoing.url)
          return refusal === undefined
            ? post(agent, outgoing, timeoutMs, maxBytes)
            : Effect.fail(new SendFailed({ reason: refusal, latencyMs: 0 }))
        }
      })
    })
  )

const post = (
  agent: Agent,
  outgoing: Parameters<Sender["Service"]["send"]>[0],
  timeoutMs: number,
  maxBytes: number
): ReturnType<Sender["Service"]["send"]> =>
  Effect.callback((resume) => {
    const url = new URL(outgoing.url)
    const began = performance.now()
    const latency = () => Math.round(performance.now() - began)
    let running: Dispatcher.DispatchController | undefined
    let ended = false

    const end = (result: Effect.Effect<{ statusCode: number; body: string; latencyMs: number }, SendFailed>) => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      resume(result)
    }
    const fail = (reason: string) => end(Effect.fail(new SendFailed({ reason, latencyMs: latency() })))
    const abandon = (reason: string) => {
      fail(reason)
      running?.abort(new Error(reason))
    }
    const timer = setTimeout(() => abandon(`No answer within ${timeoutMs / 1_000} s`), timeoutMs)

    let statusCode = 0
    let received = 0
    const kept: Array<Buffer> = []
    agent.dispatch({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: "POST",
      headers: outgoing.headers,
      body: outgoing.body
    }, {
      onRequestStart: (controller) => {
        running = controller
        if (ended) controller.abort(new Error("abandoned"))
      },
      onResponseStart: (_controller, status) => {
        statusCode = status
      },
      onResponseData: (_controller, chunk) => {
        if (received < Attempt.keptBytes) kept.push(chunk)
        received += chunk.length
        if (received > maxBytes) abandon(`The answer was larger than ${maxBytes / 1_024} KiB`)
      },
      onResponseEnd: () => end(Effect.succeed({ statusCode, body: textOf(kept), latencyMs: latency() })),
      onResponseError: (_controller, error) => fail(reasonOf(error))
    })
    return Effect.sync(() => abandon("interrupted"))
  })

/** The kept part of an answer, as text that can be stored. */
const textOf = (chunks: ReadonlyArray<Buffer>): string =>
  Buffer.concat(chunks).subarray(0, Attempt.keptBytes).toString("utf8").replaceAll("\u0000", "\uFFFD")

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused",
  ECONNRESET: "The connection was reset",
  EPIPE: "The connection was reset",
  UND_ERR_SOCKET: "The connection was closed before an answer",
  ENOTFOUND: "The name could not be resolved",
  EAI_AGAIN: "The name could not be resolved",
  EHOSTUNREACH: "The host could not be reached",
  ENETUNREACH: "The host could not be reached",
  ETIMEDOUT: "The connection timed out",
  UND_ERR_CONNECT_TIMEOUT: "The connection timed out",
  UND_ERR_HEADERS_OVERFLOW: "The answer's headers were too large",
  HPE_HEADER_OVERFLOW: "The answer's headers were too large"
}

/** A failure in words for people, with nothing of the server in it. */
const reasonOf = (error: Error): string => {
  if (error instanceof GuardedAgent.AddressRefused) return error.message
  const code = "code" in error ? String(error.code) : ""
  const inside = error instanceof AggregateError ? error.errors.find((each) => each instanceof Error) : undefined
  if (reasons[code] !== undefined) return reasons[code]
  if (inside !== undefined && !code) return reasonOf(inside)
  return code.startsWith("HPE_") ? "The answer was not HTTP" : `The request failed${code === "" ? "" : ` (${code})`}`
}
