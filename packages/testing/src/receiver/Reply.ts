/**
 * How a receiver answers: a reply is what happens to one request, a script says which reply each request gets.
 *
 * A reply that never ends (`hang`, `drip`) is cut off by the sender or by closing the receiver.
 */
import type { OutgoingHttpHeaders, ServerResponse } from "node:http"
import { Readable } from "node:stream"
import type { Received } from "./Received.ts"

export type Reply = (response: ServerResponse) => void

/** The reply to a request; `request.nth` counts from 1. */
export type Script = (request: Received) => Reply

/** A whole answer. */
export const answer =
  (status = 200, body: string | Uint8Array = "", headers: OutgoingHttpHeaders = {}): Reply =>
  (response) => {
    response.writeHead(status, headers).end(body)
  }

export const redirect = (location: string, status = 302): Reply => answer(status, "", { location })

/** Nothing, while the connection stays open. */
export const hang: Reply = () => {}

/** The reply, so many milliseconds later. */
export const late =
  (afterMs: number, reply: Reply = answer()): Reply =>
  (response) => {
    const timer = setTimeout(() => reply(response), afterMs)
    response.once("close", () => clearTimeout(timer))
  }

/** A whole answer whose body comes in pieces, each on its way before the next one; its length is not announced. */
export const inPieces =
  (pieces: Iterable<string | Uint8Array>, status = 200): Reply =>
  (response) => {
    response.writeHead(status)
    Readable.from(pieces, { objectMode: true })
      .on("error", () => {})
      .pipe(response)
  }

/** These bytes instead of an answer, which need not be HTTP; then the connection is closed. */
export const raw =
  (bytes: string | Uint8Array): Reply =>
  (response) => {
    response.socket?.end(bytes)
  }

/** Resets the connection instead of an answer. */
export const reset: Reply = (response) => {
  response.socket?.resetAndDestroy()
}

/** Answers with 200, and resets the connection in the middle of the body. */
export const resetMidway: Reply = (response) => {
  response.writeHead(200, { "content-length": 1_000 })
  response.write("the first part", () => response.socket?.resetAndDestroy())
}

/** Announces a larger body than it sends, and closes the connection in the middle of it. */
export const cutShort: Reply = (response) => {
  response.writeHead(200, { "content-length": 1_000 })
  response.write("the first part", () => response.destroy())
}

/** A body of so many bytes, as fast as the sender takes it; its length is not announced. */
export const flood =
  (bytes: number): Reply =>
  (response) =>
    inPieces(chunks(bytes))(response)

/** A body without end, one byte each `everyMs` milliseconds. */
export const drip =
  (everyMs = 10): Reply =>
  (response) => {
    response.writeHead(200).write(".")
    const timer = setInterval(() => response.write("."), everyMs)
    response.once("close", () => clearInterval(timer))
  }

/** The same reply to every request. */
export const always =
  (reply: Reply): Script =>
  () =>
    reply

/** One reply after the other; the last one stays. */
export const inTurn = (first: Reply, ...others: ReadonlyArray<Reply>): Script => {
  const replies = [first, ...others]
  return ({ nth }) => replies[Math.min(nth, replies.length) - 1] ?? first
}

/** Fails the first `times` requests, and takes all later ones. */
export const failing =
  (times: number, status = 500): Script =>
  ({ nth }) =>
    answer(nth <= times ? status : 200)

function* chunks(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(16_384, "x")
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, Math.min(left, chunk.length))
}
