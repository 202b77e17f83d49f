/** A right sender on node:http, small: one connection a request, over http to 127.0.0.1 alone, and bounds on time and size. */
import { type IncomingMessage, request } from "node:http"
import { type Answer, Attempt, type Outgoing, Sender, SendFailed } from "@nexio/core"
import { Effect, Layer } from "effect"

export interface Limits {
  readonly timeoutMs: number
  readonly maxAnswerBytes: number
}

/** A whole answer as it came, or why there was none. */
export interface Exchange {
  readonly response: IncomingMessage
  readonly bytes: Buffer
  readonly latencyMs: number
}

export const exchange = (
  { body, headers, url }: Outgoing,
  { maxAnswerBytes, timeoutMs }: Limits,
  method = "POST"
): Effect.Effect<Exchange, SendFailed> =>
  Effect.callback((resume) => {
    const began = performance.now()
    const latencyMs = () => Math.round(performance.now() - began)
    const sending = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Array<Buffer> = []
      let length = 0
      response
        .on("data", (chunk: Buffer) => {
          chunks.push(chunk)
          length += chunk.length
          if (length > maxAnswerBytes) fail("too_large", "The answer was too large")
        })
        .on("error", () => fail("unreachable", "The answer was cut off"))
        .on("end", () => end(Effect.succeed({ response, bytes: Buffer.concat(chunks), latencyMs: latencyMs() })))
    })
    const end = (result: Effect.Effect<Exchange, SendFailed>) => {
      clearTimeout(timer)
      resume(result)
    }
    const fail = (kind: SendFailed["kind"], reason: string) => {
      end(Effect.fail(new SendFailed({ kind, reason, latencyMs: latencyMs() })))
      sending.destroy()
    }
    const timer = setTimeout(() => fail("timeout", "There was no answer in time"), timeoutMs)
    sending.on("error", () => fail("unreachable", "The connection failed")).end(body)
    return Effect.sync(() => {
      clearTimeout(timer)
      sending.destroy()
    })
  })

/** The beginning of the body as text, without a character that the limit cuts. */
export const answerOf = ({ bytes, latencyMs, response }: Exchange): Answer => ({
  statusCode: response.statusCode ?? 0,
  latencyMs,
  body: new TextDecoder("utf-8", { ignoreBOM: true })
    .decode(bytes.subarray(0, Attempt.keptBytes), { stream: bytes.length > Attempt.keptBytes })
    .replaceAll("\u0000", "\uFFFD"),
  retryAfter: asked(response.headers["retry-after"])
})

/** In seconds, or until the one form of a date that is written today. */
const asked = (header = ""): number | undefined => {
  if (/^\d+$/.test(header)) return Number(header) * 1_000
  return header.endsWith(" GMT") ? Math.max(0, Date.parse(header) - Date.now()) : undefined
}

const literal = /^[\d.]+$|^\[/

/** Public is what has a name; over http it reaches 127.0.0.1 alone. */
const refusal = (text: string): string | undefined => {
  const url = text.length > 2_048 || /[\s\p{Cc}]/u.test(text) ? null : URL.parse(text)
  if (url === null) return "This is no URL of at most 2,048 characters"
  if (url.username !== "" || url.password !== "") return "The URL must not name a user"
  if (url.protocol === "http:" && url.hostname === "127.0.0.1") return undefined
  if (url.protocol !== "https:") return "The URL must begin with https://"
  return literal.test(url.hostname) || /(^|\.)localhost\.?$/.test(url.hostname) ? "The host is not public" : undefined
}

export const limits: Limits = { timeoutMs: 15_000, maxAnswerBytes: 65_536 }

export const layer = (timeoutMs = limits.timeoutMs): Layer.Layer<Sender> =>
  Layer.succeed(Sender, {
    refusal,
    send: (outgoing) => {
      const reason = refusal(outgoing.url) ?? (outgoing.url.startsWith("http:") ? undefined : "It has no TLS")
      return reason === undefined
        ? Effect.map(exchange(outgoing, { ...limits, timeoutMs }), answerOf)
        : Effect.fail(new SendFailed({ kind: "refused", reason, latencyMs: 0 }))
    }
  })
