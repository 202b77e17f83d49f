import { type Answer, type Outgoing, Sender, SendFailed } from "@nexio/core"
import { Effect } from "effect"
import { inPort } from "./Fault.ts"
import { answerOf, type Exchange, exchange, limits } from "./RightSender.ts"

type Service = Sender["Service"]

/** Makes the answer of the exchange itself, with what may be sent to as the right one has it. */
const exchanging = (
  right: Service,
  answer: (exchanged: Exchange, outgoing: Outgoing) => Effect.Effect<Answer, SendFailed>,
  { method = "POST", ...other }: { readonly method?: string; readonly maxAnswerBytes?: number } = {}
): Service => ({
  ...right,
  send: (outgoing) =>
    right.refusal(outgoing.url) === undefined && outgoing.url.startsWith("http:")
      ? Effect.flatMap(exchange(outgoing, { ...limits, ...other }, method), (one) => answer(one, outgoing))
      : right.send(outgoing)
})

/** Tells of a kind of failure as of nobody there. */
const mistaking = (right: Service, kind: SendFailed["kind"]): Service => ({
  ...right,
  send: (outgoing) =>
    Effect.mapError(right.send(outgoing), (failed) =>
      failed.kind === kind ? new SendFailed({ ...failed, kind: "unreachable" }) : failed
    )
})

const isRedirect = (status: number) => status >= 300 && status < 400

export const faults = inPort(Sender, "Sender", [
  {
    name: "follows redirects",
    breaks: "A redirect is a failure and is not followed (6; Sender).",
    wrap: (right) =>
      exchanging(right, (exchanged, outgoing) => {
        const { location } = exchanged.response.headers
        return !isRedirect(exchanged.response.statusCode ?? 0) || location === undefined
          ? Effect.succeed(answerOf(exchanged))
          : right.send({ ...outgoing, url: new URL(location, outgoing.url).href })
      })
  },
  {
    name: "takes a redirect for a success",
    breaks: "An answer has the status that the receiver gave: 2xx is success, a redirect a failure (6).",
    wrap: (right) => ({
      ...right,
      send: (outgoing) =>
        Effect.map(right.send(outgoing), (answer) =>
          isRedirect(answer.statusCode) ? { ...answer, statusCode: 200 } : answer
        )
    })
  },
  {
    name: "takes an answer of the server's fault for no answer",
    breaks: "Any status is an answer, recorded with its beginning (Sender; 5, deliveries).",
    wrap: (right) => ({
      ...right,
      send: (outgoing) =>
        Effect.flatMap(right.send(outgoing), (answer) =>
          answer.statusCode >= 500
            ? Effect.fail(new SendFailed({ kind: "unreachable", reason: "It failed", latencyMs: answer.latencyMs }))
            : Effect.succeed(answer)
        )
    })
  },
  {
    name: "sends no body",
    breaks: "The payload is sent byte for byte (6).",
    wrap: (right) => ({ ...right, send: (outgoing) => right.send({ ...outgoing, body: "" }) })
  },
  {
    name: "ends a body with a line",
    breaks: "The payload is sent byte for byte, and nothing after it (6).",
    wrap: (right) => ({ ...right, send: (outgoing) => right.send({ ...outgoing, body: `${outgoing.body}\n` }) })
  },
  {
    name: "sends a body in Latin-1",
    breaks: "The payload is sent byte for byte, as UTF-8 (6).",
    wrap: (right) => ({
      ...right,
      send: (outgoing) => right.send({ ...outgoing, body: Buffer.from(outgoing.body, "utf8").toString("latin1") })
    })
  },
  {
    name: "sends the values of headers in lowercase",
    breaks: "Headers are sent as they were given: a signature in base64 has capitals (6; Outgoing).",
    wrap: (right) => ({
      ...right,
      send: (outgoing) =>
        right.send({
          ...outgoing,
          headers: Object.fromEntries(
            Object.entries(outgoing.headers).map(([name, value]) => [name, value.toLowerCase()])
          )
        })
    })
  },
  {
    name: "sends without Authorization",
    breaks: "Authorization: Bearer <auth_token> is sent where one is set (6).",
    wrap: (right) => ({
      ...right,
      send: ({ headers: { authorization: _token, ...headers }, ...outgoing }) => right.send({ ...outgoing, headers })
    })
  },
  {
    name: "sends with PUT",
    breaks: "What is sent is always a POST (6; Outgoing).",
    wrap: (right) => exchanging(right, (exchanged) => Effect.succeed(answerOf(exchanged)), { method: "PUT" })
  },
  {
    name: "sends to a URL without its query",
    breaks: "A delivery goes to its endpoint's URL, the whole of it (5, POST /webhooks).",
    wrap: (right) => ({
      ...right,
      send: (outgoing) => right.send({ ...outgoing, url: outgoing.url.replace(/\?.*$/, "") })
    })
  },
  {
    name: "keeps 1,000 bytes of an answer",
    breaks: "The first 1 KiB of an answer's body is kept (5, deliveries; Answer.body).",
    wrap: (right) => ({
      ...right,
      send: (outgoing) =>
        Effect.map(right.send(outgoing), (answer) => ({
          ...answer,
          body: Buffer.from(answer.body).subarray(0, 1_000).toString()
        }))
    })
  },
  {
    name: "keeps the whole of an answer",
    breaks: "No more than the first 1 KiB of an answer's body is kept (5, deliveries; Answer.body).",
    wrap: (right) =>
      exchanging(right, (exchanged) =>
        Effect.succeed({ ...answerOf(exchanged), body: exchanged.bytes.toString().replaceAll("\u0000", "\uFFFD") })
      )
  },
  {
    name: "hears nothing of how long a receiver asks to wait",
    breaks: "`Retry-After` can lengthen a wait (6; Answer.retryAfter).",
    wrap: (right) => exchanging(right, (exchanged) => Effect.succeed({ ...answerOf(exchanged), retryAfter: undefined }))
  },
  {
    name: "takes the seconds that a receiver asks to wait for milliseconds",
    breaks: "What is asked for is in milliseconds (Answer.retryAfter).",
    wrap: (right) =>
      exchanging(right, (exchanged) => {
        const answer = answerOf(exchanged)
        return Effect.succeed({ ...answer, retryAfter: answer.retryAfter && answer.retryAfter / 1_000 })
      })
  },
  {
    name: "takes whatever stands in Retry-After for a number or a date",
    breaks: "Only seconds and HTTP dates say how long to wait (Answer.retryAfter; RFC 9110).",
    wrap: (right) =>
      exchanging(right, (exchanged) => {
        const header = exchanged.response.headers["retry-after"] ?? ""
        const asked = Number.isNaN(Number(header)) ? Date.parse(header) - Date.now() : Number(header) * 1_000
        return Effect.succeed({ ...answerOf(exchanged), retryAfter: asked })
      })
  },
  {
    name: "takes an answer of any size",
    breaks: "64 KiB of an answer at most: one that is larger is no answer that counts (6; SendFailed).",
    wrap: (right) => exchanging(right, (exchanged) => Effect.succeed(answerOf(exchanged)), { maxAnswerBytes: Infinity })
  },
  {
    name: "takes an answer that was cut off for a whole one",
    breaks: "Only a whole answer counts (SendFailed).",
    wrap: (right) => ({
      ...right,
      send: (outgoing) =>
        Effect.catchIf(
          right.send(outgoing),
          ({ reason }) => /cut|clos|reset|complete/i.test(reason),
          ({ latencyMs }) => Effect.succeed({ statusCode: 200, body: "", latencyMs })
        )
    })
  },
  {
    name: "tells of what was too large as of nobody there",
    breaks: "Who tells of a failure tells of what kind it is (SendFailed.kind).",
    wrap: (right) => mistaking(right, "too_large")
  },
  {
    name: "tells of where nothing may be sent as of nobody there",
    breaks: "Who tells of a failure tells of what kind it is (SendFailed.kind).",
    wrap: (right) => mistaking(right, "refused")
  },
  {
    name: "tries once more by itself where there was no answer",
    breaks: "One attempt is one HTTP request: when there is another the schedule says (1; 6).",
    wrap: (right) => ({ ...right, send: (outgoing) => Effect.catch(right.send(outgoing), () => right.send(outgoing)) })
  },
  {
    name: "dies of a connection that is refused",
    breaks: "Where there is no answer it is SendFailed, with a reason (SendFailed).",
    wrap: (right) => ({ ...right, send: (outgoing) => Effect.orDie(right.send(outgoing)) })
  },
  {
    name: "measures latency in seconds",
    breaks: "Latency is in whole milliseconds (Answer.latencyMs; Attempt.latencyMs).",
    wrap: (right) => ({
      ...right,
      send: (outgoing) =>
        Effect.map(right.send(outgoing), (answer) => ({ ...answer, latencyMs: (answer.latencyMs + 0.5) / 1_000 }))
    })
  },
  {
    name: "mixes up what is sent at once",
    breaks: "Each request has its own headers and body, whatever is sent beside it (6).",
    wrap: (right) => {
      let body = ""
      return {
        ...right,
        send: (outgoing) =>
          Effect.suspend(() => {
            body = outgoing.body
            return Effect.andThen(
              Effect.yieldNow,
              Effect.suspend(() => right.send({ ...outgoing, body }))
            )
          })
      }
    }
  },
  {
    name: "admits whatever URL an endpoint is to have",
    breaks: "No endpoint has a URL that nothing can be sent to (6; Sender.refusal).",
    wrap: (right) => ({ ...right, refusal: () => undefined })
  }
])

/** Those that a short time limit shows. */
export const timeLimitFaults = inPort(Sender, "Sender", [
  {
    name: "tells of what took too long as of nobody there",
    breaks: "Who tells of a failure tells of what kind it is (SendFailed.kind).",
    wrap: (right) => mistaking(right, "timeout")
  },
  {
    name: "tells of what took too long sooner than it may",
    breaks: "An attempt has its whole time (6).",
    wrap: (right) => ({
      ...right,
      send: (outgoing) =>
        Effect.timeoutOrElse(right.send(outgoing), {
          duration: "100 millis",
          orElse: () => Effect.fail(new SendFailed({ kind: "timeout", reason: "It took too long", latencyMs: 100 }))
        })
    })
  }
])
