/**
 * The text of a request's body, from the connection or from a host that has read it already.
 *
 * Effect's own reader serves every kind of stream; this one serves bodies of up to a MiB and costs a third of it.
 */
import { isUtf8 } from "node:buffer"
import type { IncomingMessage } from "node:http"
import { Effect } from "effect"
import type { HttpServerRequest } from "effect/http"
import { InvalidRequest, PayloadTooLarge } from "../api/Unacceptable.ts"

/** The longest body that a call takes, in bytes. */
export const maxBytes = 1024 * 1024

const handedOver = new WeakMap<object, string>()

/** Says what the body of a Node request was, for one that a host has consumed. */
export const handOver = (source: IncomingMessage, text: string): void => {
  handedOver.set(source, text)
}

/** The body's text; empty where there is no body. */
export const read = (
  request: HttpServerRequest.HttpServerRequest
): Effect.Effect<string, PayloadTooLarge | InvalidRequest> =>
  Effect.suspend(() => {
    const source = request.source as IncomingMessage
    const text = handedOver.get(source)
    if (text !== undefined) {
      return Buffer.byteLength(text) > maxBytes ? Effect.fail(new PayloadTooLarge()) : Effect.succeed(text)
    }
    return Number(source.headers["content-length"]) > maxBytes
      ? Effect.fail(new PayloadTooLarge())
      : fromConnection(source)
  })

const refused = (message: string): Effect.Effect<never, InvalidRequest> =>
  Effect.fail(new InvalidRequest({ details: [{ path: "body", message }] }))

const fromConnection = (source: IncomingMessage): Effect.Effect<string, PayloadTooLarge | InvalidRequest> =>
  Effect.callback((resume) => {
    const chunks: Array<Buffer> = []
    let bytes = 0
    const stop = () => {
      source.off("data", onData).off("end", onEnd).off("error", onError)
    }
    const onData = (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes <= maxBytes) return
      stop()
      resume(Effect.fail(new PayloadTooLarge()))
    }
    const onEnd = () => {
      stop()
      const [first] = chunks
      const body = first === undefined || chunks.length === 1 ? first : Buffer.concat(chunks)
      if (body === undefined) return resume(Effect.succeed(""))
      resume(isUtf8(body) ? Effect.succeed(body.toString()) : refused("It is not UTF-8."))
    }
    const onError = () => {
      stop()
      resume(refused("It ended too early."))
    }
    source.on("data", onData).on("end", onEnd).on("error", onError)
    return Effect.sync(stop)
  })

/** The request with this as its body, which is JSON. */
export const withText = (
  request: HttpServerRequest.HttpServerRequest,
  text: string
): HttpServerRequest.HttpServerRequest =>
  Object.create(request, {
    text: { value: Effect.succeed(text) },
    headers: { value: { ...request.headers, "content-type": "application/json" } }
  })
