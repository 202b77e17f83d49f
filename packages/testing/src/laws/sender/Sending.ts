/** What the laws of a sender have in common: a real receiver, and a request that ends in a value. */
import assert from "node:assert/strict"
import { type Answer, type Outgoing, Sender, type SendFailed } from "@nexio/core"
import { Effect } from "effect"
import { Receiver, type Reply } from "../../receiver/index.ts"

/** A receiver on a free port of 127.0.0.1, until the scope closes. */
export const listening = (script?: Reply.Script) =>
  Effect.acquireRelease(
    Effect.promise(() => Receiver.listen(script)),
    (receiver) => Effect.promise(() => receiver.close())
  )

/** Nobody listens there: the system gives no such port to those who ask for a free one. */
export const deserted = "http://127.0.0.1:1/"

/** The path tells the receiver in which way to reply. */
export const pathOf = (way: string): string => encodeURIComponent(way)
export const wayOf = (path: string): string => decodeURIComponent(path.slice(1))

/** The answer, or why there was none. A defect stays one. */
export const send = (
  outgoing: Pick<Outgoing, "url"> & Partial<Outgoing>
): Effect.Effect<Answer | SendFailed, never, Sender> =>
  Effect.flatMap(Sender, (sender) =>
    Effect.match(sender.send({ headers: {}, body: "{}", ...outgoing }), {
      onSuccess: (answer): Answer | SendFailed => answer,
      onFailure: (failed) => failed
    })
  )

/** It is an answer as attempts record one. */
export const answered = (sent: Answer | SendFailed): Answer => {
  if ("_tag" in sent) assert.fail(`No answer: ${sent.reason}`)
  assert.ok(Number.isSafeInteger(sent.latencyMs) && sent.latencyMs >= 0, `A latency of ${sent.latencyMs} ms`)
  return sent
}

/** It is a failure as attempts record one. */
export const failed = (sent: Answer | SendFailed, kind: SendFailed["kind"], of: string): SendFailed => {
  if (!("_tag" in sent)) assert.fail(`${of}: taken for an answer of ${sent.statusCode}`)
  assert.equal(sent._tag, "SendFailed", of)
  assert.equal(sent.kind, kind, of)
  assert.match(sent.reason, /^[^\r\n\0]{1,200}$/, `${of}: the reason is not one short line`)
  assert.ok(Number.isSafeInteger(sent.latencyMs) && sent.latencyMs >= 0, `${of}: a latency of ${sent.latencyMs} ms`)
  return sent
}
