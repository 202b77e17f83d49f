/**
 * The short way of a plain submission, which is most of what a busy server is asked: `POST /api/v1/runs` with a body
 * of known length, and no `Idempotency-Key` to remember it by.
 *
 * What is wrong with a body before it is decoded, `JsonBody` says on both ways. Whatever else it cannot take goes the
 * whole way and is decided there anew, so that refusals and their order are written once. What it takes it decides by the same schemas and use cases.
 */
import type { IncomingMessage } from "node:http"
import { Authentication, Engine, Principal, Runs } from "@nexio/core"
import { Effect, Option, Redacted, Schema } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import { data } from "../api/Access.ts"
import { strict } from "../api/NexioApi.ts"
import { Submission, SubmittedRun } from "../api/RunsApi.ts"
import * as BodyText from "./BodyText.ts"
import * as JsonBody from "./JsonBody.ts"
import * as KeyAccess from "./KeyAccess.ts"
import { queued } from "./RunsHandlers.ts"

const paths: ReadonlySet<string | undefined> = new Set(["/api/v1/runs", "/api/v1/jobs"])
const requirement = data("runs:write")
const decode = Schema.decodeUnknownOption(Submission, strict)
const encode = Schema.encodeSync(SubmittedRun)

const isPlain = ({ headers, method, url }: IncomingMessage): boolean =>
  method === "POST" &&
  paths.has(url) &&
  headers["idempotency-key"] === undefined &&
  Number(headers["content-length"]) <= BodyText.maxBytes

/** Gives what answers plain submissions itself, and leaves all else to `wholeWay`. */
export const before = Effect.fnUntraced(function* <R>(
  wholeWay: Effect.Effect<HttpServerResponse.HttpServerResponse, unknown, R>
) {
  const authentication = yield* Authentication
  const runs = yield* Runs

  const admitted = (key: string) =>
    Effect.option(
      Effect.filterOrFail(
        authentication.verify(Redacted.make(key)),
        (caller) => Principal.refusal(caller, requirement) === undefined
      )
    )

  const submit = Effect.fnUntraced(function* (request: HttpServerRequest.HttpServerRequest, source: IncomingMessage) {
    const key = KeyAccess.presented(request.headers)
    if (key === undefined) return yield* wholeWay
    yield* parsed
    // A body that is yet to come may never come, so the key is checked before it is waited for.
    if (!source.complete && Option.isNone(yield* admitted(key))) return yield* wholeWay
    const text = yield* JsonBody.read(request)
    // The caller decided when it sent the body: only what the key is now counts.
    const caller = yield* admitted(key)
    const submission = parse(text)
    if (Option.isNone(caller) || Option.isNone(submission)) {
      BodyText.handOver(source, text)
      return yield* wholeWay
    }
    const run = yield* queued(runs.submit(caller.value, Engine.defaultEngine, submission.value))
    return HttpServerResponse.text(JSON.stringify(encode(run)), { status: 202, contentType: "application/json" })
  })

  return Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => {
    const source = request.source as IncomingMessage
    return isPlain(source) ? submit(request, source) : wholeWay
  })
})

/** Returns once all that came with the head of a request is parsed; of most, that is the whole body. */
const parsed = Effect.callback<void>((resume) => queueMicrotask(() => resume(Effect.void)))

const parse = (text: string): Option.Option<typeof Submission.Type> => {
  try {
    return decode(JSON.parse(text))
  } catch {
    return Option.none()
  }
}
