/**
 * The short way of a plain submission: `POST /api/v1/runs` with a body that came with its head, and no
 * `Idempotency-Key` to remember it by.
 */
import { isUtf8 } from "node:buffer"
import type { IncomingMessage } from "node:http"
import { Engine, Runs, SnakeCase, type Submission } from "@nexio/core"
import { Effect } from "effect"
import { data } from "../api/Access.ts"
import { asked, submitted } from "../api/RunsApi.ts"
import * as BodyText from "./BodyText.ts"
import * as JsonBody from "./JsonBody.ts"
import * as KeyAccess from "./KeyAccess.ts"
import { queued } from "./RunsHandlers.ts"
import * as ShortWay from "./ShortWay.ts"

const paths: ReadonlySet<string | undefined> = new Set(["/api/v1/runs", "/api/v1/jobs"])
const requirement = data("runs:write")
const decode = SnakeCase.decoder(asked)
const encode = SnakeCase.encoder(...submitted)

const isPlain = ({ headers, method, url }: IncomingMessage): boolean =>
  method === "POST" &&
  paths.has(url) &&
  headers["idempotency-key"] === undefined &&
  headers["content-length"] !== undefined

/** Gives what answers plain submissions itself, and leaves all else to the whole way. */
export const make = Effect.gen(function* () {
  const answer = yield* ShortWay.make
  const runs = yield* Runs

  const take: ShortWay.ShortWay = (request, response, wholeWay) => {
    const taken = read(request)
    if (taken === undefined) return wholeWay()
    answer(
      {
        key: taken.key,
        requirement,
        // Whom the key admits is asked once the body is here: the caller decided when it sent that.
        perform: (caller) => queued(runs.submit(caller, Engine.defaultEngine, taken.submission)),
        status: 202,
        encode: (run) => JSON.stringify(encode(run))
      },
      request,
      response,
      () => {
        BodyText.handOver(request, taken.text)
        wholeWay()
      }
    )
  }

  const shortWay: ShortWay.ShortWay = (request, response, wholeWay) => {
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
    if (submission !== undefined) return { key, text, submission }
  }
  request.unshift(body)
  return undefined
}

const parse = (text: string): Submission | undefined => {
  try {
    return decode(JSON.parse(text))
  } catch {
    return undefined
  }
}
