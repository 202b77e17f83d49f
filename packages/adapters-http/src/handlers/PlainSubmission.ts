/**
 * The short way of a plain submission, which is most of what a busy server is asked: `POST /api/v1/runs` with a body
 * that came with its head, and no `Idempotency-Key` to remember it by.
 *
 * Whatever it cannot take goes the whole way and is decided there anew, so that refusals and their order are written
 * once. What it takes it decides by the same schemas and use cases.
 */
import { isUtf8 } from "node:buffer"
import type { IncomingMessage, ServerResponse } from "node:http"
import { Authentication, Engine, Principal, Runs } from "@nexio/core"
import { type Cause, Effect, Exit, Option, Redacted, Schema } from "effect"
import { HttpServerRequest, type HttpServerResponse } from "effect/http"
import { data } from "../api/Access.ts"
import { strict } from "../api/NexioApi.ts"
import { Submission, SubmittedRun } from "../api/RunsApi.ts"
import * as BodyText from "./BodyText.ts"
import * as FlatErrors from "./FlatErrors.ts"
import * as JsonBody from "./JsonBody.ts"
import * as KeyAccess from "./KeyAccess.ts"
import * as RateLimiting from "./RateLimiting.ts"
import { queued } from "./RunsHandlers.ts"

const paths: ReadonlySet<string | undefined> = new Set(["/api/v1/runs", "/api/v1/jobs"])
const requirement = data("runs:write")
const decode = Schema.decodeUnknownOption(Submission, strict)
const encode = Schema.encodeSync(SubmittedRun)

const isPlain = ({ headers, method, url }: IncomingMessage): boolean =>
  method === "POST" &&
  paths.has(url) &&
  headers["idempotency-key"] === undefined &&
  headers["content-length"] !== undefined

/** Takes a request, or has it go the whole way. */
export type ShortWay = (request: IncomingMessage, response: ServerResponse, wholeWay: () => void) => void

/** Gives what answers plain submissions itself, and leaves all else to the whole way. */
export const make = Effect.gen(function* () {
  const authentication = yield* Authentication
  const count = yield* RateLimiting.make
  const runs = yield* Runs
  const run = Effect.runCallbackWith(yield* Effect.context<never>())

  const nobody = () => Effect.undefined
  /** Whom the key admits is asked once the body is here: the caller decided when it sent that. */
  const submit = Effect.fnUntraced(function* (
    key: string,
    submission: typeof Submission.Type,
    response: ServerResponse
  ) {
    // That keys cannot be looked up is told at once: the whole way would only wait for it anew.
    const caller = yield* Effect.catchTags(authentication.verify(Redacted.make(key)), {
      Unauthorized: nobody,
      OrgSuspended: nobody
    })
    if (caller === undefined || Principal.refusal(caller, requirement) !== undefined) return undefined
    const standing = yield* count(caller)
    if (standing !== undefined) {
      for (const [name, value] of Object.entries(RateLimiting.headersOf(standing))) response.setHeader(name, value)
      const refused = RateLimiting.refusal(standing, caller)
      if (refused !== undefined) return yield* refused
    }
    return yield* queued(runs.submit(caller, Engine.defaultEngine, submission))
  })

  const take = (request: IncomingMessage, response: ServerResponse, wholeWay: () => void): void => {
    const taken = read(request)
    if (taken === undefined) {
      wholeWay()
      return
    }
    run(submit(taken.key, taken.submission, response), {
      onExit: (exit) => {
        if (Exit.isSuccess(exit) && exit.value !== undefined) {
          const answer = JSON.stringify(encode(exit.value))
          response.writeHead(202, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(answer) })
          response.end(answer)
          return
        }
        if (Exit.isFailure(exit)) failed.set(request, exit.cause)
        BodyText.handOver(request, taken.text)
        wholeWay()
      }
    })
  }

  const shortWay: ShortWay = (request, response, wholeWay) => {
    // By then all that came with the head is parsed; of most requests that is the whole body.
    if (isPlain(request)) queueMicrotask(() => take(request, response, wholeWay))
    else wholeWay()
  }
  return shortWay
})

/** What a request asks, where all of it is here and nothing is wrong with it; else it is left as it came. */
const read = (request: IncomingMessage) => {
  const body: Buffer | null = request.read()
  if (body === null) return undefined
  const key = KeyAccess.presented(request.headers as Readonly<Record<string, string | undefined>>)
  const isWhole = body.length === Number(request.headers["content-length"])
  const text = isWhole && isUtf8(body) ? body.toString() : undefined
  if (key !== undefined && text !== undefined && JsonBody.refusal(request.headers, text) === undefined) {
    const submission = parse(text)
    if (Option.isSome(submission)) return { key, text, submission: submission.value }
  }
  request.unshift(body)
  return undefined
}

/** How submissions failed that were offered to the store: that is answered, and nothing is done twice. */
const failed = new WeakMap<object, Cause.Cause<unknown>>()

/** The whole way, for what the short way left to it. */
export const orFailed = <E, R>(
  wholeWay: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R | HttpServerRequest.HttpServerRequest> =>
  Effect.flatMap(
    HttpServerRequest.HttpServerRequest,
    (request): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R | HttpServerRequest.HttpServerRequest> => {
      const cause = failed.get(request.source)
      return cause === undefined ? wholeWay : FlatErrors.answer(cause)
    }
  )

const parse = (text: string): Option.Option<typeof Submission.Type> => {
  try {
    return decode(JSON.parse(text))
  } catch {
    return Option.none()
  }
}
